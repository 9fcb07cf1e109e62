/**
 * Goal: whatever names of coins do between them, debts pass the common limit by moves of the market alone.
 * Method: random histories of two owners' names without fees; what accounts lack is summed by hand after every command.
 */
import type { Change } from "@novate/codec";
import { atoms, maxOf, mulPpmDown, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shortOf } from "../collateral/shortOf.ts";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { listSpot } from "../testing/contracts.ts";
import { segmentOf } from "../testing/crisis.ts";
import { holdForLong } from "../testing/longHeld.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  CHAIN,
  ownerSigner,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";

const SPOT = 2;
const NAMES = 3; // of each owner

const name = fc.nat({ max: NAMES - 1 });
const part = fc.integer({ min: 1, max: 100 }); // per cent of what there is
const step = fc.oneof(
  fc.record({
    kind: fc.constant("trade" as const),
    name,
    other: name,
    back: fc.boolean(),
    size: fc.integer({ min: 100, max: 6_000 }),
    offMark: fc.integer({ min: -490, max: 490 }), // basis points
  }),
  fc.record({ kind: fc.constant("deliver" as const), name, other: name, back: fc.boolean(), part }),
  fc.record({ kind: fc.constant("move" as const), name, other: name, back: fc.boolean(), part }),
  fc.record({ kind: fc.constant("withdraw" as const), name, back: fc.boolean(), part }),
  fc.record({ kind: fc.constant("wait" as const), blocks: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant("market" as const), dollars: fc.integer({ min: 97_000, max: 103_000 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const FREE: readonly Change[] = TEST_CHANGES.map((each): Change => {
  if (each.type === "RegisterVenue") return { ...each, feePpm: ppm(0n) };
  if (each.type !== "CreateSegment") return each;
  const { parameters } = each;
  return { ...each, parameters: { ...parameters, clearing: { ...parameters.clearing, clearingFeePpm: ppm(0n) } } };
});

/** A bystander has 100,000 dollars; each owner has names of three coins, and 20,000 dollars in one of them. */
function createHouse() {
  const house = createTestHouse({ ...testGenesis(), changes: [...FREE, listSpot({ instrumentId: SPOT })] });
  house.openAccount(address(9), usdc(100_000));
  const owners = [1, 2].map((owner) => Array.from({ length: NAMES }, () => house.openAccount(address(owner))));
  for (const id of owners.flat()) house.deposit(id, BTC, btc(300_000_000n));
  for (const [first] of owners) house.deposit(first!, USDC, usdc(20_000));
  holdForLong(house);
  runBlock(house, []);
  return { house, owners };
}

const shortest = (house: TestHouse): bigint =>
  [...house.state.accounts.values()].reduce((sum, row) => sum + shortOf(house.state, house.house.margin, row), 0n);

/** Carries the step out; whether it was a command. */
function take(
  house: TestHouse,
  owners: readonly (readonly number[])[],
  each: Step,
  price: { dollars: number },
): boolean {
  if (each.kind === "wait" || each.kind === "market") {
    if (each.kind === "market") price.dollars = each.dollars;
    for (let block = 0; block < (each.kind === "wait" ? each.blocks : 1); block += 1) {
      house.openBlock();
      house.setPrice(USDC_FEED, 1);
      house.setPrice(BTC_FEED, price.dollars);
      runBlock(house, []);
    }
    return false;
  }
  const [mine, theirs] = each.back ? [1, 0] : [0, 1];
  const id = owners[mine]![each.name]!;
  const signer = ownerSigner(address(mine + 1));
  const amountOf = (percent: number) => atoms((balanceOf(house.account(id), USDC) * BigInt(percent)) / 100n);
  const { priceTicks } = mustGet(house.state.markets, BTC_PERP).mark!;
  if (each.kind === "trade") {
    const limit = (priceTicks * BigInt(10_000 + each.offMark)) / 10_000n;
    const trade = tradeOf(house, id, owners[theirs]![each.other]!, BigInt(each.size), btcTicks(limit / 10n));
    house.outcome(reportOf(trade), VENUE_SIGNER);
  } else if (each.kind === "deliver") {
    const size = maxOf(amountOf(each.part) / (priceTicks * 100n), 1n);
    const spot = mustGet(house.state.markets, SPOT).mark!.priceTicks;
    const trade = tradeOf(house, id, owners[theirs]![each.other]!, size, spot, { instrumentId: SPOT });
    for (const leg of [trade.buyer, trade.seller])
      if (leg.type === "Order") Object.assign(leg.order, { instrumentId: SPOT });
    house.outcome(reportOf(trade), VENUE_SIGNER);
  } else if (each.kind === "move") {
    const move = {
      type: "TransferCollateral",
      sourceAccountId: id,
      targetAccountId: owners[mine]![each.other]!,
    } as const;
    house.outcome({ ...move, assetId: USDC, amountAtoms: amountOf(each.part) }, signer);
  } else {
    const take = { type: "WithdrawCollateral", accountId: id, chainId: CHAIN, recipient: address(mine + 1) } as const;
    house.outcome({ ...take, assetId: USDC, amountAtoms: amountOf(each.part) }, signer);
  }
  return true;
}

test("NOV-068 NOV-069 WDR-033 names of coins bring debts to the limit and no further, but by moves of the market", () => {
  let closest = 0n;
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
      const { house, owners } = createHouse();
      const price = { dollars: 100_000 };
      const limit = () => {
        const { heldAtoms } = mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC));
        return mulPpmDown(heldAtoms, segmentOf(house).parameters.clearing.debtSharePpm);
      };
      const limitAtoms = limit();
      let [owed, byMarket] = [0n, 0n];
      for (const each of steps) {
        const isAsked = take(house, owners, each, price);
        const now = shortest(house);
        if (!isAsked) byMarket += maxOf(now - owed, 0n);
        else if (now > owed) expect(now).toBeLessThanOrEqual(limitAtoms + byMarket);
        owed = now;
        if (isAsked && owed - byMarket > closest) closest = owed - byMarket;
      }
    }),
    { numRuns: 40 },
  );
  expect(closest).toBeGreaterThan(usdc(10_000)); // of 28,000: much is owed on the way
});
