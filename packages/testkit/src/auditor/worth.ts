/**
 * What things are worth, from the twin's rows: values, gains, collateral, equity, and whether prices may be used.
 *
 * @module
 */
import { type AccountRow, ExitPhase, type FeedRow, InstrumentStatus, type Position } from "@novate/codec";
import { DAY_MS, MINUTE_MS, PPM_ONE, sqrtDown, YEAR_MS } from "@novate/num";
import { check } from "./failure.ts";
import type { Ledger, PastPrice } from "./ledger.ts";
import { ceil, floor } from "./sums.ts";

/** COLL-055: the window of a collateral's median. */
const PRICE_WINDOW_MS = MINUTE_MS / 2;

/** Signed value of lots at a price. */
export const lotsValueOf = (ledger: Ledger, instrumentId: number, lots: bigint, price: bigint): bigint =>
  lots * price * ledger.must("instruments", instrumentId).spec.tickValueAtoms;

/** Funding owed since the position was touched, rounded against it. */
export function fundingOf(ledger: Ledger, { instrumentId, lots, fundingIndexE6 }: Position): bigint {
  return ceil(lots * (ledger.must("markets", instrumentId).fundingIndexE6 - fundingIndexE6), PPM_ONE);
}

export const gainOf = (ledger: Ledger, position: Position, price: bigint): bigint =>
  lotsValueOf(ledger, position.instrumentId, position.lots, price) - position.costAtoms - fundingOf(ledger, position);

/** Unvested gain of all positions, at the marks or at prices told. */
export function unvestedOf(ledger: Ledger, { positions }: AccountRow, priceOf = markOf(ledger)): bigint {
  let total = 0n;
  for (const position of positions) total += gainOf(ledger, position, priceOf(position.instrumentId));
  return total;
}

const markOf =
  (ledger: Ledger) =>
  (instrumentId: number): bigint =>
    mustMark(ledger, instrumentId);

/** The mark of what somebody holds or trades: there is one. */
export function mustMark(ledger: Ledger, instrumentId: number): bigint {
  const { mark } = ledger.must("markets", instrumentId);
  check("INV-013", mark !== null, () => `instrument ${instrumentId} was never marked`);
  return mark.priceTicks;
}

/** Whether a feed's aggregate may be used as a price now. */
export function isFeedFresh(ledger: Ledger, feedId: number): boolean {
  const feed = ledger.get("feeds", feedId);
  if (feed === undefined || feed.aggregatedAtMs === 0 || isClosedSince(ledger, feed.spec, feed.aggregatedAtMs))
    return false;
  return ledger.timeMs - feed.aggregatedAtMs <= feed.spec.maxAgeMs;
}

/** The last price of an asset: value per token, the decimals it is in, what it may be wrong by and how long it is overdue. */
interface AssetPrice {
  readonly value: bigint;
  readonly decimals: number;
  readonly below: bigint;
  readonly above: bigint;
  readonly overdueMs: number;
}

/** Null if there never was a price inside its bounds. */
function assetPrice(ledger: Ledger, segmentId: number, assetId: number): AssetPrice | null {
  const feed = ledger.get("feeds", ledger.must("assets", assetId).priceFeedId);
  if (feed === undefined || feed.aggregatedAtMs === 0) return null;
  const { minimum, maximum, decimals } = feed.spec;
  const { value, low, high } = feed;
  if (value <= minimum || value >= maximum) return null;
  const overdueMs = overdueOf(ledger, feed, feed.aggregatedAtMs);
  const { volatilityMultiplePpm } = ledger.must("segments", segmentId).parameters.collateral;
  const stressPpm = ledger.get("collaterals", `${segmentId}/${assetId}`)?.spec.stressVolPpm ?? PPM_ONE;
  const range = floor(stressPpm * volatilityMultiplePpm, PPM_ONE) + 1n;
  const root = sqrtDown(floor(BigInt(overdueMs) * PPM_ONE * PPM_ONE, BigInt(YEAR_MS))) + 1n;
  const closed = isClosedSince(ledger, feed.spec, feed.aggregatedAtMs) ? feed.spec.sessions.closedRangePpm : 0n;
  const spread = closed + (overdueMs === 0 ? 0n : ceil(range * root, PPM_ONE));
  const wide = ceil(value * spread, PPM_ONE);
  const median = medianOf(ledger, ledger.prices.get(feed.spec.feedId) ?? [], PRICE_WINDOW_MS) ?? value;
  const [least, most] = [median < low ? median : low, median > high ? median : high];
  return { value, decimals, below: value - least + wide, above: most - value + wide, overdueMs };
}

