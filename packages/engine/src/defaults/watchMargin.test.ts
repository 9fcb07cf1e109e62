/**
 * Goal: who enters default management, when, and how one leaves it.
 * Method: one leveraged long against a rich short; prices a minute apart, so that the second clock is last minute's mark.
 */
import { atoms, DAY_MS, MINUTE_MS } from "@novate/num";
import { expect, test } from "vitest";
import { closeBlock } from "../block/closeBlock.ts";
import { assertSolvent } from "../block/invariants.ts";
import { backstopAccount } from "../governance/founding/index.ts";
import { positionOf } from "../ledger/balances.ts";
import { hasInitialMargin } from "../ledger/health.ts";
import { createCrisis, eventsOf, fallTo, healthOf, isManaged, settleAt } from "../testing/crisis.ts";
import { ETH_FEED, ETH_MARKET, ETH_PERP } from "../testing/ethMarket.ts";
import { runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  ownerSigner,
  perpLots,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { observationOf, orderOf, reportOf, tradeOf } from "../testing/trades.ts";
import { watchMargin } from "./watchMargin.ts";

/** Ether, whose prices stay fresh for a minute. */
const SILENT_ETHER = ETH_MARKET.map((change) =>
  change.type === "RegisterFeed" ? { ...change, maxAgeMs: MINUTE_MS } : change,
);

/** A house without backstops, where account 1 is long one bitcoin at 100,000 with 25,000 dollars. */
function leveraged(): { test: TestHouse; long: number; short: number } {
  const test = createCrisis({ backstops: [1] }); // it has no room
  const long = test.openAccount(address(1), usdc(25_000));
  const short = test.openAccount(address(2), usdc(1_000_000));
  test.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  return { test, long, short };
}

/** The highest whole hundred dollars at which the long is in breach, and at which it is below close-out. */
function levels(): { breach: number; closeOut: number } {
  const { test, long } = leveraged();
  let breach = 0;
  for (let dollars = 100_000; ; dollars -= 100) {
    test.openBlock();
    test.setPrice(BTC_FEED, dollars);
    const { equityAtoms, maintenanceAtoms, closeOutAtoms } = healthOf(test, long);
    if (breach === 0 && equityAtoms < maintenanceAtoms) breach = dollars;
    if (equityAtoms < closeOutAtoms) return { breach, closeOut: dollars };
  }
}
const { breach, closeOut } = levels();

test("LIQ-001 a breach counts when both clocks have seen it", () => {
  const { test, long } = leveraged();
  expect(breach).toBeGreaterThan(closeOut);
  expect(eventsOf(fallTo(test, breach), "AccountManaged")).toEqual([]); // the median is still last minute's mark
  const [managed] = eventsOf(fallTo(test, breach), "AccountManaged");
  expect(managed?.managed).toMatchObject({ accountId: long, wholeAccount: false });
});

test("ACC-012 an account in breach is managed, however much another of its owner's has", () => {
  const { test, long } = leveraged();
  const rich = test.openAccount(address(1), usdc(1_000_000));
  settleAt(test, breach);
  expect([isManaged(test, long), isManaged(test, rich)]).toEqual([true, false]);
});

test("LIQ-018 ORCL-037 without equity the mark now is enough, in its block; with some it is not, however deep the breach", () => {
  const { test, long } = leveraged();
  expect(eventsOf(fallTo(test, closeOut), "AccountManaged")).toEqual([]);
  const [managed] = eventsOf(fallTo(leveraged().test, 74_900), "AccountManaged");
  expect(managed?.managed).toMatchObject({ accountId: long, wholeAccount: true, equityAtoms: usdc(-100) });
});

test("LIQ-001 a wick that is gone within the window leaves nobody managed, however often it comes", () => {
  const { test, long } = leveraged();
  for (let round = 0; round < 5; round += 1) {
    fallTo(test, breach, 20_000);
    fallTo(test, 99_000, 5_000);
  }
  expect(isManaged(test, long)).toBe(false);
});

/** Account `long` beside ether and bitcoin; ether falls silent for good. */
function beside(ether: bigint): { test: TestHouse; long: number; short: number } {
  const test = createCrisis({ changes: SILENT_ETHER });
  test.setPrice(ETH_FEED, 4_000);
  const long = test.openAccount(address(1), usdc(25_000));
  const short = test.openAccount(address(2), usdc(1_000_000));
  test.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  if (ether !== 0n) test.novate(long, short, ETH_PERP, perpLots(ether), btcTicks(4_000));
  fallTo(test, 100_000, 120_000); // ether is overdue by a minute
  expect(healthOf(test, long).isPriced).toBe(ether === 0n);
  return { test, long, short };
}

test("LIQ-019 LIQ-020 a speck without a price keeps nobody out, and what is known of the account is closed out", () => {
  const { test, long } = beside(1n);
  const events = settleAt(test, breach - 200);
  expect(eventsOf(events, "AccountManaged")).toHaveLength(1);
  const [closed] = eventsOf(events, "PositionsClosedOut");
  expect(closed?.passages.map(({ instrumentId }) => instrumentId)).toEqual([BTC_PERP]);
  expect(positionOf(test.account(long), ETH_PERP)?.lots).toBe(1n);
  expect(healthOf(test, long).equityAtoms).toBeGreaterThan(0n);
});

test("LIQ-019 MARG-095 an account that may be in good standing at what is unknown waits, and enters once it cannot be", () => {
  const { test, long } = beside(500_000n); // two million dollars of ether, overdue by minutes
  for (let minute = 0; minute < 20; minute += 1) fallTo(test, 100_000);
  settleAt(test, breach - 200);
  const { equityAtoms, equityHighAtoms, knownMaintenanceAtoms, maintenanceAtoms } = healthOf(test, long);
  expect(equityAtoms).toBeLessThan(knownMaintenanceAtoms);
  expect(knownMaintenanceAtoms).toBeLessThan(maintenanceAtoms);
  expect(equityHighAtoms).toBeGreaterThan(knownMaintenanceAtoms);
  expect(isManaged(test, long)).toBe(false);
  test.openBlock(test.timeMs + 2 * DAY_MS); // beyond the term
  expect(eventsOf(fallTo(test, breach - 200), "AccountManaged")).toHaveLength(1);
  expect(positionOf(test.account(long), ETH_PERP)?.lots).toBe(500_000n); // it waits for its market
});

test("LIQ-019 a settlement feed that falls late closes nobody out", () => {
  const { test, long } = leveraged();
  test.moveCash(long, 2, usdc(24_000));
  test.deposit(long, BTC, btc(30_000_000n)); // thirty thousand dollars, less a tenth
  expect(hasInitialMargin(healthOf(test, long))).toBe(true);
  for (let hour = 0; hour < 30; hour += 1) fallTo(test, 100_000 + hour, 3_600_000); // dollars are silent, bitcoin is not
  expect(healthOf(test, long).isPriced).toBe(false);
  expect(isManaged(test, long)).toBe(false);
});

test("ORCL-038 INV-013 a mark from before an outage closes nobody out", () => {
  const { test, long } = leveraged();
  test.openBlock();
  test.setPrice(BTC_FEED, closeOut);
  test.house.emit({ type: "BlockOpened", height: 99, timeMs: test.timeMs + 600_000, isResumed: true });
  expect(healthOf(test, long).isPriced).toBe(false);
});

test("LIQ-001 one source's wick closes nobody out; three sources' fall does", () => {
  const changes = TEST_CHANGES.map((change) =>
    change.type === "RegisterFeed" ? { ...change, quorum: change.feedId === BTC_FEED ? 2 : 1 } : change,
  );
  const publishers = [2, 3].map(
    (publisherId) =>
      ({
        type: "RegisterPublisher",
        publisherId,
        signer: ownerSigner(address(0xc0 + publisherId)),
        weight: 1,
      }) as const,
  );
  const house = new TestHouse({
    ...testGenesis({ accounts: [backstopAccount(address(0xe00), SEGMENT, USDC, usdc(1))] }), // it has no room
    changes: [...changes, ...publishers],
  });
  const say = (prices: readonly number[]) =>
    runBlock(
      house,
      prices.map((dollars, index) => ({
        command: observationOf(house, BTC_FEED, dollars, index + 1),
        signer: ownerSigner(address(0xc1 + index)),
      })),
    ).events;
  house.openBlock();
  house.setPrice(USDC_FEED, 1);
  for (let second = 0; second < 3; second += 1) say([100_000, 100_000, 100_000]);
  const long = house.openAccount(address(1), usdc(25_000));
  const short = house.openAccount(address(2), usdc(1_000_000));
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  for (let second = 0; second < 60; second += 1) say([1_060, 100_000 - second, 99_990 - second]);
  expect(house.state.managed.size).toBe(0);
  const events = Array.from({ length: 60 }, (_, second) =>
    say([closeOut - 1_000, closeOut - 1_000 - second, closeOut - 990 - second]),
  ).flat();
  expect(eventsOf(events, "AccountManaged").map(({ managed }) => managed.accountId)).toEqual([long]);
});

test("LIQ-036 LIQ-059 LIQ-035 a top-up before anything is sold ends it", () => {
  const { test, long } = leveraged();
  settleAt(test, breach);
  expect(isManaged(test, long)).toBe(true);
  test.deposit(long, USDC, usdc(10_000));
  const [cured] = eventsOf(fallTo(test, breach), "AccountCured");
  expect(cured).toMatchObject({ accountId: long });
  expect(test.account(long).status).toBe(0);
});

test("LIQ-009 a managed account may reduce risk, and neither add any nor pay out", () => {
  const { test, long, short } = leveraged();
  runBlock(test); // the first forecast of the range
  const { equityAtoms, maintenanceAtoms } = healthOf(test, long);
  test.moveCash(long, short, atoms(equityAtoms - maintenanceAtoms + usdc(1)));
  settleAt(test, 100_000);
  expect(isManaged(test, long)).toBe(true);
  const price = btcTicks(100_000);
  const add = tradeOf(test, long, short, 10n, price);
  const reduce = {
    ...tradeOf(test, short, long, 10n, price),
    seller: orderOf(test, long, 1, 10n, price, { reduceOnly: true }),
  };
  const owner = ownerSigner(address(1));
  const out = { accountId: long, amountAtoms: usdc(1) };
  const { receipts } = runBlock(test, [
    { command: reportOf(add), signer: VENUE_SIGNER },
    { command: reportOf(reduce), signer: VENUE_SIGNER },
    {
      command: { type: "WithdrawCollateral", ...out, assetId: USDC, chainId: 1, recipient: address(1) },
      signer: owner,
    },
    { command: { type: "ContributeDefaultFund", ...out, tranche: 0 }, signer: owner },
    { command: { type: "SetMarginMethod", accountId: long, method: 2 }, signer: owner },
  ]);
  const codes = receipts.map(
    ({ refusal, outcomes: [outcome] }) =>
      refusal?.code ?? (outcome?.accepted === false ? outcome.refusal.code : "accepted"),
  );
  expect(codes).toEqual(["AccountUnderManagement", "accepted", ...Array(3).fill("AccountUnderManagement")]);
});

test("LIQ-016 INV-005 an account that lost its equity after it was watched is managed at the end of the block", () => {
  const { test, long, short } = leveraged();
  test.openBlock();
  watchMargin(test.house);
  test.moveCash(long, short, usdc(25_001)); // as a settlement of this block may
  expect(() => assertSolvent(test.house)).toThrow(`INV-005: account ${long}`); // without the guard
  test.house.takeEvents();
  closeBlock(test.house);
  const [managed] = eventsOf(test.house.takeEvents(), "AccountManaged");
  expect(managed?.managed).toMatchObject({ accountId: long, wholeAccount: true, equityAtoms: usdc(-1) });
});
