/** Goal: each condition of risk and market, alone. Method: one sound trade, with one thing around it changed. */
import { AccountRole, MarketMode, type TradeReport } from "@novate/codec";
import { atoms, DAY_MS, lots, ppm, type Ticks, ticks } from "@novate/num";
import { beforeEach, describe, expect, test } from "vitest";
import { Looks } from "../derived/looks.ts";
import { balanceOf, positionOf } from "../ledger/balances.ts";
import { evolve } from "../registry/evolve.ts";
import { mustGet } from "../state/state.ts";
import { listCall, listFuture } from "../testing/contracts.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  perpLots,
  SEGMENT,
  testGenesis,
  UNDERLYING,
  USDC,
  usdc,
  VENUE,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";
import { decideNovateTrade } from "./novateTrade.ts";
import { outcomeOf, PRICE, twoTraders } from "./twoTraders.fixture.ts";

let house: TestHouse;
let buyer: number;
let seller: number;

beforeEach(() => {
  ({ house, buyer, seller } = twoTraders());
});

const report = (trade: TradeReport): string => outcomeOf(house, trade).code;

/** Ten lots at 100,000 dollars: 1,000 dollars of notional. */
const sound = (overrides: Partial<TradeReport> = {}): TradeReport =>
  tradeOf(house, buyer, seller, 10n, PRICE, overrides);

test("NOV-016 the event links both legs, the venue's reference and the positions that result", () => {
  const trade = sound();
  const [event] = outcomeOf(house, trade).events.filter(({ type }) => type === "PositionNovated");
  expect(event).toMatchObject({
    venueId: VENUE,
    reference: trade.reference,
    buyer: { accountId: buyer, positionAfter: positionOf(house.account(buyer), BTC_PERP) },
    seller: { accountId: seller, positionAfter: positionOf(house.account(seller), BTC_PERP) },
  });
});

test("NOV-040 a fee with a fraction of an atom is rounded up", () => {
  const price = ticks(PRICE + 1n); // one lot is worth 100,000,100 atoms: 10,000.01 and 5,000.005 of fees
  expect(report(tradeOf(house, buyer, seller, 1n, price))).toBe("accepted");
  expect(balanceOf(house.account(buyer), USDC)).toBe(usdc(100_000) - 10_001n - 5_001n);
});

test("NOV-032 a report of three trades has three answers, in its order", () => {
  const trades = [sound(), sound({ lots: lots(0n) }), sound({ instrumentId: 77 })];
  const { receipts } = runBlock(house, [{ command: reportOf(...trades), signer: VENUE_SIGNER }]);
  const codes = receipts[0]!.outcomes.map((outcome) => (outcome.accepted ? "accepted" : outcome.refusal.code));
  expect(codes).toEqual(["accepted", "QuantityNotPositive", "InstrumentUnknown"]);
});

