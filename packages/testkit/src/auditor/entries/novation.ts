/**
 * Trades and deliveries: both sides, fees, authority, prices and modes.
 *
 * @module
 */
import { AccountStatus, type EventOf, InstrumentStatus, MarketMode, type Position } from "@novate/codec";
import { atoms, DAY_MS, lots, MINUTE_MS, PPM_ONE, SECOND_MS } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import { type Ledger, signerText } from "../ledger.ts";
import { abs, ceil } from "../sums.ts";
import { fundingOf, lotsValueOf, mustMark } from "../worth.ts";
import type { Entries } from "./entry.ts";
import { bookCash, bookMoved } from "./exits.ts";
import { checkNeededCash } from "./neededCash.ts";

/** Stated here once more, so that the engine's own numbers are judged and not repeated. */
const LONGEST_ORDER_MS = 7 * DAY_MS;
const MOST_VOID_ORDERS = 1_024;
const TRADE_WINDOW_MS = 2 * MINUTE_MS;
const TRADE_AHEAD_MS = 10 * SECOND_MS;

type Trade = EventOf<"PositionNovated"> | EventOf<"DeliverySettled">;
type Leg = Trade["buyer"];

export const novationEntries: Entries<
  "PositionNovated" | "DeliverySettled" | "TradeForgotten" | "OrderVoided" | "OrdersVoided" | "OrderForgotten"
> = {
  PositionNovated(ledger, event) {
    const notional = judgeTrade(ledger, event);
    const market = ledger.must("markets", event.instrumentId);
    const underlying = ledger.must("underlyings", ledger.must("instruments", event.instrumentId).spec.underlyingId);
    const isOpen = market.mode === MarketMode.open && underlying.mode === MarketMode.open;
    for (const [leg, size] of [
      [event.buyer, event.lots],
      [event.seller, -event.lots],
    ] as const) {
      const held = ledger.position(leg.accountId, event.instrumentId);
      const after = expectedPosition(ledger, event.instrumentId, held, size, event.priceTicks);
      checkPosition("INV-003", leg.positionAfter, after);
      const isReducing = reduces(held?.lots ?? 0n, after.lots);
      check("INV-016", isOpen || isReducing, () => `account ${leg.accountId} added risk in a restricted market`);
      ledger.beforeTrade.set(leg.accountId, ledger.account(leg.accountId));
      const { status } = ledger.account(leg.accountId);
      check("NOV-013", status !== AccountStatus.managed || isReducing, () => "a managed account added risk");
      checkEqual("INV-003", leg.cashAfterAtoms, ledger.cash(leg.accountId) - leg.feeAtoms, "cash after a trade");
      ledger.setPosition(leg.accountId, after);
      ledger.setCash(leg.accountId, leg.cashAfterAtoms);
      writeAuthority(ledger, event, leg, notional);
    }
    checkEqual("INV-002", event.openLotsAfter, openLotsOf(ledger, event.instrumentId), "open interest after a trade");
    ledger.change("markets", event.instrumentId, { openLots: event.openLotsAfter });
    writeTrade(ledger, event);
  },

  DeliverySettled(ledger, event) {
    const notional = judgeTrade(ledger, event);
    const payment = abs(lotsValueOf(ledger, event.instrumentId, event.lots, event.priceTicks));
    const { spec } = ledger.must("instruments", event.instrumentId);
    const { terms } = spec;
    check("NOV-009", terms.type === "Spot", () => `instrument ${event.instrumentId} delivers nothing`);
    const delivery = event.lots * terms.lotBaseAtoms;
    for (const [leg, sign] of [
      [event.buyer, 1n],
      [event.seller, -1n],
    ] as const) {
      const { accountId } = leg;
      const cash = ledger.cash(accountId) - sign * payment - leg.feeAtoms;
      checkEqual("INV-003", leg.cashAfterAtoms, cash, "cash after a delivery");
      const base = ledger.balance(accountId, terms.baseAssetId) + sign * delivery;
      checkEqual("INV-003", leg.baseAfterAtoms, base, "base after a delivery");
      check("NOV-033", leg.baseAfterAtoms >= 0n, () => `account ${accountId} delivered what it has not`);
      const cashBefore = ledger.cash(accountId);
      bookCash(ledger, accountId, leg.cashAfterAtoms);
      checkNeededCash(ledger, accountId, cashBefore);
      bookMoved(ledger, accountId, terms.baseAssetId, leg.baseAfterAtoms);
      writeAuthority(ledger, event, leg, notional);
    }
    writeTrade(ledger, event);
  },

  TradeForgotten(ledger, { venueId, reference }) {
    const key = `${venueId}/${reference}`;
    check("NOV-014", ledger.must("trades", key).forgetAtMs <= ledger.timeMs, () => "a trade was forgotten too early");
    ledger.remove("trades", key);
  },

  OrderVoided(ledger, { accountId, orderDigest, expiresAtMs }) {
    const before = ledger.get("orders", `${accountId}/${orderDigest}`);
    const filledLots = before?.filledLots ?? lots(0n);
    if (before !== undefined && filledLots > 0n)
      checkEqual("NOV-050", expiresAtMs, before.expiresAtMs, "end of a filled order's row");
    else check("NOV-050", expiresAtMs >= ledger.timeMs + LONGEST_ORDER_MS, () => "a void order is forgotten too early");
    ledger.put("orders", { digest: orderDigest, accountId, filledLots, isVoid: true, expiresAtMs });
    if (before === undefined) countVoidOrder(ledger, accountId, 1);
  },

  OrdersVoided(ledger, { accountId, voidedToMs }) {
    const before = ledger.account(accountId).voidedToMs;
    check("NOV-073", voidedToMs > before, () => "orders came back to life");
    check("NOV-065", voidedToMs <= ledger.timeMs + LONGEST_ORDER_MS, () => "orders that cannot fill yet were voided");
    ledger.change("accounts", accountId, { voidedToMs });
  },

  OrderForgotten(ledger, { accountId, orderDigest }) {
    const key = `${accountId}/${orderDigest}`;
    const { expiresAtMs, isVoid, filledLots } = ledger.must("orders", key);
    check("NOV-017", expiresAtMs <= ledger.timeMs, () => "an order was forgotten too early");
    ledger.remove("orders", key);
    if (isVoid && filledLots === 0n) countVoidOrder(ledger, accountId, -1);
  },
};

