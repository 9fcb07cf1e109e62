/**
 * Goal: coins that come for a while and leave close nobody out, and hold up new risk for no longer than they stay.
 * Method: whole blocks in which another's coins come for the block of the hour's step; then visits of random length and size.
 */
import { atoms, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isInBreach } from "../ledger/health.ts";
import { leastHeldOf, withHeld } from "../ledger/leastHeld.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createCrisis, eventsOf, healthOf } from "../testing/crisis.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  CHAIN,
  CUSTODIAN_SIGNER,
  ownerSigner,
  PUBLISHER_SIGNER,
  perpLots,
  SEGMENT,
  USDC,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { askToWithdraw } from "../testing/withdrawals.ts";
import { updateHaircuts } from "./haircuts.ts";

const VISITOR = address(3);
const VISIT = atoms(980_000_000_000n); // 9,800 bitcoins
const rowOf = (house: TestHouse) => mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));

/** A block a minute later in which nothing has another price. */
function block(house: TestHouse, asked: readonly Asked[] = []) {
  const publishedAtMs = house.timeMs + MINUTE_MS;
  const observations = [
    { feedId: BTC_FEED, value: 10_000_000_000_000n, confidence: 0n, publishedAtMs },
    { feedId: USDC_FEED, value: 100_000_000n, confidence: 0n, publishedAtMs },
  ];
  const said = { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] } as const;
  const { events, receipts } = runBlock(house, [{ command: said, signer: PUBLISHER_SIGNER }, ...asked], MINUTE_MS);
  expect(receipts.flatMap(({ refusal }) => (refusal === null ? [] : [refusal]))).toEqual([]);
  return events;
}