describe("risk", () => {
  /** The buyer holds a bitcoin and meets maintenance margin, but not initial margin. */
  const strain = () => {
    runBlock(house, []); // the first forecast has seen a price
    house.novate(buyer, seller, BTC_PERP, perpLots(1_000), PRICE);
    const { initialAtoms, maintenanceAtoms } = house.house.margin.assess(house.state, house.account(buyer));
    house.moveCash(buyer, seller, atoms(usdc(100_000) - (initialAtoms + maintenanceAtoms) / 2n));
  };
  const reduce = (size: bigint, price: Ticks = PRICE) => tradeOf(house, seller, buyer, size, price);

  test("NOV-006 an account below initial margin trades only where its requirement falls", () => {
    strain();
    expect(report(sound())).toBe("InitialMarginBreached");
    expect(report(reduce(10n))).toBe("accepted");
  });
  test("NOV-030 what lowers margin but widens the shortfall is no less risky", () => {
    const segment = mustGet(house.state.segments, SEGMENT);
    const oracle = { ...segment.parameters.oracle, priceBandPpm: ppm(500_000n) };
    house.state.segments.put({ ...segment, parameters: { ...segment.parameters, oracle } });
    strain();
    expect(report(reduce(10n, btcTicks(70_000)))).toBe("InitialMarginBreached"); // loses more than the lots' margin
    expect(report(reduce(10n, btcTicks(99_000)))).toBe("accepted"); // loses less
  });
  test("NOV-039 who adds risk has the minimum collateral afterwards, who reduces need not", () => {
    const segment = mustGet(house.state.segments, SEGMENT);
    const { clearing } = segment.parameters;
    const parameters = { ...segment.parameters, clearing: { ...clearing, minimumCollateralAtoms: usdc(50) } };
    house.state.segments.put({ ...segment, parameters });
    const poor = house.openAccount(address(3), usdc(49));
    house.novate(seller, poor, BTC_PERP, perpLots(1), PRICE); // short a thousandth of a bitcoin: 100 dollars
    expect(report(tradeOf(house, seller, poor, 1n, PRICE))).toBe("MinimumCollateralMissing");
    expect(report(tradeOf(house, poor, seller, 1n, PRICE))).toBe("accepted");
  });
  test("NOV-013 under default management an account adds nothing, and may reduce", () => {
    strain();
    house.manage(buyer);
    expect(report(sound())).toBe("AccountUnderManagement");
    expect(report(reduce(10n))).toBe("accepted");
  });
  test("NOV-043 a backstop account never trades, not even to reduce", () => {
    strain();
    house.changeAccount(buyer, { role: AccountRole.backstop });
    expect(report(reduce(10n))).toBe("BackstopRestricted");
  });
  test("NOV-044 an account never trades with itself", () => {
    expect(report(tradeOf(house, buyer, buyer, 10n, PRICE))).toBe("SelfTrade");
  });
});

describe("a market", () => {
  const setMarket = (change: object) =>
    house.state.markets.put({ ...mustGet(house.state.markets, BTC_PERP), ...change });
  const closing = () => tradeOf(house, seller, buyer, 4n, PRICE);

  test("NOV-036 has a mark before it trades", () => {
    setMarket({ mark: null });
    expect(report(sound())).toBe("NoMark");
  });
  test("NOV-037 trades within five percent of the mark, either way", () => {
    expect(report(tradeOf(house, buyer, seller, 10n, btcTicks(105_001)))).toBe("PriceOutsideBand");
    expect(report(tradeOf(house, buyer, seller, 10n, btcTicks(94_999)))).toBe("PriceOutsideBand");
    expect(report(tradeOf(house, buyer, seller, 10n, btcTicks(104_999)))).toBe("accepted");
  });
  test("NOV-038 trades up to its cap of open interest; what lowers it is not asked", () => {
    house.novate(buyer, seller, BTC_PERP, perpLots(100), PRICE);
    const underlying = mustGet(house.state.underlyings, UNDERLYING);
    const capAt = (dollars: number) =>
      house.state.underlyings.put({ ...underlying, spec: { ...underlying.spec, openInterestCapAtoms: usdc(dollars) } });
    capAt(10_999);
    expect(report(sound())).toBe("OpenInterestCapExceeded");
    capAt(11_000);
    expect(report(sound())).toBe("accepted");
    capAt(1);
    expect(report(closing())).toBe("accepted");
  });
  test("NOV-045 holds no more lots than margin counts exactly", () => {
    const underlying = mustGet(house.state.underlyings, UNDERLYING);
    const spec = { ...underlying.spec, openInterestCapAtoms: atoms(10n ** 30n) };
    house.state.underlyings.put({ ...underlying, spec });
    setMarket({ openLots: lots(BigInt(Number.MAX_SAFE_INTEGER) - 9n) }); // room for nine
    const context = {
      timeMs: house.timeMs,
      height: 1,
      signer: VENUE_SIGNER,
      evidence: null,
      margin: house.house.margin,
      owing: house.house.derived.owers,
      looks: new Looks(),
      evolve,
    };
    const decide = (size: bigint) => {
      const leg = { digest: `0x${"11".repeat(32)}`, isSigned: true } as const;
      const proof = { bodyHash: `0x${"22".repeat(32)}`, buyer: leg, seller: { ...leg, digest: leg.digest } } as const;
      const trade = tradeOf(house, buyer, seller, size, PRICE);
      const decision = decideNovateTrade(house.state, mustGet(house.state.venues, VENUE), trade, proof, context);
      return decision.accepted ? "accepted" : decision.refusal.code;
    };
    expect(decide(10n)).toBe("OpenInterestCapExceeded");
    expect(decide(9n)).toBe("accepted");
  });
  test.each([
    ["NOV-010 NOV-011 a close-only contract admits what reduces both sides", MarketMode.closeOnly, "accepted"],
    ["NOV-041 a halted contract admits nothing", MarketMode.halted, "MarketRestricted"],
  ] as const)("%s", (_, mode, closed) => {
    expect(report(sound())).toBe("accepted");
    house.house.emit({ type: "MarketModeSet", instrumentId: BTC_PERP, mode });
    expect(report(sound())).toBe("MarketRestricted");
    expect(report(tradeOf(house, house.openAccount(address(5), usdc(100_000)), buyer, 4n, PRICE))).toBe(
      "MarketRestricted",
    );
    expect(report(closing())).toBe(closed);
  });
  test.each([
    ["NOV-010 NOV-011 on a close-only underlying what reduces both sides", MarketMode.closeOnly, 500, "accepted"],
    ["NOV-041 on a halted underlying nothing", MarketMode.halted, 100, "MarketRestricted"],
  ] as const)("%s is admitted", (_, mode, maxAgeMs, closed) => {
    expect(report(sound())).toBe("accepted");
    const feed = mustGet(house.state.feeds, BTC_FEED);
    house.state.feeds.put({ ...feed, spec: { ...feed.spec, maxAgeMs } });
    expect(report(sound())).toBe("MarketRestricted");
    expect(mustGet(house.state.underlyings, UNDERLYING).mode).toBe(mode);
    expect(report(closing())).toBe(closed);
  });
});

