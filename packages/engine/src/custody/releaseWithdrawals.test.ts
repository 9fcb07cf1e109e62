/**
 * Goal: what waits gets what it is owed and no block does more than it may. Method: small queues counted by hand; ten thousand
 * withdrawals over an hour; the same queue in a restarted house.
 */
import { PaymentLane } from "@novate/codec";
import { atoms, DAY_MS, HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { watchAll } from "../defaults/watchMargin.ts";
import { Derived } from "../derived/derived.ts";
import { balanceOf } from "../ledger/balances.ts";
import { isInBreach } from "../ledger/health.ts";
import { ownerId } from "../ledger/owner.ts";
import { collateralKey, queueKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  keySigner,
  ownerSigner,
  perpLots,
  SEGMENT,
  USDC,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";

import { askToWithdraw } from "../testing/withdrawals.ts";
import { forgetVoids } from "./forgetVoids.ts";
import { releaseWithdrawals, TURNS_A_BLOCK } from "./releaseWithdrawals.ts";

/** Accounts of an owner each; what came in is seasoned, and the windows that are open have been used up by nobody. */
function seasoned(...dollars: readonly number[]): { house: TestHouse; ids: number[] } {
  const house = createTestHouse();
  const ids = dollars.map((each, index) => house.openAccount(address(index + 1), usdc(each)));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  return { house, ids };
}

const ask = (house: TestHouse, accountId: number, dollars: number) =>
  expect(askToWithdraw(house, accountId, USDC, usdc(dollars))).toBe("accepted");
const grantedTo = (house: TestHouse, accountId: number): bigint =>
  [...house.state.outbox.values()].reduce(
    (sum, row) => sum + (row.accountId === accountId ? row.grantedAtoms : 0n),
    0n,
  );
const dollarsTo = (house: TestHouse, accountId: number) => Number(grantedTo(house, accountId) / 10_000n) / 100;

/** A year's first hour has a common part of a whole limit; whoever is here takes it, and what is left is one hour's. */
function emptyTheCommonPart(house: TestHouse, accountId: number, dollars: number): void {
  ask(house, accountId, dollars);
  releaseWithdrawals(house.house);
  house.openBlock(house.timeMs + HOUR_MS);
}

test("WDR-034 WDR-036 what has no room waits whole, and is released in the block that grants the last atom", () => {
  const { house, ids } = seasoned(10_000_000);
  ask(house, ids[0]!, 250_000); // an hour's limit is 100,000, and as much is common
  const { events } = runBlock(house);
  const row = () => mustGet(house.state.outbox, 1);
  expect(row()).toMatchObject({ grantedAtoms: usdc(200_000), payment: null });
  expect(mustGet(house.state.queues, queueKey(SEGMENT, USDC))).toMatchObject({
    waitingAtoms: usdc(50_000),
    withdrawals: 1,
  });
  expect(balanceOf(house.account(ids[0]!), USDC)).toBe(usdc(9_750_000));
  expect(events.filter(({ type }) => type === "WithdrawalReleased")).toEqual([]);
  runBlock(house, [], HOUR_MS);
  expect(row()).toMatchObject({ grantedAtoms: usdc(250_000), payment: { nonce: 0n, lane: PaymentLane.main } });
  expect(house.state.queues.size).toBe(0);
  expect(house.state.assets.get(USDC)?.outboxAtoms).toBe(usdc(250_000));
});

test("WDR-037 the small lane is shared equally by owners, however much each asks and however many accounts it has", () => {
  const { house, ids } = seasoned(9_000_000, 100, 100, 100);
  const twin = house.openAccount(address(2), usdc(100));
  emptyTheCommonPart(house, ids[0]!, 190_000);
  for (const [id, dollars] of [
    [ids[0]!, 1_000_000],
    [ids[1]!, 100],
    [ids[2]!, 100],
    [ids[3]!, 100],
    [twin, 100],
  ] as const)
    ask(house, id, dollars);
  house.state.collaterals.put({
    ...mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC)),
    hour: {
      startMs: house.timeMs,
      netOutAtoms: atoms(0n),
      ownAtoms: atoms(0n),
      laneAtoms: usdc(40),
      commonAtoms: atoms(0n),
    },
  });
  releaseWithdrawals(house.house);
  // Ten dollars an owner, in the first account of each; the rest is its own share, a millionth of what is held a dollar.
  for (const id of ids.slice(1)) expect(dollarsTo(house, id)).toBeCloseTo(10.8, 1);
  expect(dollarsTo(house, twin)).toBeLessThan(1);
});

