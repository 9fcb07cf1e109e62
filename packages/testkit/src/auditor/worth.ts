/**
 * What things are worth, from the twin's rows: values, gains, collateral, equity, and whether prices may be used.
 *
 * @module
 */
import { type AccountRow, InstrumentStatus, type Position } from "@novate/codec";
import { PPM_ONE } from "@novate/num";
import { check } from "./failure.ts";
import type { Ledger } from "./ledger.ts";
import { ceil, floor } from "./sums.ts";

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
  return feed !== undefined && feed.aggregatedAtMs > 0 && ledger.timeMs - feed.aggregatedAtMs <= feed.spec.maxAgeMs;
}

/** A price of an asset that counts: value per token and the decimals it is in. */
function assetPrice(ledger: Ledger, assetId: number): { readonly value: bigint; readonly decimals: number } | null {
  const feedId = ledger.must("assets", assetId).priceFeedId;
  const feed = ledger.get("feeds", feedId);
  if (feed === undefined || !isFeedFresh(ledger, feedId)) return null;
  const { minimum, maximum, decimals } = feed.spec;
  return feed.value > minimum && feed.value < maximum ? { value: feed.value, decimals } : null;
}

/** A balance in settlement atoms of a segment, haircut taken, rounded down. */
export function collateralValueOf(ledger: Ledger, segmentId: number, assetId: number, amount: bigint): bigint {
  const { settlementAssetId } = ledger.must("segments", segmentId);
  const [price, unit] = [assetPrice(ledger, assetId), assetPrice(ledger, settlementAssetId)];
  if (price === null || unit === null) return 0n;
  const haircut = ledger.get("collaterals", `${segmentId}/${assetId}`)?.haircutPpm ?? PPM_ONE;
  const kept = amount < 0n ? PPM_ONE : PPM_ONE - haircut;
  const ten = (exponent: number) => 10n ** BigInt(exponent);
  const above = amount * price.value * ten(unit.decimals + ledger.must("assets", settlementAssetId).decimals) * kept;
  const below = unit.value * ten(price.decimals + ledger.must("assets", assetId).decimals) * PPM_ONE;
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
  return mark !== null && mark.atMs >= ledger.house.resumedAtMs && ledger.timeMs - mark.atMs <= spec.maxAgeMs;
}

/** Every price that the account's health depends on may be used. */
export function isPriced(ledger: Ledger, account: AccountRow): boolean {
  const { settlementAssetId } = ledger.must("segments", account.segmentId);
  const others = account.balances.filter(({ assetId }) => assetId !== settlementAssetId);
  const needed = others.length === 0 ? [] : [settlementAssetId, ...others.map(({ assetId }) => assetId)];
  return (
    needed.every((assetId) => assetPrice(ledger, assetId) !== null) &&
    account.positions.every(({ instrumentId }) => isMarkFresh(ledger, instrumentId))
  );
}

/** The mark that held for half of the window, from the whole history of marks: the least price that reaches half. */
export function medianMarkOf(ledger: Ledger, instrumentId: number, windowMs: number): bigint {
  const marks = ledger.marks.get(instrumentId) ?? [];
  const { timeMs } = ledger;
  const stood = marks.map(({ timeMs: fromMs, value }, index) => {
    const untilMs = marks[index + 1]?.timeMs ?? timeMs;
    return { value, ms: Math.max(0, untilMs - Math.max(fromMs, timeMs - windowMs)) };
  });
  const total = stood.reduce((sum, { ms }) => sum + ms, 0);
  if (total === 0) return mustMark(ledger, instrumentId);
  const prices = stood.filter(({ ms }) => ms > 0).map(({ value }) => value);
  const reached = (price: bigint) => stood.reduce((sum, { value, ms }) => sum + (value <= price ? ms : 0), 0);
  return prices.filter((price) => 2 * reached(price) >= total).reduce((left, right) => (right < left ? right : left));
}