/** An account of ten bitcoins with little margin to spare, one of a hundred, and a visitor without anything. */
function scene() {
  const house = createCrisis({ backstops: [50_000_000] });
  const honest = house.openAccount(address(1));
  house.deposit(honest, BTC, btc(1_000_000_000n));
  const other = house.openAccount(address(2), usdc(1_000_000_000));
  house.deposit(other, BTC, btc(10n ** 10n));
  const visitor = house.openAccount(VISITOR);
  block(house);
  house.novate(honest, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const spare = () => healthOf(house, honest).equityAtoms - healthOf(house, honest).maintenanceAtoms;
  while (spare() > usdc(100_000)) house.novate(honest, other, BTC_PERP, perpLots(500), btcTicks(100_000));
  while (spare() > usdc(15_000)) house.novate(honest, other, BTC_PERP, perpLots(10), btcTicks(100_000));
  return { house, honest, visitor };
}

test("COLL-058 COLL-059 coins that come for the block of a step close nobody out, and raise new risk for a block", () => {
  const { house, honest, visitor } = scene();
  const flow = { accountId: visitor, assetId: BTC, amountAtoms: VISIT, chainId: CHAIN };
  let isThere = false;
  let raised = 0;
  for (let minute = 0; minute < 200; minute += 1) {
    const isStep = house.timeMs + MINUTE_MS - rowOf(house).haircutMovedAtMs >= HOUR_MS;
    const deposit = { type: "CreditDeposit", ...flow, depositIndex: BigInt(1_000 + minute) } as const;
    const withdrawal = { type: "WithdrawCollateral", ...flow, recipient: VISITOR } as const;
    const asked: Asked[] = [];
    if (isThere) asked.push({ command: withdrawal, signer: ownerSigner(VISITOR) });
    else if (isStep) asked.push({ command: deposit, signer: CUSTODIAN_SIGNER });
    isThere = !isThere && isStep;
    const events = block(house, asked);
    expect(eventsOf(events, "AccountManaged")).toEqual([]);
    expect(rowOf(house).haircutPpm).toBeLessThan(110_000n);
    if (rowOf(house).newRiskHaircutPpm > 120_000n) raised += 1;
  }
  expect(raised).toBe(3); // one block of each hour's
  expect(isInBreach(healthOf(house, honest))).toBe(false);
});

test("COLL-063 whoever brings coins pays at once where they lead the haircut, within the hour of a step too", () => {
  const { house, honest, visitor } = scene();
  const deposit = (amountAtoms: bigint): Asked => ({
    command: {
      type: "CreditDeposit",
      chainId: CHAIN,
      depositIndex: amountAtoms,
      accountId: visitor,
      assetId: BTC,
      amountAtoms: atoms(amountAtoms),
    },
    signer: CUSTODIAN_SIGNER,
  });
  const movedAtMs = house.timeMs;
  house.state.collaterals.put({ ...rowOf(house), haircutMovedAtMs: movedAtMs });
  block(house, [deposit(490_000_000_000n), deposit(490_000_000_001n)]);
  const { haircutPpm, newRiskHaircutPpm } = rowOf(house);
  expect({ haircutPpm, newRiskHaircutPpm }).toEqual({ haircutPpm: 100_000n, newRiskHaircutPpm: 125_734n });
  expect(rowOf(house)).toMatchObject({ announced: null, haircutMovedAtMs: movedAtMs });
  const { equityAtoms, initialEquityAtoms } = healthOf(house, visitor);
  expect(initialEquityAtoms).toBe((equityAtoms * (1_000_000n - 125_734n)) / 900_000n);
  expect(isInBreach(healthOf(house, honest))).toBe(false);
});

test("COLL-063 coins that are not withdrawn after all lead it as those that come", () => {
  const { house, visitor } = scene();
  house.deposit(visitor, BTC, VISIT);
  const led = rowOf(house).newRiskHaircutPpm;
  expect(askToWithdraw(house, visitor, BTC, VISIT)).toBe("accepted");
  house.state.collaterals.put({ ...rowOf(house), newRiskHaircutPpm: ppm(100_000n), haircutMovedAtMs: house.timeMs });
  const [withdrawal] = [...house.state.outbox.values()];
  house.must(
    { type: "CancelWithdrawal", accountId: visitor, withdrawalId: withdrawal!.withdrawalId },
    ownerSigner(VISITOR),
  );
  expect(rowOf(house).newRiskHaircutPpm).toBe(led);
  expect(led).toBeGreaterThan(120_000n);
});

const visit = fc.record({
  fromMs: fc.integer({ min: 0, max: 60 * HOUR_MS }),
  forMs: fc.integer({ min: 0, max: 12 * HOUR_MS }),
  atoms: fc.bigInt({ min: 1n, max: 10n ** 15n }),
});

test("COLL-058 no visits of less than half a day, however great, move the haircut of what is held", () => {
  const house = createTestHouse();
  const beginMs = house.timeMs;
  const before = rowOf(house);
  fc.assert(
    fc.property(visit, fc.array(visit, { maxLength: 6 }), fc.nat(HOUR_MS), (first, more, phase) => {
      house.state.collaterals.put(withHeld(house.state, before, 1_000_000n, beginMs));
      // One after the other, or their spans would together be longer.
      const gapMs = 12 * HOUR_MS;
      let atMs = beginMs + phase;
      for (const each of [first, ...more]) {
        atMs += (each.fromMs % (3 * HOUR_MS)) + gapMs;
        house.openBlock(atMs);
        house.state.collaterals.put(withHeld(house.state, rowOf(house), rowOf(house).heldAtoms + each.atoms, atMs));
        const leavesMs = atMs + each.forMs - 1;
        for (let hourMs = atMs; hourMs < leavesMs; hourMs += HOUR_MS) {
          house.openBlock(hourMs + 1);
          updateHaircuts(house.house);
          expect(leastHeldOf(house.state, rowOf(house))).toBeLessThanOrEqual(1_000_000n);
          expect(rowOf(house)).toMatchObject({ haircutPpm: before.haircutPpm, announced: null });
        }
        atMs = Math.max(leavesMs, atMs) + 1;
        house.openBlock(atMs + 1);
        house.state.collaterals.put(withHeld(house.state, rowOf(house), rowOf(house).heldAtoms - each.atoms, atMs + 1));
      }
    }),
    { numRuns: 60 },
  );
});

test("COLL-058 coins that stay count for what is held within a day", () => {
  const house = createTestHouse();
  const stays = mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC)).spec.dailyVolumeAtoms;
  house.state.collaterals.put(withHeld(house.state, rowOf(house), stays, house.timeMs));
  const since = house.timeMs;
  house.openBlock(since + 12 * HOUR_MS - 1);
  expect(leastHeldOf(house.state, rowOf(house))).toBe(0n);
  updateHaircuts(house.house);
  expect(rowOf(house)).toMatchObject({ haircutPpm: 100_000n, announced: null });
  expect(rowOf(house).newRiskHaircutPpm).toBeGreaterThan(200_000n);
  house.openBlock(since + 24 * HOUR_MS);
  updateHaircuts(house.house);
  expect(rowOf(house).announced).toMatchObject({ haircutPpm: 120_000n });
});

test("COLL-062 what founders bring is held from the start, and what comes in the next block is not", () => {
  const house = createCrisis({ backstops: [1_000] });
  const held = () => leastHeldOf(house.state, mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC)));
  expect(held()).toBe(usdc(1_000));
  house.openAccount(address(1), usdc(50));
  expect(held()).toBe(usdc(1_000));
  house.openBlock(house.timeMs + 24 * HOUR_MS);
  expect(held()).toBe(usdc(1_050));
});