function countVoidOrder(ledger: Ledger, accountId: number, change: 1 | -1): void {
  const voidOrders = ledger.account(accountId).voidOrders + change;
  check("NOV-066", voidOrders <= MOST_VOID_ORDERS, () => `${voidOrders} void orders of account ${accountId}`);
  ledger.change("accounts", accountId, { voidOrders });
}

/** What both kinds of trade must satisfy; returns what it counts at. */
function judgeTrade(ledger: Ledger, event: Trade): bigint {
  const { instrumentId, venueId, priceTicks } = event;
  const { spec, segmentId } = ledger.must("instruments", instrumentId);
  const market = ledger.must("markets", instrumentId);
  const { clearingFeePpm } = ledger.must("segments", segmentId).parameters.clearing;
  const { priceBandPpm } = ledger.must("segments", segmentId).parameters.oracle;
  const venue = ledger.must("venues", venueId);
  check("NOV-001", venue.spec.isActive, () => `venue ${venueId} reports though it was stopped`);
  check("NOV-001", event.lots > 0n, () => "a trade of nothing");
  const { terms } = spec;
  const least = terms.type === "Future" ? null : terms.type === "Option" ? 0n : 1n;
  check("NOV-048", least === null || priceTicks >= least, () => `a ${terms.type} traded at ${priceTicks}`);
  check(
    "NOV-005",
    ledger.get("trades", `${venueId}/${event.reference}`) === undefined,
    () => "a reference counted twice",
  );
  check("INV-016", market.status === InstrumentStatus.listed, () => `instrument ${instrumentId} trades after its end`);
  check("INV-016", market.mode !== MarketMode.halted, () => `instrument ${instrumentId} trades while halted`);
  const mark = mustMark(ledger, instrumentId);
  const tenth = terms.type === "Option" ? terms.strikeTicks / 10n : 0n;
  const base = tenth > mark ? tenth : abs(mark);
  const wide = ceil(base * priceBandPpm, PPM_ONE);
  const band = wide > 1n ? wide : 1n;
  check("NOV-037", abs(priceTicks - mark) <= band, () => `a trade at ${priceTicks} with the mark at ${mark}`);
  const sizeAt = (ticks: bigint) => abs(lotsValueOf(ledger, instrumentId, event.lots, ticks));
  const countedAt = (least: bigint) => sizeAt(abs(priceTicks) > least ? abs(priceTicks) : least);
  const notional = countedAt(base);
  const [venueFee, clearingFee] = [venue.spec.feePpm, clearingFeePpm].map((part) =>
    ceil(countedAt(band) * part, PPM_ONE),
  );
  for (const leg of [event.buyer, event.seller]) {
    checkEqual("NOV-080", leg.notionalAtoms, notional, "counted notional of a leg");
    checkEqual("NOV-081", leg.feeAtoms, venueFee! + clearingFee!, "fee of a leg");
    checkEqual("SEG-002", ledger.account(leg.accountId).segmentId, segmentId, "segment of a leg");
  }
  checkEqual("INV-003", event.venueFeeAtoms, 2n * venueFee!, "fees of the venue");
  checkEqual("INV-003", event.clearingFeeAtoms, 2n * clearingFee!, "fees of the house");
  check("NOV-044", event.buyer.accountId !== event.seller.accountId, () => "an account traded with itself");
  return notional;
}

