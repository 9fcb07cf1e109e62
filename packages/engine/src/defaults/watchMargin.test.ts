/**
 * Goal: who enters default management, when, and how one leaves it.
 * Method: one leveraged long against a rich short; prices a minute apart, so that the second clock is last minute's mark.
 */
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { closeBlock } from "../block/closeBlock.ts";
import { assertSolvent } from "../block/invariants.ts";
import { createCrisis, eventsOf, fallTo, healthOf, isManaged, settleAt } from "../testing/crisis.ts";
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
  TEST_CHANGES,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { observationOf, orderOf, reportOf, tradeOf } from "../testing/trades.ts";
import { watchMargin } from "./watchMargin.ts";

/** A house without backstops, where account 1 is long one bitcoin at 100,000 with 25,000 dollars. */
function leveraged(): { test: TestHouse; long: number; short: number } {
  const test = createCrisis({ backstops: [] });
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

test("LIQ-018 ORCL-037 below close-out one clock is enough, in the block of the mark", () => {
  const { test, long } = leveraged();
  const [managed] = eventsOf(fallTo(test, closeOut), "AccountManaged");
  expect(managed?.managed).toMatchObject({ accountId: long, wholeAccount: true });
});

test("LIQ-001 a wick that is gone within the window leaves nobody managed, however often it comes", () => {
  const { test, long } = leveraged();
  for (let round = 0; round < 5; round += 1) {
    fallTo(test, breach, 5_000);
    fallTo(test, 99_000, 20_000);
  }
  expect(isManaged(test, long)).toBe(false);
});

test("LIQ-019 INV-013 nobody is managed while a price is missing", () => {
  const { test, long } = leveraged();
  test.deposit(long, BTC, btc(1_000n));
  fallTo(test, closeOut);
  expect(isManaged(test, long)).toBe(true);

  const stale = leveraged();
  stale.test.deposit(stale.long, BTC, btc(1_000n));
  const day = DAY_MS + 1; // feeds of the test market stay fresh for a day
  stale.test.openBlock(stale.test.timeMs + day);
  expect(eventsOf(fallTo(stale.test, closeOut, 1_000), "AccountManaged")).toEqual([]); // USDC, in which BTC is valued, is stale
  stale.test.setPrice(USDC_FEED, 1);
  expect(eventsOf(fallTo(stale.test, closeOut, 1_000), "AccountManaged")).toHaveLength(1);
});

test("LIQ-020 INV-013 nothing of a managed account is sold while a price is missing", () => {
  const test = createCrisis();
  const long = test.openAccount(address(1), usdc(25_000));
  const short = test.openAccount(address(2), usdc(1_000_000));
  test.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  test.deposit(long, BTC, btc(1_000n));
  test.manage(long);
  const sales = () => eventsOf(fallTo(test, breach, 1_000), "PositionsClosedOut");
  test.openBlock(test.timeMs + DAY_MS + 1); // feeds of the test market stay fresh for a day
  expect(sales()).toEqual([]); // USDC, in which BTC is valued, is stale
  test.setPrice(USDC_FEED, 1);
  expect(sales()).toHaveLength(1);
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
  const house = new TestHouse({ ...testGenesis(), changes: [...changes, ...publishers] });
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
  for (let second = 0; second < 60; second += 1)
    say([closeOut - 1_000, closeOut - 1_000 - second, closeOut - 990 - second]);
  expect(house.state.managed.has(long)).toBe(true);
});

test("LIQ-036 LIQ-035 a top-up before anything is sold ends it", () => {
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
  settleAt(test, breach);
  const price = btcTicks(breach);
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