/** What becomes of a trade at this price in a house that lists the contract besides, at this mark. */
function priced(listing: ReturnType<typeof listCall>, markTicks: Ticks, priceTicks: Ticks) {
  const { instrumentId } = listing;
  house = createTestHouse(testGenesis({ changes: [listing] }));
  [buyer, seller] = [house.openAccount(address(1), usdc(100_000)), house.openAccount(address(2), usdc(100_000))];
  const market = mustGet(house.state.markets, instrumentId);
  house.state.markets.put({ ...market, mark: { priceTicks: markTicks, atMs: house.timeMs } });
  const trade = tradeOf(house, buyer, seller, 1n, priceTicks, { instrumentId });
  for (const leg of [trade.buyer, trade.seller]) if (leg.type === "Order") Object.assign(leg.order, { instrumentId });
  return report(trade);
}

test("NOV-042 a cheap option trades within a band of a tenth of its strike", () => {
  const call = listCall(PRICE, house.timeMs + 30 * DAY_MS, { instrumentId: 3 });
  expect(priced(call, btcTicks(100), btcTicks(601))).toBe("PriceOutsideBand"); // a twentieth of 10,000 dollars more
  expect(priced(call, btcTicks(100), btcTicks(600))).not.toBe("PriceOutsideBand");
});

test("NOV-049 what has the mark zero, and no strike to speak of, trades a tick away from it", () => {
  const call = listCall(ticks(9n), house.timeMs + 30 * DAY_MS, { instrumentId: 3 });
  const at = (price: bigint) => priced(call, ticks(0n), ticks(price));
  expect([at(0n), at(1n)]).not.toContain("PriceOutsideBand");
  expect(at(2n)).toBe("PriceOutsideBand");
});

test("NOV-048 a future's price may be zero and below, which is no fault of the price", () => {
  const future = listFuture(house.timeMs + 30 * DAY_MS, { instrumentId: 3 });
  for (const price of [0n, -1n]) expect(priced(future, ticks(0n), ticks(price))).not.toMatch(/^Price/);
  expect(priced(future, ticks(0n), ticks(-2n))).toBe("PriceOutsideBand");
});