/** A position after buying `size` at a price, its funding folded into its cost. */
export function expectedPosition(
  ledger: Ledger,
  instrumentId: number,
  held: Position | undefined,
  size: bigint,
  price: bigint,
): Position {
  const { fundingIndexE6 } = ledger.must("markets", instrumentId);
  const funding = held === undefined ? 0n : fundingOf(ledger, held);
  ledger.round(ledger.must("instruments", instrumentId).segmentId);
  return {
    instrumentId,
    lots: lots((held?.lots ?? 0n) + size),
    costAtoms: atoms((held?.costAtoms ?? 0n) + funding + lotsValueOf(ledger, instrumentId, size, price)),
    fundingIndexE6,
  };
}

export function checkPosition(rule: string, found: Position, expected: Position): void {
  checkEqual(rule, found.instrumentId, expected.instrumentId, "instrument of a position");
  checkEqual(rule, found.lots, expected.lots, "lots of a position");
  checkEqual(rule, found.costAtoms, expected.costAtoms, "cost of a position");
  checkEqual(rule, found.fundingIndexE6, expected.fundingIndexE6, "funding index of a position");
}

/** Nearer to zero, never through it. */
const reduces = (before: bigint, after: bigint): boolean => abs(after) < abs(before) && before * after >= 0n;

/** Sum of the longs, counted anew. */
export function openLotsOf(ledger: Ledger, instrumentId: number): bigint {
  let total = 0n;
  for (const { positions } of ledger.rows("accounts")) {
    for (const position of positions) {
      if (position.instrumentId === instrumentId && position.lots > 0n) total += position.lots;
    }
  }
  return total;
}