test("WDR-037 what the small lane alone pays stands in the vault's small lane, all else in the main one", () => {
  const { house, ids } = seasoned(10_000_000, 1_000);
  ask(house, ids[1]!, 50);
  ask(house, ids[0]!, 80_000);
  releaseWithdrawals(house.house);
  expect([1, 2].map((id) => mustGet(house.state.outbox, id).payment?.lane)).toEqual([
    PaymentLane.small,
    PaymentLane.main,
  ]);
});

test("WDR-038 what nobody owns fills like water: little asks are met, the others have equal parts", () => {
  const { house, ids } = seasoned(10_000_000, 0, 0, 0);
  const fresh = ids.slice(1);
  for (const id of fresh) house.moveCash(ids[0]!, id, usdc(100_000)); // gains: no share for a day
  for (const [index, dollars] of [1_000, 90_000, 90_000].entries()) ask(house, fresh[index]!, dollars);
  releaseWithdrawals(house.house);
  const [little, ...others] = fresh.map((id) => dollarsTo(house, id));
  expect(little).toBe(1_000);
  // The small lane of 20,000 and the common part of 100,000, less the little one's thousand.
  for (const each of others) expect(each).toBeCloseTo(59_500, 0);
});

test("WDR-046 what waits keeps the share that it had: an hour's of each hour", () => {
  const { house, ids } = seasoned(5_000_000, 5_000_000);
  emptyTheCommonPart(house, ids[1]!, 160_000);
  ask(house, ids[0]!, 5_000_000);
  ask(house, ids[1]!, 4_840_000);
  const before = dollarsTo(house, ids[1]!);
  releaseWithdrawals(house.house);
  const [first, second] = [dollarsTo(house, ids[0]!), dollarsTo(house, ids[1]!) - before];
  expect(first).toBeCloseTo(0.8 * 98_400 * (5 / 9.84) + 9_840, 0);
  expect(second).toBeCloseTo(0.8 * 98_400 * (4.84 / 9.84) + 9_840, 0);
});

test("WDR-042 ten thousand withdrawals are released by turns: no block does more than its own, and none is left", () => {
  const house = createTestHouse();
  const whale = house.openAccount(address(1), usdc(50_000_000));
  const count = 2_500;
  const ids = Array.from({ length: count }, (_, index) => house.openAccount(address(index + 2), usdc(100)));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  for (const id of ids) for (let part = 0; part < 4; part += 1) ask(house, id, 25);
  expect(house.state.outbox.size).toBe(4 * count);
  let blocks = 0;
  for (; house.state.queues.size > 0; blocks += 1) {
    expect(blocks).toBeLessThan(100);
    const { events } = runBlock(house);
    const released = events.filter(({ type }) => type === "WithdrawalReleased").length;
    expect(released).toBeLessThanOrEqual(TURNS_A_BLOCK + 8);
    const granted = events.filter(({ type }) => type === "WithdrawalGranted").length;
    expect(granted).toBeLessThanOrEqual(TURNS_A_BLOCK + 8);
  }
  expect([...house.state.outbox.values()].every(({ payment }) => payment !== null)).toBe(true);
  expect(house.state.assets.get(USDC)?.outboxAtoms).toBe(usdc(100 * count));
  expect(balanceOf(house.account(whale), USDC)).toBe(usdc(50_000_000));
});

