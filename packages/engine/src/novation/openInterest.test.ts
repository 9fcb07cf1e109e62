/**
 * Goal: the limits of open interest hold over all contracts of an underlying, and within the block that raises it.
 * Method: several contracts on one underlying; many trades in one block, alone and linked.
 */
import type { TradeReport } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { OpenInterest } from "../derived/openInterest.ts";
import { MarginDesk } from "../margin/desk/marginDesk.ts";
import { mustGet } from "../state/state.ts";
import { listFuture } from "../testing/contracts.ts";
import { healthOf } from "../testing/crisis.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  testGenesis,
  UNDERLYING,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { observationOf, reportOf, tradeOf } from "../testing/trades.ts";

const CONTRACTS = [BTC_PERP, 2, 3, 4, 5];

function createHouse(caps: { cap: number; low: number; high: number }): TestHouse {
  const futures = CONTRACTS.slice(1).map((instrumentId) =>
    listFuture(GENESIS_MS + 30 * DAY_MS + instrumentId, { instrumentId, symbol: `F${instrumentId}` }),
  );
  const house = createTestHouse(testGenesis({ changes: futures }));
  const row = mustGet(house.state.underlyings, UNDERLYING);
  const limits = {
    openInterestCapAtoms: usdc(caps.cap),
    openInterestLowAtoms: usdc(caps.low),
    openInterestHighAtoms: usdc(caps.high),
  };
  house.state.underlyings.put({ ...row, spec: { ...row.spec, ...limits } });
  return house;
}

/** The codes of a report's trades in one block, with fresh prices. */
function codesOf(house: TestHouse, trades: readonly TradeReport[]): string[] {
  const prices = [BTC_FEED, USDC_FEED].map((feedId) => ({
    command: observationOf(house, feedId, feedId === BTC_FEED ? 100_000 : 1),
    signer: PUBLISHER_SIGNER,
  }));
  const { receipts } = runBlock(house, [...prices, { command: reportOf(...trades), signer: VENUE_SIGNER }]);
  return receipts.at(-1)!.outcomes.map((each) => (each.accepted ? "accepted" : each.refusal.code));
}

function tradeIn(house: TestHouse, buyer: number, seller: number, size: bigint, instrumentId: number): TradeReport {
  const trade = tradeOf(house, buyer, seller, size, btcTicks(100_000), { instrumentId });
  for (const leg of [trade.buyer, trade.seller]) if (leg.type === "Order") Object.assign(leg.order, { instrumentId });
  return trade;
}

const interestOf = ({ house, state }: TestHouse) => house.margin.openInterestOf(state, UNDERLYING);

describe("NOV-038 the cap", () => {
  const caps = { cap: 1_000_000, low: 500_000, high: 2_000_000 };

  test.each([
    ["alone", 0, ["accepted", "OpenInterestCapExceeded", "OpenInterestCapExceeded"]],
    ["linked", 1, ["GroupRefused", "OpenInterestCapExceeded", "GroupRefused"]],
  ])("holds over all contracts together, trades %s", (_, group, codes) => {
    const house = createHouse(caps);
    const [a, b] = [1, 2].map((n) => house.openAccount(address(n), usdc(20_000_000))) as [number, number];
    const trades = [BTC_PERP, 2, 3].map((id) => ({ ...tradeIn(house, a, b, 6_000n, id), group }));
    expect(codesOf(house, trades)).toEqual(codes);
    expect(interestOf(house)).toBe(group === 0 ? usdc(600_000) : 0n);
    expect(codesOf(house, [tradeIn(house, a, b, group === 0 ? 4_000n : 10_000n, 4)])).toEqual(["accepted"]);
    expect(codesOf(house, [tradeIn(house, a, b, 1n, 5)])).toEqual(["OpenInterestCapExceeded"]);
    expect(codesOf(house, [tradeIn(house, b, a, 1n, 4)])).toEqual(["accepted"]); // what lowers it is not asked
  });

  test("INV-017 is measured on a sum that the rows give again", () => {
    const house = createHouse(caps);
    const [a, b] = [1, 2].map((n) => house.openAccount(address(n), usdc(20_000_000))) as [number, number];
    codesOf(
      house,
      [BTC_PERP, 2, 3].map((id) => tradeIn(house, a, b, 700n, id)),
    );
    house.setPrice(BTC_FEED, 90_000);
    expect(interestOf(house)).toBe(usdc(189_000));
    expect(OpenInterest.of(house.state).atomsOf(house.state, UNDERLYING)).toBe(usdc(189_000));
  });
});

describe("MARG-033 MARG-110 the factor", () => {
  const caps = { cap: 5_000_000, low: 100_000, high: 1_000_000 };
  const isMet = (house: TestHouse, id: number): boolean => {
    const { initialAtoms, initialEquityAtoms } = healthOf(house, id);
    return initialEquityAtoms >= initialAtoms;
  };

  test.each([["alone", 0] as const, ["linked", 1] as const])(
    "is of the interest that a trade leaves, %s",
    (_, group) => {
      const house = createHouse(caps);
      const [a, b] = [1, 2].map((n) => house.openAccount(address(n), usdc(600_000))) as [number, number];
      const trades = Array.from({ length: 5 }, () => ({ ...tradeIn(house, a, b, 9_000n, BTC_PERP), group }));
      const codes = codesOf(house, trades);
      expect(codes).toContain("InitialMarginBreached"); // at the factor of none all five would be taken
      expect(isMet(house, a) && isMet(house, b)).toBe(true);
      expect(codesOf(house, [])).toEqual([]); // an empty report is refused whole; the block is what counts
      expect(isMet(house, a) && isMet(house, b)).toBe(true);
    },
  );

  test("INV-017 is the same at a desk that has seen nothing but the rows", () => {
    const house = createHouse(caps);
    const [a, b] = [1, 2].map((n) => house.openAccount(address(n), usdc(2_000_000))) as [number, number];
    codesOf(house, [tradeIn(house, a, b, 4_000n, BTC_PERP), tradeIn(house, a, b, 4_000n, 2)]);
    codesOf(house, [tradeIn(house, a, b, 900_000n, 3)]); // refused: its scratch leaves no factor behind
    const anew = new MarginDesk(house.state);
    for (const id of [a, b])
      expect(anew.requirement(house.state, house.account(id))).toEqual(
        house.house.margin.requirement(house.state, house.account(id)),
      );
  });
});