/** How long something confirmed at `sinceMs` is overdue: time that its market was open beyond what the feed allows, by minutes. */
export function overdueOf({ timeMs }: Ledger, { spec }: FeedRow, sinceMs: number): number {
  const { openings } = spec.sessions;
  if (openings.length === 0) return Math.max(0, timeMs - sinceMs - spec.maxAgeMs);
  let openMs = 0;
  for (let at = sinceMs; at < timeMs; ) {
    const next = Math.min(timeMs, at - (at % MINUTE_MS) + MINUTE_MS);
    if (isOpenAt(spec, at)) openMs += next - at;
    at = next;
  }
  return Math.max(0, openMs - spec.maxAgeMs);
}

/** Whether the market of a feed is open, by its minute of the week. */
export function isOpenAt({ sessions: { openings } }: FeedRow["spec"], atMs: number): boolean {
  const minute = Math.floor(((atMs - 4 * DAY_MS) % (7 * DAY_MS)) / MINUTE_MS); // the epoch began on a Thursday
  return openings.length === 0 || openings.some((each) => each.fromMinute <= minute && minute < each.toMinute);
}

/** Whether the market of a feed is closed, or was at some minute since a time. */
export function isClosedSince({ timeMs }: Ledger, spec: FeedRow["spec"], sinceMs: number): boolean {
  const { openings } = spec.sessions;
  if (openings.length === 0) return false;
  for (let at = sinceMs; at < timeMs; at += MINUTE_MS - (at % MINUTE_MS)) if (!isOpenAt(spec, at)) return true;
  return !isOpenAt(spec, timeMs);
}

/** Whether what an asset is worth is known: fresh prices of it and of what the segment settles in. */
export function isAssetKnown(ledger: Ledger, segmentId: number, assetId: number): boolean {
  const { settlementAssetId } = ledger.must("segments", segmentId);
  return [assetId, settlementAssetId].every(
    (id) => assetPrice(ledger, segmentId, id) !== null && isFeedFresh(ledger, ledger.must("assets", id).priceFeedId),
  );
}

/** A balance in settlement atoms of a segment, haircut taken, rounded down. */
export function collateralValueOf(ledger: Ledger, segmentId: number, assetId: number, amount: bigint): bigint {
  const haircut = ledger.get("collaterals", `${segmentId}/${assetId}`)?.haircutPpm ?? PPM_ONE;
  return partValueOf(ledger, segmentId, assetId, amount, amount < 0n ? PPM_ONE : PPM_ONE - haircut);
}

/** DFLT-027: what an exit that is asked for takes of the value of an account's balances. */
function doubtedOf(ledger: Ledger, { segmentId, balances }: AccountRow): bigint {
  let total = 0n;
  for (const { assetId, amountAtoms } of balances) {
    const location = ledger.get("locations", assetId);
    const exit = location === undefined ? undefined : ledger.get("vaultExits", location.vaultId);
    const row = ledger.get("collaterals", `${segmentId}/${assetId}`);
    if (exit?.phase !== ExitPhase.requested || row === undefined || amountAtoms <= 0n) continue;
    if (assetId === ledger.must("segments", segmentId).settlementAssetId) continue;
    const doubted = row.haircutPpm - row.spec.haircutFloorPpm;
    if (doubted > 0n) total += partValueOf(ledger, segmentId, assetId, amountAtoms, doubted);
  }
  return total;
}

/** DFLT-001: what an account is short of, with all that could pay for it. */
export function shortfallOf(ledger: Ledger, account: AccountRow): bigint {
  const equity = equityOf(ledger, account) + doubtedOf(ledger, account);
  return equity < 0n ? -equity : 0n;
}

// wide: what is valued, where, and how much of it counts
function partValueOf(ledger: Ledger, segmentId: number, assetId: number, amount: bigint, keptPpm: bigint): bigint {
  const { settlementAssetId, parameters } = ledger.must("segments", segmentId);
  const [price, unit] = [assetId, settlementAssetId].map((id) => assetPrice(ledger, segmentId, id)) as [
    AssetPrice | null,
    AssetPrice | null,
  ]; // two assets
  if (price === null || unit === null) return 0n;
  // Beyond the term what hurts counts: little for what is held, much for what is owed.
  const isBeyond = Math.max(price.overdueMs, unit.overdueMs) > parameters.oracle.unknownTermMs;
  const sign = isBeyond ? (amount < 0n ? -1n : 1n) : 0n;
  const reachOf = ({ below, above }: AssetPrice, towards: bigint) =>
    towards > 0n ? above : towards < 0n ? -below : 0n;
  const value = price.value + reachOf(price, -sign);
  const unitValue = unit.value + reachOf(unit, sign);
  const [priceUsed, unitUsed] = [
    value < 0n ? 0n : value,
    unitValue > unit.value / 2n ? unitValue : unit.value / 2n + 1n,
  ];
  const ten = (exponent: number) => 10n ** BigInt(exponent);
  const above = amount * priceUsed * ten(unit.decimals + ledger.must("assets", settlementAssetId).decimals) * keptPpm;
  const below = unitUsed * ten(price.decimals + ledger.must("assets", assetId).decimals) * PPM_ONE;
  return floor(above, below);
}