test("WDR-035 turns go on by id where the block before ended, in a house that is built anew from its rows as well", () => {
  const { house, ids } = seasoned(10_000_000, 0, 0);
  for (const id of ids.slice(1)) house.moveCash(ids[0]!, id, usdc(500_000));
  for (const id of ids) ask(house, id, 400_000);
  releaseWithdrawals(house.house);
  const queueOf = ({ waiting }: Derived) => {
    const queue = waiting.of(SEGMENT, USDC)!;
    const seen = [];
    for (let id = queue.accountAfter(0); id !== undefined; id = queue.accountAfter(id))
      seen.push([
        id,
        queue.atomsOf(id),
        queue.withdrawalsOf(id, 9),
        queue.isFirstOfOwner(id, ownerId(house.account(id))),
      ]);
    return { seen, owners: queue.owners, accounts: queue.accounts };
  };
  expect(queueOf(new Derived(house.state))).toEqual(queueOf(house.house.derived));
  expect(mustGet(house.state.queues, queueKey(SEGMENT, USDC)).restsUntilMs).toBeGreaterThan(house.timeMs);
});

test("WDR-040 WDR-041 CancelWithdrawal: outcomes in order of precedence; the balance is back, and what was granted is fresh", () => {
  const { house, ids } = seasoned(10_000_000);
  const accountId = ids[0]!;
  const owner = ownerSigner(address(1));
  const cancel = (withdrawalId: number, of = accountId, signer = owner) =>
    house.outcome({ type: "CancelWithdrawal", accountId: of, withdrawalId }, signer);
  ask(house, accountId, 100);
  ask(house, accountId, 250_000);
  const other = house.openAccount(address(2));
  releaseWithdrawals(house.house);
  expect(cancel(9, 99)).toBe("AccountUnknown");
  expect(cancel(9, accountId, keySigner(3))).toBe("NotAuthorised");
  expect(cancel(9)).toBe("WithdrawalNotOfAccount");
  expect(cancel(2, other, ownerSigner(address(2)))).toBe("WithdrawalNotOfAccount");
  expect(cancel(1)).toBe("WithdrawalReleased");
  const grantedAtoms = mustGet(house.state.outbox, 2).grantedAtoms;
  expect(grantedAtoms).toBe(usdc(200_000 - 100) - 800_000n); // the first took of the lane, and less stands for a share
  expect(cancel(2)).toBe("accepted");
  expect(cancel(2)).toBe("WithdrawalNotOfAccount");
  expect(balanceOf(house.account(accountId), USDC)).toBe(usdc(10_000_000 - 100));
  expect(house.account(accountId).withdrawals).toBe(1);
  expect(house.state.queues.size).toBe(0);
  expect(house.state.collaterals.get(collateralKey(SEGMENT, USDC))?.heldAtoms).toBe(usdc(10_000_000 - 100));
  expect(house.state.assets.get(USDC)?.outboxAtoms).toBe(usdc(100));
  const fresh = mustGet(house.state.exits, `${accountId}/${USDC}`).fresh;
  expect(fresh.reduce((sum, { amountAtoms }) => sum + amountAtoms, 0n)).toBe(grantedAtoms);
});

test("WDR-041 who asks and takes back in turn takes nothing of what others may have", () => {
  const { house, ids } = seasoned(5_000_000, 5_000_000);
  for (let round = 0; round < 20; round += 1) {
    ask(house, ids[0]!, 5_000_000);
    releaseWithdrawals(house.house);
    const { withdrawalId } = [...house.state.outbox.values()].at(-1)!;
    house.must({ type: "CancelWithdrawal", accountId: ids[0]!, withdrawalId }, ownerSigner(address(1)));
  }
  ask(house, ids[1]!, 150_000);
  releaseWithdrawals(house.house);
  // Its own 40,000, and the common 100,000; of the small lane what the other had is common too.
  expect(dollarsTo(house, ids[1]!)).toBe(150_000);
});

