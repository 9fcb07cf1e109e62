/**
 * Goal: a segment that ends lets nothing in, waits for sure prices, bears debts in their order, and lets everybody out afterwards.
 * Method: small houses, every figure by hand; perpetuals, futures and options; doors one after the other; whole blocks.
 */
import { ExitPhase, WindUpPhase } from "@novate/codec";
import { atoms, DAY_MS, MINUTE_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { claimCountOf } from "../checkpoint/strikeCheckpoint.ts";
import { claimsHouse, countClaims } from "../claims/claims.fixture.ts";
import { creditFault } from "../custody/credit.ts";
import { balanceOf } from "../ledger/balances.ts";
import { begunWindUp } from "../ledger/windUp.ts";
import { mustGet } from "../state/state.ts";
import { listCall, listFuture } from "../testing/contracts.ts";
import { createCrisis, eventsOf, fallTo, fund, segmentOf } from "../testing/crisis.ts";
import { NO_ROOT, runBlock } from "../testing/runBlock.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  GENESIS_MS,
  ownerSigner,
  perpLots,
  SEGMENT,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";
import { BOOKED_CHAIN, BOOKED_VAULT, bookDeposit } from "../testing/vaultBooks.ts";
import { runWindUps } from "./runWindUps.ts";

const begin = (house: TestHouse) => house.state.windUps.put(begunWindUp({ segmentId: SEGMENT }, house.timeMs, false));
const phaseOf = (house: TestHouse) => mustGet(house.state.windUps, SEGMENT).phase;
const end = (house: TestHouse) => {
  begin(house);
  runWindUps(house.house);
  expect(phaseOf(house)).toBe(WindUpPhase.over);
  house.house.derived.holdings.assertConserved();
  house.house.derived.positions.assertMatched();
};
const cashOf = (house: TestHouse, accountId: number) => balanceOf(house.account(accountId), USDC);

test("EXIT-204 EXIT-206 EXIT-210 perpetuals, futures and options end at their last marks, and a debtor gives coins to those it owes", () => {
  const dated = [
    listFuture(GENESIS_MS + 30 * DAY_MS, { instrumentId: 20 }),
    listCall(btcTicks(90_000), GENESIS_MS + 30 * DAY_MS, { instrumentId: 21 }),
  ];
  const house = createCrisis({ backstops: [], changes: dated });
  const [long, short, debtor] = [1, 2, 3].map((n) => house.openAccount(address(n), n === 3 ? atoms(0n) : usdc(500_000))) as [number, number, number]; // biome-ignore format: one line
  house.deposit(debtor, BTC, btc(100_000_000n));
  const mark = (instrumentId: number, dollars: number) =>
    house.house.emit({
      type: "MarkSet",
      instrumentId,
      markTicks: btcTicks(dollars),
      markedAtMs: house.timeMs,
      basisE6: 0n,
    });
  for (const [instrumentId, dollars] of [[20, 101_000], [21, 12_000]] as const) mark(instrumentId, dollars); // biome-ignore format: pairs
  house.novate(long, short, 20, perpLots(1_000), btcTicks(101_000));
  house.novate(long, short, 21, perpLots(1_000), btcTicks(12_000));
  house.novate(debtor, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.setPrice(BTC_FEED, 90_000); // the debtor owes 10,000 dollars
  mark(20, 91_500); // the long lost 9,500
  mark(21, 4_000); // and 8,000
  const coins = btc(100_000_000n);
  end(house);
  expect(cashOf(house, debtor)).toBe(0n);
  // 482,500 and 527,500 dollars are owed, of which 10,000 are there in coins alone: both have cash and coins at one rate.
  const [owedLong, owedShort] = [usdc(482_500), usdc(527_500)];
  expect(cashOf(house, long)).toBe((usdc(1_000_000) * owedLong) / (owedLong + owedShort));
  expect(cashOf(house, short)).toBe((usdc(1_000_000) * owedShort) / (owedLong + owedShort));
  expect(house.account(long).positions).toEqual([]);
  const given = coins - balanceOf(house.account(debtor), BTC);
  expect(given).toBeGreaterThan(0n);
  // What the short gained of the debtor it has in the debtor's coins, as everybody who is owed cash has.
  const remains = mustGet(house.state.windUps, SEGMENT).remains;
  const kept = remains.reduce((sum, { amountAtoms }) => sum + amountAtoms, 0n);
  expect(balanceOf(house.account(short), BTC) + balanceOf(house.account(long), BTC) + kept).toBe(given);
  expect([20, 21, BTC_PERP].map((id) => mustGet(house.state.markets, id)).map(({ openLots, expiredLots, settlementTicks }) => [openLots, expiredLots, settlementTicks])).toEqual([
    [0n, 0n, btcTicks(91_500)],
    [0n, 0n, btcTicks(4_000)],
    [0n, 0n, btcTicks(90_000)],
  ]); // biome-ignore format: rows
});

test("EXIT-206 EXIT-211 a fund that is half drawn pays the rest; stakes are what is left of it, and nobody is managed any more", () => {
  const house = createCrisis({ backstops: [], skin: 1_000 });
  const [long, short, member] = [1, 2, 3].map((n) => house.openAccount(address(n), usdc(n === 1 ? 10_000 : 100_000))) as [number, number, number]; // biome-ignore format: one line
  house.must({ type: "ContributeDefaultFund", accountId: member, tranche: 0, amountAtoms: usdc(8_000) }, ownerSigner(address(3))); // biome-ignore format: one line
  fund(house, { juniorFundAtoms: usdc(4_000) }); // a default of before has drawn half of it
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.setPrice(BTC_FEED, 88_000); // the long lacks 2,000 dollars
  house.manage(long);
  end(house);
  expect(cashOf(house, long)).toBe(0n);
  expect(cashOf(house, short)).toBe(usdc(112_000));
  expect(cashOf(house, member)).toBe(usdc(92_000 + 3_000)); // skin bore one thousand, the junior fund the other
  expect(segmentOf(house)).toMatchObject({ skinAtoms: 0n, juniorFundAtoms: 0n, transitAtoms: 0n, dustAtoms: 0n });
  expect([house.state.managed.size, house.state.stakes.size]).toEqual([0, 0]);
});

test("EXIT-203 EXIT-204 what jumps or is missing is waited for, the term at most; a cycle that is paid as well", () => {
  const house = createCrisis({ backstops: [] });
  const [long, short] = [1, 2].map((n) => house.openAccount(address(n), usdc(100_000))) as [number, number];
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  begin(house);
  const feed = mustGet(house.state.feeds, BTC_FEED);
  const runs = () => {
    runWindUps(house.house);
    return phaseOf(house);
  };
  house.state.feeds.put({ ...feed, pendingValue: 2n * feed.value, pendingAtMs: house.timeMs + 1 });
  expect(runs()).toBe(WindUpPhase.closing);
  house.state.feeds.put(feed);
  const segment = segmentOf(house);
  const nothing = { collectedAtoms: atoms(0n), paidAtoms: atoms(0n), cutAtoms: atoms(0n), gainedAtoms: atoms(0n) };
  house.state.segments.put({ ...segment, cycle: { cycleMs: house.timeMs, lastAccountId: 9, cursor: 0, ...nothing } });
  expect(runs()).toBe(WindUpPhase.closing);
  house.state.segments.put(segment);
  house.state.feeds.put({ ...feed, spec: { ...feed.spec, maxAgeMs: MINUTE_MS } });
  house.openBlock(house.timeMs + segment.parameters.oracle.unknownTermMs / 2); // no price since
  expect(runs()).toBe(WindUpPhase.closing);
  house.openBlock(house.timeMs + segment.parameters.oracle.unknownTermMs / 2);
  expect(runs()).toBe(WindUpPhase.over);
  expect([cashOf(house, long), cashOf(house, short)]).toEqual([usdc(100_000), usdc(100_000)]);
});

test("EXIT-201 EXIT-202 a segment that ends trades and takes in nothing, nothing moves in it before it is over, and then it is withdrawn", () => {
  const house = claimsHouse();
  house.setPrice(USDC_FEED, 1);
  const [one, two] = [1, 1].map((n) => house.openAccount(address(n))) as [number, number];
  bookDeposit(house, one, USDC, usdc(100_000));
  bookDeposit(house, two, USDC, usdc(100_000));
  const signer = ownerSigner(address(1));
  const cash = { assetId: USDC, amountAtoms: usdc(1) };
  const out = { type: "WithdrawCollateral", accountId: one, ...cash, chainId: BOOKED_CHAIN, recipient: address(1) } as const; // biome-ignore format: one command
  const move = { type: "TransferCollateral", sourceAccountId: one, targetAccountId: two, ...cash } as const;
  const pair = { accountId: one, fromAssetId: USDC, toAssetId: BTC };
  const swap = { type: "MoveClaim", ...pair, amountAtoms: usdc(1), minimumAtoms: atoms(1n) } as const;
  const terms = { basePpm: ppm(0n), slopePpm: ppm(0n), stockAtoms: usdc(1) };
  const offer = { type: "OfferLiquidity", ...pair, targetAtoms: usdc(1), ...terms } as const;
  const inward = [
    { type: "OpenAccount", segmentId: SEGMENT, method: 1 },
    { type: "ContributeDefaultFund", accountId: one, tranche: 0, amountAtoms: usdc(1) },
  ] as const;
  begin(house);
  for (const command of [out, move, swap, offer, ...inward]) expect([command.type, house.outcome(command, signer)]).toEqual([command.type, "SegmentWindingUp"]); // biome-ignore format: one line
  expect(creditFault(house.state, house.account(one), USDC, usdc(1))?.code).toBe("SegmentWindingUp");
  const trade = { command: reportOf(tradeOf(house, one, two, 1n, btcTicks(100_000))), signer: VENUE_SIGNER };
  expect(runBlock(house, [trade]).receipts[0]!.outcomes).toMatchObject([{ refusal: { code: "SegmentWindingUp" } }]);
  expect(phaseOf(house)).toBe(WindUpPhase.over);
  for (const command of inward) expect(house.outcome(command, signer)).toBe("SegmentWindingUp");
  expect(house.outcome(move, signer)).toBe("accepted");
  expect(house.outcome(out, signer)).toBe("accepted");
});

test("EXIT-200 EXIT-212 a segment whose settlement cash lies in a vault in exit winds up by itself, whole blocks at a time", () => {
  const house = claimsHouse();
  house.setPrice(USDC_FEED, 1);
  const [long, short] = [1, 2].map((n) => house.openAccount(address(n))) as [number, number];
  for (const id of [long, short]) bookDeposit(house, id, USDC, usdc(100_000));
  bookDeposit(house, long, BTC, btc(1_000_000n));
  house.novate(long, short, BTC_PERP, perpLots(100), btcTicks(100_000));
  house.setPrice(BTC_FEED, 101_000);
  const none = `0x${"00".repeat(32)}` as const;
  const exit = { vaultId: BOOKED_VAULT.vaultId, phase: ExitPhase.exit, number: 1n, sinceMs: house.timeMs, epoch: 0n, heardCount: 0n, claimsRoot: none, assetsRoot: none, isForeign: false }; // biome-ignore format: one row
  house.state.vaultExits.put({ ...exit, phase: ExitPhase.requested });
  runWindUps(house.house);
  expect(house.state.windUps.size).toBe(0);
  house.state.vaultExits.put(exit);
  const { events } = runBlock(house, [], 1_000);
  expect(eventsOf(events, "WindUpBegun")).toEqual([{ type: "WindUpBegun", segmentId: SEGMENT }]);
  expect(eventsOf(events, "AccountWoundUp").map(({ accountId }) => accountId)).toEqual([long, short]);
  expect(mustGet(house.state.windUps, SEGMENT)).toMatchObject({ isOfExit: true, phase: WindUpPhase.over });
  expect([cashOf(house, long), cashOf(house, short)]).toEqual([usdc(100_100), usdc(99_900)]);
  expect(balanceOf(house.account(long), BTC)).toBe(1_000_000n);
});

test("EXIT-209 no checkpoint is counted while accounts are booked, and none is booked while one is counted", () => {
  const house = claimsHouse();
  house.setPrice(USDC_FEED, 1);
  for (const n of [1, 2, 3]) bookDeposit(house, house.openAccount(address(n)), USDC, usdc(1_000 * n));
  expect(countClaims(house).claims.size).toBe(3);
  const claimCount = claimCountOf(house.house, NO_ROOT)!;
  begin(house);
  house.house.emit({ type: "ClaimCountOpened", claimCount });
  runWindUps(house.house);
  expect(phaseOf(house)).toBe(WindUpPhase.closing);
  house.state.claimCounts.delete(0);
  runWindUps(house.house, 1);
  expect(phaseOf(house)).toBe(WindUpPhase.summing);
  expect(claimCountOf(house.house, NO_ROOT)).toBeNull();
  for (let n = 0; n < 20; n += 1) runWindUps(house.house, 4);
  expect(phaseOf(house)).toBe(WindUpPhase.over);
  expect(claimCountOf(house.house, NO_ROOT)).not.toBeNull();
});

test("EXIT-207 positions count: who has one fills a block by which two who have none are booked", () => {
  const house = claimsHouse();
  house.setPrice(USDC_FEED, 1);
  for (const n of [1, 2, 3, 4]) bookDeposit(house, house.openAccount(address(n)), USDC, usdc(100_000));
  house.novate(1, 2, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  begin(house);
  house.house.takeEvents();
  const booked = () => {
    runWindUps(house.house, 8);
    return eventsOf(house.house.takeEvents(), "AccountWoundUp").map(({ accountId }) => accountId);
  };
  expect([booked(), booked(), booked(), booked()]).toEqual([[1], [2], [3, 4], []]);
  expect(phaseOf(house)).toBe(WindUpPhase.over);
});

test("EXIT-201 nobody is managed, called or charged in a segment that ends", () => {
  const house = createCrisis({ backstops: [1_000_000] });
  const [long, short] = [1, 2].map((n) => house.openAccount(address(n), usdc(20_000))) as [number, number];
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  begin(house);
  const events = [...fallTo(house, 85_000), ...fallTo(house, 70_000)];
  for (const type of ["AccountManaged", "PositionsClosedOut", "MarginCalled", "InterestCharged"] as const)
    expect([type, eventsOf(events, type)]).toEqual([type, []]);
});

test("EXIT-211 CLAIM-031 what is left of skin, and fees, are the account's that governance named; nobody's stay", () => {
  for (const isNamed of [true, false]) {
    const house = createCrisis({ backstops: [], skin: 1_000 });
    const treasury = house.openAccount(address(1), usdc(10));
    house.state.segments.put({ ...segmentOf(house), treasuryAccountId: isNamed ? treasury : 0 });
    end(house);
    expect(cashOf(house, treasury)).toBe(usdc(isNamed ? 1_010 : 10));
    expect(segmentOf(house)).toMatchObject({ skinAtoms: usdc(isNamed ? 0 : 1_000), dustAtoms: 0n });
  }
});