/** Cash and collateral, no gains. */
export function baseOf(ledger: Ledger, account: AccountRow): bigint {
  const { settlementAssetId } = ledger.must("segments", account.segmentId);
  let total = 0n;
  for (const { assetId, amountAtoms } of account.balances) {
    total +=
      assetId === settlementAssetId ? amountAtoms : collateralValueOf(ledger, account.segmentId, assetId, amountAtoms);
  }
  return total;
}

export const equityOf = (ledger: Ledger, account: AccountRow): bigint =>
  baseOf(ledger, account) + unvestedOf(ledger, account);

/** Whether an instrument's mark may close somebody out. */
export function isMarkFresh(ledger: Ledger, instrumentId: number): boolean {
  const market = ledger.must("markets", instrumentId);
  if (market.status === InstrumentStatus.settled) return true;
  const { underlyingId } = ledger.must("instruments", instrumentId).spec;
  const { spec } = ledger.must("feeds", ledger.must("underlyings", underlyingId).spec.indexFeedId);
  const { mark } = market;
  if (mark === null || mark.atMs < ledger.house.resumedAtMs) return false;
  return ledger.timeMs - mark.atMs <= spec.maxAgeMs && !isClosedSince(ledger, spec, mark.atMs);
}

/** Whether a jump of a price that the mark is made of waits: nobody passes at it. */
export function isMarkInDoubt(ledger: Ledger, instrumentId: number): boolean {
  if (ledger.must("markets", instrumentId).status === InstrumentStatus.settled) return false;
  const { underlyingId, terms } = ledger.must("instruments", instrumentId).spec;
  const { indexFeedId } = ledger.must("underlyings", underlyingId).spec;
  const own = "premiumFeedId" in terms ? terms.premiumFeedId : "forwardFeedId" in terms ? terms.forwardFeedId : null;
  return [indexFeedId, own].some((feedId) => feedId !== null && isJumpWaiting(ledger, feedId));
}

/** Whether a jump waits for its second word. */
export function isJumpWaiting(ledger: Ledger, feedId: number): boolean {
  const feed = ledger.get("feeds", feedId);
  return feed !== undefined && feed.pendingAtMs > feed.aggregatedAtMs;
}

/** Whether the asset's vault lacks of it, or cannot move it, by the last word proven. */
export function isImpaired(ledger: Ledger, assetId: number): boolean {
  const row = ledger.get("impairments", assetId);
  return row !== undefined && (row.shortfallAtoms > 0n || row.frozenSince > 0n);
}

/** Every price that the account's health depends on may be used. */
export function isPriced(ledger: Ledger, account: AccountRow): boolean {
  const { settlementAssetId } = ledger.must("segments", account.segmentId);
  const others = account.balances.filter(({ assetId }) => assetId !== settlementAssetId);
  return (
    others.every(({ assetId }) => isAssetKnown(ledger, account.segmentId, assetId)) &&
    account.positions.every(({ instrumentId }) => isMarkFresh(ledger, instrumentId))
  );
}

/** The mark that held for half of the window, from the whole history of marks. */
export const medianMarkOf = (ledger: Ledger, instrumentId: number, windowMs: number): bigint =>
  medianOf(ledger, ledger.marks.get(instrumentId) ?? [], windowMs) ?? mustMark(ledger, instrumentId);

/** The price that held for half of the window: the least that reaches half; null if none did. */
function medianOf({ timeMs }: Ledger, past: readonly PastPrice[], windowMs: number): bigint | null {
  const first = past.findLastIndex((price) => price.timeMs <= timeMs - windowMs);
  const recent = past.slice(Math.max(first, 0));
  const stood = recent.map(({ timeMs: fromMs, value }, index) => {
    const untilMs = recent[index + 1]?.timeMs ?? timeMs;
    return { value, ms: Math.max(0, untilMs - Math.max(fromMs, timeMs - windowMs)) };
  });
  const total = stood.reduce((sum, { ms }) => sum + ms, 0);
  if (total === 0) return null;
  const prices = stood.filter(({ ms }) => ms > 0).map(({ value }) => value);
  const reached = (price: bigint) => stood.reduce((sum, { value, ms }) => sum + (value <= price ? ms : 0), 0);
  return prices.filter((price) => 2 * reached(price) >= total).reduce((left, right) => (right < left ? right : left));
}
