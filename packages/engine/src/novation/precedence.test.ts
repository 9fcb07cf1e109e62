/**
 * Goal: the refusals of a trade stand in one order. Method: the faults in that order, each broken together with every later
 * one that the same trade can have: the earlier must answer, so that two checks that change places fail.
 */
import {
  AccountRole,
  type AccountRow,
  AccountStatus,
  type Authority,
  InstrumentStatus,
  type KeyRow,
  KeyScope,
  MarketMode,
  type MarketRow,
  type RefusalCode,
  Side,
  type SignedOrder,
  type Signer,
  type TradeReport,
  tradeReference,
  type VenueRow,
} from "@novate/codec";
import { atoms, HOUR_MS, lots, ppm, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { Looks } from "../derived/looks.ts";
import { prove } from "../prepare/prove.ts";
import { evolve } from "../registry/evolve.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_PERP,
  btcTicks,
  HOUSE,
  keySigner,
  ownerSigner,
  SEGMENT,
  UNDERLYING,
  USDC,
  usdc,
  VENUE,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { orderOf, reportOf, tradeOf } from "../testing/trades.ts";
import { decideNovateTrade } from "./novateTrade.ts";

const KEY = keySigner(5);

/** A sound trade of ten lots, and everything about it that a fault may break. */
class Scene {
  readonly test: TestHouse = createTestHouse();
  readonly buyer = this.test.openAccount(address(1), usdc(100_000));
  readonly seller = this.test.openAccount(address(2), usdc(100_000));
  trade: Partial<TradeReport> = {};
  order: Partial<SignedOrder["order"]> = {};
  signer: Signer | undefined;
  isSigned = true;
  size = 10n;

  account(change: Partial<AccountRow>): void {
    this.test.changeAccount(this.buyer, change);
  }

  market(change: Partial<MarketRow>): void {
    this.test.state.markets.put({ ...mustGet(this.test.state.markets, BTC_PERP), ...change });
  }

  venue(change: Partial<VenueRow["spec"]>): void {
    const row = mustGet(this.test.state.venues, VENUE);
    this.test.state.venues.put({ ...row, spec: { ...row.spec, ...change } });
  }

  /** The buyer's order is signed by a session key of these rights. */
  key(change: Partial<KeyRow>): void {
    const { state, timeMs } = this.test;
    const known = [...state.keys.values()].find(({ key }) => key.key === KEY.key);
    const sound: KeyRow = {
      accountId: this.buyer,
      key: KEY,
      scopes: KeyScope.trade,
      tradeNotionalAtoms: usdc(1_000_000),
      totalNotionalAtoms: usdc(1_000_000),
      usedNotionalAtoms: atoms(0n),
      venueIds: [],
      reduceOnly: false,
      validUntilMs: timeMs + HOUR_MS,
      grantor: ownerSigner(address(1)),
      grantedAtMs: timeMs,
    };
    state.keys.put({ ...sound, ...known, ...change });
    this.signer = KEY;
  }

  answer(): RefusalCode | "accepted" {
    const { test, buyer, seller } = this;
    const { state, timeMs } = test;
    const price = btcTicks(100_000);
    const signed = orderOf(test, buyer, Side.buy, this.size, price, this.order);
    const order: Authority = { ...signed, signer: this.signer ?? signed.signer };
    const trade = tradeOf(test, buyer, seller, this.size, price, { buyer: order, ...this.trade });
    const evidence = prove({ house: HOUSE, command: reportOf(trade) }, () => this.isSigned);
    const { height } = houseOf(state);
    const context = {
      timeMs,
      height,
      signer: VENUE_SIGNER,
      evidence,
      margin: test.house.margin,
      owing: test.house.derived.owers,
      looks: new Looks(),
      evolve,
    };
    const decision = decideNovateTrade(state, mustGet(state.venues, VENUE), trade, evidence![0]!, context);
    return decision.accepted ? "accepted" : decision.refusal.code;
  }
}

interface Fault {
  readonly code: RefusalCode;
  /** What is broken: faults that break one thing in two ways exclude each other. */
  readonly of: string;
  readonly breakIt: (scene: Scene) => void;
}
const fault = (code: RefusalCode, of: string, breakIt: (scene: Scene) => void): Fault => ({ code, of, breakIt });

const UNKNOWN = `0x${"77".repeat(32)}` as const;

/** In the order of precedence. */
const faults: readonly Fault[] = [
  fault("TradeTooOld", "reference", (scene) => Object.assign(scene.trade, { reference: tradeReference(0, 1n) })),
  fault("TradeConflict", "reference", (scene) => {
    const reference = tradeReference(scene.test.timeMs, 77n);
    Object.assign(scene.trade, { reference });
    const bodyHash = `0x${"00".repeat(32)}` as const;
    scene.test.state.trades.put({ venueId: VENUE, reference, bodyHash, forgetAtMs: 0 } as never); // the rest is not read
  }),
  fault("InstrumentUnknown", "instrument", (scene) => Object.assign(scene.trade, { instrumentId: 77 })),
  fault("QuantityNotPositive", "quantity", (scene) => Object.assign(scene.trade, { lots: lots(0n) })),
  fault("PriceNotPositive", "price", (scene) => Object.assign(scene.trade, { priceTicks: ticks(0n) })),
  fault("MarketRestricted", "status", (scene) => scene.market({ status: InstrumentStatus.settled })),
  fault("MarketRestricted", "halt", (scene) => scene.market({ mode: MarketMode.halted })),
  fault("NoMark", "mark", (scene) => scene.market({ mark: null, recentMarks: [] })),
  fault("VenueAssetMismatch", "venue's asset", (scene) => scene.venue({ settlementAssetId: BTC })),
  fault("PriceOutsideBand", "price", (scene) => Object.assign(scene.trade, { priceTicks: btcTicks(106_000) })),
  fault("AccountUnknown", "account", (scene) => Object.assign(scene.order, { accountId: 999 })),
  fault("SegmentMismatch", "segment", (scene) => {
    const { segments } = scene.test.state;
    segments.put({ ...mustGet(segments, SEGMENT), segmentId: 2 });
    scene.account({ segmentId: 2 });
  }),
  fault("BackstopRestricted", "role", (scene) => scene.account({ role: AccountRole.backstop })),
  fault("OrderSignatureInvalid", "signature", (scene) => Object.assign(scene, { isSigned: false })),
  fault("OrderMismatch", "order's venue", (scene) => Object.assign(scene.order, { venueId: VENUE + 1 })),
  fault("OrderExpired", "expiry", (scene) => Object.assign(scene.order, { expiresAtMs: scene.test.timeMs })),
  fault("OrderLifetimeTooLong", "expiry", ({ order, test }) =>
    Object.assign(order, { expiresAtMs: test.timeMs + 9_000 * HOUR_MS }),
  ),
  fault("NotAuthorised", "signer", (scene) => Object.assign(scene, { signer: keySigner(99) })),
  fault("KeyExpired", "signer", (scene) => scene.key({ validUntilMs: scene.test.timeMs })),
  fault("ScopeMissing", "scopes", (scene) => scene.key({ scopes: KeyScope.transfer })),
  fault("KeyLimitExceeded", "key's venues", (scene) => scene.key({ venueIds: [VENUE + 1] })),
  fault("OrderVoid", "order", (scene) => void voidOrder(scene)),
  fault("OrderOverfilled", "order's quantity", (scene) => Object.assign(scene.order, { lots: lots(9n) })),
  fault("LimitPriceBreached", "limit", (scene) => Object.assign(scene.order, { limitPriceTicks: ticks(1n) })),
  fault("FeeAboveLimit", "fee", (scene) => Object.assign(scene.order, { maxFeePpm: ppm(1n) })),
  fault("ReduceOnlyBreached", "reduce only", (scene) => Object.assign(scene.order, { reduceOnly: true })),
  fault("SelfTrade", "seller", (scene) => {
    Object.assign(scene.trade, { seller: orderOf(scene.test, scene.buyer, Side.sell, scene.size, btcTicks(100_000)) });
  }),
  fault("MarketRestricted", "mode", (scene) => scene.market({ mode: MarketMode.closeOnly })),
  fault("OpenInterestCapExceeded", "cap", (scene) => {
    const { underlyings } = scene.test.state;
    const row = mustGet(underlyings, UNDERLYING);
    underlyings.put({ ...row, spec: { ...row.spec, openInterestCapAtoms: atoms(0n) } });
  }),
  fault("AccountUnderManagement", "standing", (scene) => scene.account({ status: AccountStatus.managed })),
  fault("MinimumCollateralMissing", "cash", (scene) =>
    scene.account({ balances: [{ assetId: USDC, amountAtoms: atoms(1_000n) }] }),
  ),
  fault("InitialMarginBreached", "margin", (scene) => Object.assign(scene, { size: 9_000n })),
  fault("MinimumEquityBreached", "equity", (scene) =>
    Object.assign(scene.order, { minEquityAfterAtoms: usdc(99_999) }),
  ),
];

/** An order's digest covers its fields, so that it is voided as it stands when all else is broken. */
function voidOrder(scene: Scene): void {
  const { test, buyer } = scene;
  const answer = scene.answer.bind(scene);
  scene.answer = () => {
    const put = test.state.orders.get.bind(test.state.orders);
    test.state.orders.get = (key) =>
      put(key) ?? { digest: UNKNOWN, accountId: buyer, filledLots: lots(0n), isVoid: true, expiresAtMs: 0 };
    return answer();
  };
}

test("the trade that the faults are broken into is accepted", () => {
  expect(new Scene().answer()).toBe("accepted");
});

test.each(faults.map((each, index) => [each.code, each.of, index] as const))(
  "NOV-047 %s (%s) answers alone, and before every fault below it",
  (code, of, index) => {
    const alone = new Scene();
    faults[index]!.breakIt(alone);
    expect(alone.answer()).toBe(code);
    for (const later of faults.slice(index + 1)) {
      if (later.of === of) continue;
      const both = new Scene();
      later.breakIt(both);
      faults[index]!.breakIt(both);
      expect(both.answer(), `with ${later.code} (${later.of})`).toBe(code);
    }
  },
);
