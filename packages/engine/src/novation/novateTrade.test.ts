/**
 * Goal: every outcome of a reported trade. Method: each row breaks one thing of a sound trade; the last is accepted. Which of
 * two faults answers is in `precedence.test.ts`.
 */
import { type Authority, type CommandOf, Side, type Signer, type TradeReport } from "@novate/codec";
import { atoms, DAY_MS, lots, ppm, ticks } from "@novate/num";
import { beforeEach, describe, expect, test } from "vitest";
import { hearTransaction } from "../block/hear.ts";
import { balanceOf, positionOf } from "../ledger/balances.ts";
import { prove } from "../prepare/prove.ts";
import { prepare, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_PERP,
  btcTicks,
  ownerSigner,
  TEST_CHANGES,
  testGenesis,
  USDC,
  usdc,
  VENUE,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { orderOf, reportOf, tradeOf } from "../testing/trades.ts";
import { outcomeOf, PRICE, twoTraders } from "./twoTraders.fixture.ts";

let house: TestHouse;
let buyer: number;
let seller: number;

beforeEach(() => {
  ({ house, buyer, seller } = twoTraders());
});

const report = (trade: TradeReport): string => outcomeOf(house, trade).code;

const order = (overrides: object, side: number = Side.buy, size = 10n): Authority =>
  orderOf(house, side === Side.buy ? buyer : seller, side, size, PRICE, overrides);

type Broken = readonly [code: string, trade: () => TradeReport];
const base = (overrides: Partial<TradeReport> = {}): TradeReport =>
  tradeOf(house, buyer, seller, 10n, PRICE, overrides);

const table: readonly Broken[] = [
  ["InstrumentUnknown", () => base({ instrumentId: 77 })],
  ["QuantityNotPositive", () => base({ lots: lots(0n) })],
  ["QuantityNotPositive", () => base({ lots: lots(-1n) })],
  ["PriceNotPositive", () => base({ priceTicks: ticks(0n) })],
  ["PriceOutsideBand", () => tradeOf(house, buyer, seller, 10n, btcTicks(106_000))],
  ["AccountUnknown", () => base({ buyer: { type: "Mandate", accountId: 999 } })],
  ["MandateMissing", () => base({ buyer: { type: "Mandate", accountId: buyer } })],
  ["OrderMismatch", () => base({ buyer: order({ venueId: VENUE + 1 }) })],
  ["OrderMismatch", () => base({ buyer: order({ instrumentId: BTC_PERP + 1 }) })],
  ["OrderMismatch", () => base({ buyer: order({}, Side.sell) })],
  ["OrderExpired", () => base({ buyer: order({ expiresAtMs: house.timeMs }) })],
  ["OrderLifetimeTooLong", () => base({ buyer: order({ expiresAtMs: house.timeMs + 366 * DAY_MS }) })],
  ["NotAuthorised", () => base({ buyer: { ...order({}), signer: ownerSigner(address(9)) } as Authority })],
  ["OrderOverfilled", () => base({ buyer: order({ lots: lots(9n) }) })],
  ["LimitPriceBreached", () => base({ buyer: order({ limitPriceTicks: ticks(PRICE - 1n) }) })],
  ["LimitPriceBreached", () => base({ seller: order({ limitPriceTicks: ticks(PRICE + 1n) }, Side.sell) })],
  ["FeeAboveLimit", () => base({ buyer: order({ maxFeePpm: ppm(99n) }) })],
  ["ReduceOnlyBreached", () => base({ buyer: order({ reduceOnly: true }) })],
  ["SelfTrade", () => tradeOf(house, buyer, buyer, 10n, PRICE)],
  ["InitialMarginBreached", () => tradeOf(house, buyer, seller, 9_000n, PRICE)],
  ["MinimumEquityBreached", () => base({ buyer: order({ minEquityAfterAtoms: usdc(99_999) }) })],
  ["accepted", () => base()],
];

describe("NOV-002 NOV-003 NOV-006 NOV-037 outcomes, a fault each", () => {
  for (const [code, trade] of table) {
    test(code, () => {
      const before = [...house.state.accounts.values()];
      expect(report(trade())).toBe(code);
      if (code !== "accepted") expect([...house.state.accounts.values()]).toEqual(before); // NOV-008: no trace
    });
  }

  test("a report is its venue's, and holds a trade", () => {
    const codeOf = (command: CommandOf<"ReportTrades">, signer: Signer) =>
      runBlock(house, [{ command, signer }]).receipts[0]!.refusal?.code;
    expect(codeOf({ ...reportOf(), venueId: 99 }, ownerSigner(address(5)))).toBe("VenueUnknown");
    expect(codeOf(reportOf(), ownerSigner(address(5)))).toBe("NotAuthorised");
    expect(codeOf(reportOf(), VENUE_SIGNER)).toBe("ReportEmpty");
  });

  test("an order inside a signed report may itself be unsigned", () => {
    const trade = base({ buyer: order({ venueId: VENUE + 1 }) }); // OrderMismatch comes after it
    const prepared = prepare(house.state, { command: reportOf(trade), signer: VENUE_SIGNER }, 0n);
    const evidence = prove(prepared.transaction!, () => false);
    const { outcomes } = hearTransaction(house.house, { ...prepared, evidence });
    expect(outcomes).toMatchObject([{ accepted: false, refusal: { code: "OrderSignatureInvalid" } }]);
  });
});

test("NOV-001 NOV-012 both sides hold the contract, fees leave their cash at once, costs mirror each other", () => {
  expect(report(base())).toBe("accepted");
  const [long, short] = [house.account(buyer), house.account(seller)];
  const notional = 10n * PRICE * 100n; // 1,000 dollars
  expect(positionOf(long, BTC_PERP)).toMatchObject({ lots: 10n, costAtoms: notional });
  expect(positionOf(short, BTC_PERP)).toMatchObject({ lots: -10n, costAtoms: -notional });
  // 1 bp to the venue, half a bp to the house, of 1,000 dollars: 0.15 dollars a side.
  expect(balanceOf(long, USDC)).toBe(usdc(100_000) - 150_000n);
  expect(house.state.venues.get(VENUE)?.feesAtoms).toBe(200_000n);
  expect(house.state.markets.get(BTC_PERP)?.openLots).toBe(10n);
});

test("NOV-005 NOV-029 the same report again changes nothing; another body under its reference is a conflict", () => {
  const trade = base();
  expect(report(trade)).toBe("accepted");
  const after = house.account(buyer);
  expect(report(trade)).toBe("accepted");
  expect(house.account(buyer)).toEqual(after);
  expect(report({ ...trade, lots: lots(9n) })).toBe("TradeConflict");
});

test("NOV-017 fills of one order accumulate and never exceed it", () => {
  const resting = order({ lots: lots(15n) });
  expect(report(base({ buyer: resting }))).toBe("accepted");
  expect(report(base({ buyer: resting }))).toBe("OrderOverfilled");
  expect(report(tradeOf(house, buyer, seller, 5n, PRICE, { buyer: resting }))).toBe("accepted");
});

test("NOV-007 NOV-008 a linked group stands or falls as one; its neighbours do not care", () => {
  const good = base({ group: 1 });
  const bad = tradeOf(house, buyer, seller, 9_000n, PRICE, { group: 1 });
  const alone = base();
  const { receipts } = runBlock(house, [{ command: reportOf(good, bad, alone), signer: VENUE_SIGNER }]);
  const codes = receipts[0]!.outcomes.map((outcome) => (outcome.accepted ? "accepted" : outcome.refusal.code));
  expect(codes).toEqual(["GroupRefused", "InitialMarginBreached", "accepted"]);
  expect(positionOf(house.account(buyer), BTC_PERP)?.lots).toBe(10n);
});

test("NOV-031 NOV-007 a group is decided trade after trade: what the first opens the second may close", () => {
  const open = tradeOf(house, buyer, seller, 10n, PRICE, { group: 7 });
  const close = tradeOf(house, seller, buyer, 10n, PRICE, {
    group: 7,
    buyer: orderOf(house, seller, Side.buy, 10n, PRICE, { reduceOnly: true }),
  });
  const { receipts } = runBlock(house, [{ command: reportOf(open, close), signer: VENUE_SIGNER }]);
  expect(receipts[0]!.outcomes.every((outcome) => outcome.accepted)).toBe(true);
  expect(positionOf(house.account(buyer), BTC_PERP)).toBeUndefined();
});

test("NOV-004 NOV-028 a void order does not fill again, and nobody voids another account's order", () => {
  const trade = base();
  const { receipts } = runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }]);
  expect(receipts[0]!.outcomes[0]!.accepted).toBe(true);
  const [row] = [...house.state.orders.values()].filter((candidate) => candidate.accountId === buyer);
  const rest = order({ lots: lots(100n) });
  expect(report(base({ buyer: rest }))).toBe("accepted");
  const digest = [...house.state.orders.values()].filter((each) => each.accountId === buyer).at(-1)!.digest;
  house.must({ type: "CancelOrder", accountId: seller, orderDigest: digest, expiresAtMs: 0 }, ownerSigner(address(2)));
  expect(report(base({ buyer: rest }))).toBe("accepted");
  house.must({ type: "CancelOrder", accountId: buyer, orderDigest: digest, expiresAtMs: 0 }, ownerSigner(address(1)));
  expect(report(base({ buyer: rest }))).toBe("OrderVoid");
  expect(row?.filledLots).toBe(10n);
});

test("NOV-046 INV-001 a venue that is paid in another asset reports nothing here", () => {
  const venue = house.state.venues.get(VENUE)!;
  house.state.venues.put({ ...venue, spec: { ...venue.spec, settlementAssetId: BTC } });
  expect(report(base())).toBe("VenueAssetMismatch");
});

test("NOV-015 an account has room for 512 positions", () => {
  const contract = TEST_CHANGES.find((change) => change.type === "ListInstrument")!;
  const changes = Array.from({ length: 512 }, (_, index) => ({ ...contract, instrumentId: 1_000 + index }));
  house = createTestHouse(testGenesis({ changes }));
  const [full, other] = [house.openAccount(address(1), usdc(100_000)), house.openAccount(address(2), usdc(100_000))];
  const trade = () => tradeOf(house, full, other, 10n, PRICE);
  const hold = (count: number) => {
    const cost = { lots: lots(0n), costAtoms: atoms(1n), fundingIndexE6: 0n };
    const held = changes.slice(0, count).map(({ instrumentId }) => ({ instrumentId, ...cost }));
    house.changeAccount(full, { positions: held });
  };
  hold(512);
  expect(report(trade())).toBe("PositionsFull");
  hold(511);
  expect(report(trade())).toBe("accepted");
});