/** What authorised the leg is used up by it. */
function writeAuthority(ledger: Ledger, event: Trade, leg: Leg, notional: bigint): void {
  const { accountId, orderDigest, filledAfterLots, orderExpiresAtMs, signer } = leg;
  if (orderExpiresAtMs === 0) {
    const mandate = ledger.must("mandates", `${accountId}/${event.venueId}`);
    const used = mandate.usedNotionalAtoms + notional;
    check("NOV-026", used <= mandate.totalNotionalAtoms, () => `a mandate of account ${accountId} was exceeded`);
    check("NOV-025", notional <= mandate.tradeNotionalAtoms, () => "a trade is above its mandate's limit");
    check("NOV-027", ledger.timeMs < mandate.validUntilMs, () => "a mandate had lapsed");
    ledger.put("mandates", { ...mandate, usedNotionalAtoms: atoms(used) });
    return;
  }
  const key = `${accountId}/${orderDigest}`;
  const order = ledger.get("orders", key);
  check("NOV-028", order === undefined || !order.isVoid, () => "a void order was filled");
  check("NOV-020", orderExpiresAtMs > ledger.timeMs, () => "an order had lapsed");
  checkEqual("NOV-017", filledAfterLots, (order?.filledLots ?? 0n) + event.lots, "fills of an order");
  const row = { digest: orderDigest, accountId, filledLots: filledAfterLots, isVoid: false };
  ledger.put("orders", { ...row, expiresAtMs: orderExpiresAtMs });
  const grant = ledger.get("keys", `${accountId}/${signerText(signer)}`);
  if (grant === undefined) return;
  const used = grant.usedNotionalAtoms + notional;
  check("ACC-017", used <= grant.totalNotionalAtoms, () => `a key of account ${accountId} was exceeded`);
  ledger.put("keys", { ...grant, usedNotionalAtoms: atoms(used) });
}

/** One owner's accounts trade between the lowest and the highest mark that stood within the second clock's window. */
function checkOwnTrade(ledger: Ledger, segmentId: number, { instrumentId, priceTicks }: Trade): void {
  const { medianWindowMs } = ledger.must("segments", segmentId).parameters.oracle;
  const marks = ledger.marks.get(instrumentId) ?? [];
  const sinceMs = ledger.timeMs - medianWindowMs;
  const stood = marks.filter((_, index) => (marks[index + 1]?.timeMs ?? ledger.timeMs) > sinceMs);
  const isWithin = stood.some(({ value }) => value <= priceTicks) && stood.some(({ value }) => value >= priceTicks);
  check("NOV-063", isWithin, () => `one owner traded with itself at ${priceTicks}`);
}

function writeTrade(ledger: Ledger, event: Trade): void {
  const { venueId, reference, bodyHash, instrumentId, priceTicks, forgetAtMs } = event;
  const { timeMs, height } = ledger.house;
  const { segmentId } = ledger.must("instruments", instrumentId);
  // The reference tells its own time: told anew after its row has gone, it would be refused for the same reason.
  const matchedAtMs = Number(BigInt(reference) >> 208n);
  checkEqual("NOV-014", forgetAtMs, matchedAtMs + TRADE_WINDOW_MS, "end of a reference's row");
  check("NOV-051", forgetAtMs > timeMs, () => "a trade was taken after its reference could have been forgotten");
  check("NOV-051", matchedAtMs <= timeMs + TRADE_AHEAD_MS, () => "a trade was taken before its match");
  if (ledger.account(event.buyer.accountId).owner !== ledger.account(event.seller.accountId).owner) {
    const { printedLots, printedTicks } = ledger.must("markets", instrumentId);
    const printed = printedTicks + event.lots * priceTicks;
    ledger.change("markets", instrumentId, { printedLots: lots(printedLots + event.lots), printedTicks: printed });
  } else checkOwnTrade(ledger, segmentId, event);
  const venue = ledger.must("venues", venueId);
  ledger.put("venues", { ...venue, feesAtoms: atoms(venue.feesAtoms + event.venueFeeAtoms) });
  const segment = ledger.must("segments", segmentId);
  ledger.put("segments", { ...segment, feesAtoms: atoms(segment.feesAtoms + event.clearingFeeAtoms) });
  ledger.put("trades", { venueId, reference, bodyHash, height, forgetAtMs });
}
