/**
 * Goal: a broken account gives nothing away by trading that default management would have kept.
 * Method: a long that fails its margin by a chosen part, and a sale of it at a chosen price.
 */
import type { Refusal } from "@novate/codec";
import { atoms, mulPpmDown, ppm } from "@novate/num";
import { describe, expect, test } from "vitest";
import { carryOut } from "../block/carryOut.ts";
import { isRatioKept } from "../defaults/ratio.ts";
import { Looks } from "../derived/looks.ts";
import { type Health, ratioNeutralAtoms } from "../ledger/health.ts";
import { prove } from "../prepare/prove.ts";
import { evolve } from "../registry/evolve.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { fund, segmentOf } from "../testing/crisis.ts";
import { runBlock } from "../testing/runBlock.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { BTC_PERP, btcTicks, HOUSE, perpLots, usdc, VENUE, VENUE_SIGNER } from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";
import { decideNovateTrade } from "./novateTrade.ts";
import { twoTraders } from "./twoTraders.fixture.ts";

const MARK = 100_000;
const SIZE = 1_000n; // one bitcoin

/** A long of one bitcoin at the mark, with what `equityOf` says of its health; the other side is its owner's other name. */
function brokenLong(equityOf: (health: Health) => bigint) {
  const { house, buyer: long, seller: short } = twoTraders();
  runBlock(house, []); // the first forecast has seen a price
  house.novate(long, short, BTC_PERP, perpLots(SIZE), btcTicks(MARK));
  const health = healthOf(house, long);
  house.moveCash(long, short, atoms(health.equityAtoms - equityOf(health)));
  return { house, long, short };
}

const healthOf = (house: TestHouse, id: number): Health => house.house.margin.assess(house.state, house.account(id));

/** The answer to a sale of so many of its lots at this price, and the account's health before and after. */
function sell({ house, long, short }: ReturnType<typeof brokenLong>, size: bigint, dollars: number) {
  const before = healthOf(house, long);
  const trade = tradeOf(house, short, long, size, btcTicks(dollars));
  const [proof] = prove({ house: HOUSE, command: reportOf(trade) }, () => true)!;
  const { timeMs, height } = houseOf(house.state);
  const { margin } = house.house;
  const context = {
    timeMs,
    height,
    signer: VENUE_SIGNER,
    evidence: [proof!],
    margin,
    owing: house.house.derived.owers,
    looks: new Looks(),
    evolve,
  };
  const decision = decideNovateTrade(house.state, mustGet(house.state.venues, VENUE), trade, proof!, context);
  if (decision.accepted) carryOut(house.house, decision);
  const refused: Refusal | null = decision.accepted ? null : decision.refusal;
  return { refused, before, after: healthOf(house, long) };
}

const between = ({ maintenanceAtoms, initialAtoms }: Health) => (maintenanceAtoms + initialAtoms) / 2n;

describe("NOV-057 below initial margin", () => {
  test("a sale to the best bid, half a percent off the mark, is admitted", () => {
    const { refused, before, after } = sell(brokenLong(between), SIZE / 2n, 99_500);
    expect(refused).toBeNull();
    expect(isRatioKept(before, after)).toBe(true);
  });
  test("a part sold so far off that the ratio falls is refused, though the requirement falls faster than equity", () => {
    const scene = brokenLong(({ closeOutAtoms }) => closeOutAtoms / 4n);
    const { refused } = sell(scene, SIZE, 95_100);
    expect(refused?.code).toMatch(/ConcessionTooLarge|InitialMarginBreached/);
  });
  test("without equity a sale at the mark is refused for its fees, and a better one is admitted", () => {
    const scene = brokenLong(() => -1_000_000n);
    expect(sell(scene, SIZE, MARK).refused).toMatchObject({ code: "ConcessionTooLarge", data: { limitAtoms: 0n } });
    expect(sell(scene, SIZE, MARK + 1_000).refused).toBeNull();
  });
});

describe("NOV-055 below maintenance margin", () => {
  const deep = ({ maintenanceAtoms }: Health) => (maintenanceAtoms * 9n) / 10n;
  test("a sale concedes the penalty of a slice, fees counted in, and not more", () => {
    const { house } = brokenLong(deep);
    const { closeOutPenaltyPpm } = segmentOf(house).parameters.clearing;
    const penalty = mulPpmDown(usdc(MARK), closeOutPenaltyPpm);
    // Fees of 1.5 basis points count.
    const { refused } = sell(brokenLong(deep), SIZE, 99_510);
    expect(refused).toMatchObject({ code: "ConcessionTooLarge", data: { limitAtoms: penalty } });
    expect(sell(brokenLong(deep), SIZE, 99_520).refused).toBeNull();
  });
});

test("NOV-056 an account that meets initial margin before and after sells where it likes inside the band", () => {
  const { refused } = sell(
    brokenLong(({ initialAtoms }) => 3n * initialAtoms),
    SIZE,
    95_100,
  );
  expect(refused).toBeNull();
});

test("the fund pays nothing for a long that sells itself to another name at the edge of the band", () => {
  const pools = { skinAtoms: usdc(1_000_000), juniorFundAtoms: usdc(1_000_000) };
  for (const equity of [60_000n, 20_000n, 1_000n, 0n, -20_000n]) {
    const scene = brokenLong(() => equity * 100_000n); // a tenth of as many dollars
    fund(scene.house, pools);
    sell(scene, SIZE, 95_000);
    for (let block = 0; block < 3; block += 1) runBlock(scene.house, []);
    const { skinAtoms, juniorFundAtoms } = segmentOf(scene.house);
    const paid = pools.skinAtoms + pools.juniorFundAtoms - skinAtoms - juniorFundAtoms;
    expect(paid).toBe(equity < 0n ? -equity * 100_000n : 0n);
  }
});

test("the neutral part of equity goes in proportion to the margin released, rounded down", () => {
  const health = { equityAtoms: atoms(10n), maintenanceAtoms: atoms(30n) } as Health;
  expect(ratioNeutralAtoms(health, atoms(20n))).toBe(3n);
  expect(ratioNeutralAtoms(health, atoms(30n))).toBe(0n);
  expect(ratioNeutralAtoms({ ...health, equityAtoms: atoms(-1n) }, atoms(0n))).toBe(0n);
  expect(mulPpmDown(atoms(10n), ppm(500_000n))).toBe(5n);
});
