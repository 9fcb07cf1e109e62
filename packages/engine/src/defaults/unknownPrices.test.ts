/**
 * Goal: what nobody can price is neither a shield nor a trap: specks keep nobody out, outages close nobody out, and nothing
 * unknown helps for ever.
 * Method: whole blocks with published prices; the two hands of one owner, a stranger's satoshi, sources that come apart, a
 * settlement feed that falls late.
 */
import { type Change, type CommandOf, refusal } from "@novate/codec";
import { atoms, DAY_MS, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { asset, backstopAccount, collateral, publisher } from "../governance/founding/index.ts";
import { balanceOf, positionOf } from "../ledger/balances.ts";
import { cashOf, eventsOf, fund, healthOf, isManaged, segmentOf } from "../testing/crisis.ts";
import { ETH_FEED, ETH_MARKET, ETH_PERP } from "../testing/ethMarket.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  CHAIN,
  ownerSigner,
  PUBLISHER_SIGNER,
  perpLots,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";

const TOKEN = 3;
/** Ether's feed, which is to fall silent, prices a second collateral as well: a stock, a fund, a currency. */
const SILENT: readonly Change[] = [
  ...ETH_MARKET.map((change) => (change.type === "RegisterFeed" ? { ...change, maxAgeMs: MINUTE_MS } : change)),
  asset(TOKEN, "TOKEN", 8, ETH_FEED),
  collateral({
    segmentId: SEGMENT,
    assetId: TOKEN,
    haircutFloorPpm: ppm(200_000n),
    stressVolPpm: ppm(500_000n),
    dailyVolumeAtoms: atoms(10n ** 13n),
    capAtoms: atoms(10n ** 12n),
  }),
];
const BACKSTOP = 1;

function createHouse(backstopDollars: number, changes = SILENT): TestHouse {
  const backstop = backstopAccount(address(0xe00), SEGMENT, USDC, usdc(backstopDollars));
  return createTestHouse(testGenesis({ changes, accounts: [backstop] }));
}

/** The next block, with what the publisher says in it. */
function say(house: TestHouse, prices: Readonly<Record<number, number>>, stepMs: number, asked: readonly Asked[] = []) {
  const publishedAtMs = house.timeMs + stepMs;
  const observations = Object.entries(prices).map(([feedId, dollars]) => ({
    feedId: Number(feedId),
    value: BigInt(Math.round(dollars * 1e8)),
    confidence: 0n,
    publishedAtMs,
  }));
  const said: CommandOf<"SubmitObservations"> = {
    type: "SubmitObservations",
    publisherId: 1,
    observations,
    surfaces: [],
  };
  return runBlock(house, [{ command: said, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
}

/** Bitcoin falls or rises by a hundredth a minute; dollars are quoted, ether is silent. */
function drive(house: TestHouse, from: number, to: number): number {
  let price = from;
  const factor = to > from ? 1.01 : 0.99;
  while (to > from ? price < to : price > to) {
    price = Math.round(price * factor);
    for (const cents of [0, 1]) say(house, { [BTC_FEED]: price + cents, [USDC_FEED]: 1 }, 30_000);
  }
  return price;
}

const out = (house: TestHouse, accountId: number, dollars: number): Asked => ({
  command: { type: "WithdrawCollateral", accountId, assetId: USDC, amountAtoms: usdc(dollars), chainId: CHAIN, recipient: house.account(accountId).owner }, // biome-ignore format: one command
  signer: ownerSigner(house.account(accountId).owner),
});

test.each(["nothing", "one lot", "one atom"])(
  "LIQ-019 INV-014 %s in a silent market shields no account beside it",
  (speck) => {
    const house = createHouse(2_000_000);
    fund(house, { skinAtoms: usdc(100_000), juniorFundAtoms: usdc(200_000) });
    house.setPrice(ETH_FEED, 4_000);
    const [long, short] = [house.openAccount(address(1), usdc(200_000)), house.openAccount(address(2), usdc(200_000))];
    house.novate(long, short, BTC_PERP, perpLots(10_000), btcTicks(100_000)); // a million dollars with himself
    if (speck === "one lot") house.novate(long, short, ETH_PERP, perpLots(1), btcTicks(4_000));
    say(house, { [BTC_FEED]: 100_000, [USDC_FEED]: 1 }, 2 * MINUTE_MS); // ether is overdue
    if (speck === "one atom") house.deposit(long, TOKEN, atoms(1n));
    drive(house, 100_000, 60_000);
    // Slice by slice, as without it.
    expect(positionOf(house.account(long), BTC_PERP)?.lots ?? 0n).toBeLessThan(5_000n);
    expect(healthOf(house, long).equityAtoms).toBeGreaterThanOrEqual(0n);
    expect(segmentOf(house)).toMatchObject({ skinAtoms: usdc(100_000), uncoveredAtoms: 0n });
    if (speck === "one lot") expect(positionOf(house.account(long), ETH_PERP)?.lots).toBe(1n);
  },
);

test("LIQ-013 a stranger's atom of a silent asset ends no watch over a backstop", () => {
  const [without, withIt] = [false, true].map((isPaid) => {
    const house = createHouse(400_000);
    fund(house, { juniorFundAtoms: usdc(100_000) });
    house.setPrice(ETH_FEED, 4_000);
    const [long, short] = [
      house.openAccount(address(1), usdc(2_000_000)),
      house.openAccount(address(2), usdc(200_000)),
    ];
    house.novate(long, short, BTC_PERP, perpLots(10_000), btcTicks(100_000));
    say(house, { [BTC_FEED]: 100_000, [USDC_FEED]: 1 }, 2 * MINUTE_MS);
    if (isPaid) house.deposit(BACKSTOP, TOKEN, atoms(1n)); // any account may be paid into
    drive(house, 100_000, 300_000);
    expect(healthOf(house, BACKSTOP).equityAtoms).toBeGreaterThanOrEqual(0n);
    return segmentOf(house).juniorFundAtoms;
  });
  expect(withIt).toBe(without);
  expect(without).toBeGreaterThan(usdc(95_000)); // a step of the price, on what nobody could carry
});

test("MARG-096 COLL-053 what is large and silent helps until the term, and then nobody", () => {
  for (const kind of ["position", "collateral"]) {
    const house = createHouse(2_000_000);
    house.setPrice(ETH_FEED, 4_000);
    const [long, short] = [house.openAccount(address(1), usdc(20_000)), house.openAccount(address(2), usdc(900_000))];
    house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
    if (kind === "position") house.novate(long, short, ETH_PERP, perpLots(100_000), btcTicks(4_000));
    else house.deposit(long, TOKEN, atoms(200_000_000n)); // eight thousand dollars, less a fifth
    say(house, { [BTC_FEED]: 100_000, [USDC_FEED]: 1 }, 12 * HOUR_MS);
    // To where the known part fails, and the whole does not at the best that the unknown can be worth.
    let price = 100_000;
    const isFailing = () => {
      const { equityAtoms, knownMaintenanceAtoms } = healthOf(house, long);
      return equityAtoms < knownMaintenanceAtoms;
    };
    for (let step = 0; step < 60 && !isFailing(); step += 1) price = drive(house, price, price - 1);
    say(house, { [BTC_FEED]: price, [USDC_FEED]: 1 }, MINUTE_MS);
    expect(isManaged(house, long)).toBe(false);
    say(house, { [BTC_FEED]: price + 1, [USDC_FEED]: 1 }, DAY_MS);
    for (const cents of [0, 1]) say(house, { [BTC_FEED]: price + cents, [USDC_FEED]: 1 }, MINUTE_MS);
    expect(isManaged(house, long) || positionOf(house.account(long), BTC_PERP)!.lots < 1_000n).toBe(true);
    if (kind === "position")
      expect(positionOf(house.account(long), ETH_PERP)?.lots).toBe(100_000n); // quarantined
    else expect(balanceOf(house.account(long), TOKEN)).toBe(200_000_000n); // nobody buys what has no price
  }
});

test("LIQ-019 WDR-019 an outage of every feed closes nobody out, and empties nothing", () => {
  const changes = [...SILENT, ...TEST_CHANGES.filter(({ type }) => type === "RegisterFeed").map((feed) => ({ ...feed, maxAgeMs: MINUTE_MS }) as Change)]; // biome-ignore format: one list
  const house = createHouse(1_000_000, changes);
  fund(house, { skinAtoms: usdc(100_000) });
  for (const step of [0, 1, 2]) say(house, { [BTC_FEED]: 100_000 + step, [USDC_FEED]: 1 }, 20_000);
  const [long, short] = [house.openAccount(address(1), usdc(100_000)), house.openAccount(address(2), usdc(500_000))];
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  say(house, { [BTC_FEED]: 100_000, [USDC_FEED]: 1 }, 20_000);
  const cash = cashOf(house, long);
  for (let hour = 0; hour < 4; hour += 1) {
    const { receipts } = runBlock(house, [out(house, long, 9_000)], HOUR_MS - 1);
    expect(receipts[0]!.refusal).toEqual(refusal("PriceUnknown", { accountId: long, instrumentId: BTC_PERP }));
  }
  for (let step = 0; step < 6; step += 1)
    say(house, { [BTC_FEED]: 68_000 + step, [USDC_FEED]: 1 + step * 1e-8 }, 20_000);
  expect(cash).toBeGreaterThan(usdc(99_999));
  expect(segmentOf(house).skinAtoms).toBe(usdc(100_000)); // the loss of 32,000 dollars was there to be paid
});

test("INV-013 sources that come apart restrict the market and close neither side out", () => {
  const others = [2, 3].map((id) => publisher(id, ownerSigner(address(0xc0 + id))));
  const three = TEST_CHANGES.flatMap((change) => (change.type === "RegisterFeed" && change.feedId === BTC_FEED ? [{ ...change, quorum: 3 }] : [])); // biome-ignore format: one list
  const house = createHouse(1_000_000, [...three, ...others]);
  const sayAll = (dollars: readonly number[]) =>
    runBlock(
      house,
      dollars.map((price, index) => ({
        command: {
          type: "SubmitObservations",
          publisherId: index + 1,
          observations: [BTC_FEED, USDC_FEED].map((feedId) => ({
            feedId,
            value: feedId === BTC_FEED ? BigInt(price) * 100_000_000n : 100_000_000n + BigInt(price % 3),
            confidence: 0n,
            publishedAtMs: house.timeMs + 1_000,
          })),
          surfaces: [],
        } as const,
        signer: [PUBLISHER_SIGNER, ownerSigner(address(0xc2)), ownerSigner(address(0xc3))][index]!,
      })),
    );
  for (const step of [0, 1, 0]) sayAll([100_000 + step, 100_000 + step, 100_000 + step]);
  const [long, short] = [house.openAccount(address(1), usdc(14_000)), house.openAccount(address(2), usdc(14_000))];
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  for (const step of [0, 1, 2, 3]) {
    const { events } = sayAll([90_000 + step, 100_000 + step, 110_000 + step]);
    expect(eventsOf(events, "AccountManaged")).toEqual([]);
  }
});

test.each([
  ["late", MINUTE_MS + 1_000, 8_000, 0],
  ["late", MINUTE_MS + 1_000, 4_000, 1],
  ["as old as it may be", MINUTE_MS, 8_000, 0],
  ["as old as it may be", MINUTE_MS, 4_000, 1],
] as const)(
  "ORCL-054 INV-013 at a price %s who is well by a deep source's later word is not taken (%s, %s: %s)",
  (_, agedMs, dollars, taken) => {
    const others = [2, 3].map((id) => publisher(id, ownerSigner(address(0xc0 + id))));
    const three = SILENT.map((change) => (change.type === "RegisterFeed" ? { ...change, quorum: 3 } : change));
    const house = createHouse(1_000_000, [...three, ...others]);
    /** All three speak of bitcoin and dollars; of ether those who are told what it is worth. */
    const sayAll = (bitcoin: number, ether: readonly (number | null)[], stepMs: number) => {
      const asked = ether.map((price, index): Asked => {
        const publishedAtMs = house.timeMs + Math.max(stepMs - 10, 1);
        const observations = [[USDC_FEED, 1], [BTC_FEED, bitcoin], [ETH_FEED, price ?? 0]].map(([feedId, value]) => ({ feedId: feedId!, value: BigInt(value!) * 100_000_000n, confidence: 0n, publishedAtMs })); // biome-ignore format: one batch
        const said = observations.filter(({ value }) => value > 0n);
        const command = {
          type: "SubmitObservations",
          publisherId: index + 1,
          observations: said,
          surfaces: [],
        } as const;
        return { command, signer: index === 0 ? PUBLISHER_SIGNER : ownerSigner(address(0xc1 + index)) };
      });
      return runBlock(house, asked, stepMs).events;
    };
    for (const step of [0, 1]) sayAll(100_000 + step, [4_000, 4_000 + step, 4_000 + step], 1_000);
    const [long, short] = [house.openAccount(address(1), usdc(36_000)), house.openAccount(address(2), usdc(900_000))];
    house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
    house.novate(long, short, ETH_PERP, perpLots(10_000), btcTicks(4_000)); // forty thousand dollars
    // Two of three say no more of ether, and bitcoin falls by a third; once it has stood there, the last says what ether is worth.
    sayAll(100_000, [null, null, null], agedMs - 31_200);
    for (const step of [0, 1]) sayAll(68_000 + step, [null, null, null], 100);
    const events = sayAll(68_002, [null, null, dollars], 31_000);
    expect(eventsOf(events, "AccountManaged")).toHaveLength(taken);
  },
);

test("ORCL-064 LIQ-019 a weekend is no outage: a closed feed closes nobody out, however many of its terms pass", () => {
  const weekdays = { openings: [{ fromMinute: 0, toMinute: 5 * 1_440 }], closedRangePpm: ppm(60_000n) };
  const changes = SILENT.map((change) => (change.type === "RegisterFeed" ? { ...change, sessions: weekdays } : change));
  const house = createHouse(1_000_000, changes);
  house.setPrice(ETH_FEED, 4_000);
  const [long, short] = [house.openAccount(address(1), usdc(60_000)), house.openAccount(address(2), usdc(60_000))];
  house.novate(long, short, ETH_PERP, perpLots(100_000), btcTicks(4_000));
  const widths = () => {
    const { equityHighAtoms, equityAtoms } = healthOf(house, long);
    return equityHighAtoms - equityAtoms;
  };
  expect(widths()).toBe(0n); // genesis is on a Friday
  say(house, { [BTC_FEED]: 100_000, [USDC_FEED]: 1 }, DAY_MS); // Saturday
  const closed = widths();
  expect(closed).toBeGreaterThanOrEqual((usdc(400_000) * 6n) / 100n);
  say(house, { [BTC_FEED]: 100_001, [USDC_FEED]: 1 }, DAY_MS + HOUR_MS); // Sunday: nothing grows old
  expect(widths()).toBe(closed);
  expect([isManaged(house, long), isManaged(house, short)]).toEqual([false, false]);
});