test("WDR-014 WDR-041 what takes nothing back that was granted begins no window", () => {
  const { house, ids } = seasoned(10_000_000);
  ask(house, ids[0]!, 100);
  house.openBlock(house.timeMs + 3 * HOUR_MS); // any window has ended
  const row = () => mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC));
  const { hour, day } = row();
  house.must({ type: "CancelWithdrawal", accountId: ids[0]!, withdrawalId: 1 }, ownerSigner(address(1)));
  expect(row()).toMatchObject({ hour, day, heldAtoms: usdc(10_000_000) });
});

test("WDR-052 while withdrawals are shut nothing that waits is granted", () => {
  const { house, ids } = seasoned(10_000_000);
  ask(house, ids[0]!, 50_000);
  const segment = mustGet(house.state.segments, SEGMENT);
  house.state.segments.put({ ...segment, uncoveredAtoms: usdc(1_000_000) });
  releaseWithdrawals(house.house);
  expect(dollarsTo(house, ids[0]!)).toBe(0);
  house.state.segments.put(segment);
  releaseWithdrawals(house.house);
  expect(dollarsTo(house, ids[0]!)).toBe(50_000);
});

test("LIQ-095 who fails its margin has back what it waits to withdraw, and does not enter if it is sound with it", () => {
  const house = createTestHouse();
  const [long, short] = [house.openAccount(address(1), usdc(100_000)), house.openAccount(address(2), usdc(1_000_000))];
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  for (const feed of [USDC_FEED, BTC_FEED]) house.setPrice(feed, feed === USDC_FEED ? 1 : 100_000);
  ask(house, long, 80_000);
  releaseWithdrawals(house.house);
  const { withdrawals } = house.account(long);
  expect([withdrawals, mustGet(house.state.outbox, 1).payment]).toEqual([1, null]);
  // Said once it may pass; said again after a while it is known.
  const fallTo = (dollars: number) => {
    for (const stepMs of [1_000, 60_000, 60_000]) {
      house.openBlock(house.timeMs + stepMs);
      house.setPrice(BTC_FEED, dollars);
      house.setPrice(USDC_FEED, 1);
    }
  };
  fallTo(82_000);
  expect(isInBreach(house.house.margin.assess(house.state, house.account(long)))).toBe(true);
  watchAll(house.house);
  forgetVoids(house.house);
  expect(house.state.outbox.size).toBe(0);
  expect(house.state.managed.size).toBe(0);
  expect(balanceOf(house.account(long), USDC)).toBe(usdc(100_000));
});

test("LIQ-095 LIQ-052 who has back what it waits to withdraw uses a place of the block, and the next account waits for a block", () => {
  const house = createTestHouse();
  const segment = mustGet(house.state.segments, SEGMENT);
  const clearing = { ...segment.parameters.clearing, entriesPerBlock: 1 };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
  const [long, poor] = [house.openAccount(address(1), usdc(100_000)), house.openAccount(address(2), usdc(20_000))];
  const short = house.openAccount(address(3), usdc(1_000_000));
  for (const id of [long, poor]) house.novate(id, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  for (const feed of [USDC_FEED, BTC_FEED]) house.setPrice(feed, feed === USDC_FEED ? 1 : 100_000);
  ask(house, long, 80_000);
  for (const stepMs of [1_000, 60_000, 60_000]) {
    house.openBlock(house.timeMs + stepMs);
    house.setPrice(BTC_FEED, 82_000);
    house.setPrice(USDC_FEED, 1);
  }
  watchAll(house.house);
  forgetVoids(house.house);
  expect(house.state.outbox.size).toBe(0);
  expect(house.state.managed.size).toBe(0);
  expect(mustGet(house.state.segments, SEGMENT).entries.deepCursor).toBe(long);
  house.openBlock(house.timeMs + 1_000);
  watchAll(house.house);
  expect([...house.state.managed.values()].map(({ accountId }) => accountId)).toEqual([poor]);
});
