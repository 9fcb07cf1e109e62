/**
 * Whether an account is in good standing by every honest price: a second reckoning of where its prices may stand, from rows alone.
 *
 * An honest price is the middle, the median of half a minute, a perpetual's index, and the fresh word of each source with a
 * fifth of a feed's governed weight, unless it stood apart alone for longer than ten minutes. What needs a model to say,
 * an option's worth elsewhere, the doubt of a surface, what age adds, grants more than is counted here. INV-032, INV-033.
 *
 * @module
 */
import { type AccountRow, type FeedRow, type InstrumentRow, InstrumentStatus, type Position } from "@novate/codec";
import { MINUTE_MS, PPM_ONE, sqrtDown } from "@novate/num";
import type { Ledger } from "./ledger.ts";
import { abs, ceil, floor, most } from "./sums.ts";
import { isClosedSince, lotsValueOf, medianMarkOf, mustMark, overdueOf } from "./worth.ts";

const LONE_REACH_MS = 10 * MINUTE_MS;
/** No scan takes more of a price. */
const MOST_FALL_PPM = 990_000n;
/** A source this near agrees with the price. */
const AGREEMENT_PPM = 10_000n;

/** ORCL-042: what a publisher's word weighs on a feed. */
export function weightOn(ledger: Ledger, feedId: number, publisherId: number): number {
  const { weights } = ledger.must("feeds", feedId).spec;
  const own = ledger.get("publishers", publisherId)?.weight ?? 0;
  const governed = weights.find((one) => one.publisherId === publisherId)?.weight ?? 0;
  return own > 0 && weights.length > 0 ? governed : own;
}

/** Whether a source counts now: heard of lately, changing, and with weight. */
export function isFreshSource(ledger: Ledger, { spec }: FeedRow, source: FeedRow["sources"][number]): boolean {
  const { publishedAtMs, changedAtMs, publisherId } = source;
  const isFresh = ledger.timeMs - publishedAtMs <= spec.maxAgeMs && publishedAtMs - changedAtMs <= spec.heartbeatMs;
  const isOfNow = isFresh && !isClosedSince(ledger, spec, publishedAtMs);
  return isOfNow && weightOn(ledger, spec.feedId, publisherId) > 0;
}

type Price = Pick<FeedRow, "value" | "confidence">;

/** ORCL-068: what a source counts for at least that agrees with a price and leans to a side. */
const leanOf = ({ value, confidence }: Price): bigint => most(confidence, ceil(value, 1_000n));
export const isLean = (price: Price, end: bigint): boolean => abs(end - price.value) === leanOf(price);

/** What the fresh sources say of a feed, as far as it counts, that hold a fifth of its registered weight each and are not owing agreement. */
export function deepWords(ledger: Ledger, feedId: number, price: Price = ledger.must("feeds", feedId)): bigint[] {
  const feed = ledger.must("feeds", feedId);
  const publishers = [...ledger.rows("publishers")];
  const registered = publishers.reduce((sum, { publisherId }) => sum + weightOn(ledger, feedId, publisherId), 0);
  const near = ceil(price.value * AGREEMENT_PPM, PPM_ONE);
  const counted = (word: bigint): bigint => {
    const [away, lean] = [abs(word - price.value), leanOf(price)];
    return away <= lean || away > near ? word : price.value + (word < price.value ? -lean : lean);
  };
  return feed.sources
    .filter((source) => isFreshSource(ledger, feed, source))
    .filter(({ publisherId }) => 5 * weightOn(ledger, feedId, publisherId) >= registered)
    .filter(
      ({ value, apartSinceMs }) =>
        abs(value - price.value) <= near || apartSinceMs === 0 || ledger.timeMs - apartSinceMs <= LONE_REACH_MS,
    )
    .map(({ value }) => counted(value));
}

/** What equity gains, of one underlying's positions that were confirmed together, at each honest price. */
interface Reach {
  readonly feed: FeedRow;
  median: bigint;
  index: bigint;
  /** What it gains when the index doubles; null where an option is among them. */
  delta: bigint | null;
}

/** What equity is better by at the best honest price of each underlying. No less must be granted before anything is taken. */
export function honestReachOf(ledger: Ledger, account: AccountRow): bigint {
  const { medianWindowMs, unknownTermMs } = ledger.must("segments", account.segmentId).parameters.oracle;
  const reaches = new Map<string, Reach>();
  for (const { instrumentId, lots } of account.positions) {
    const market = ledger.must("markets", instrumentId);
    if (market.status === InstrumentStatus.settled) continue;
    const { underlyingId, terms, tickFeedUnits } = ledger.must("instruments", instrumentId).spec;
    const feed = ledger.must("feeds", ledger.must("underlyings", underlyingId).spec.indexFeedId);
    const mark = mustMark(ledger, instrumentId);
    const overdueMs = overdueOf(ledger, feed, market.mark!.atMs); // what is held has a mark
    if (overdueMs > unknownTermMs) continue;
    const key = `${underlyingId}/${overdueMs}`;
    const reach: Reach = reaches.get(key) ?? { feed, median: 0n, index: 0n, delta: 0n };
    const shift = (price: bigint) => lotsValueOf(ledger, instrumentId, lots, price - mark);
    reach.median += shift(medianMarkOf(ledger, instrumentId, medianWindowMs));
    if (terms.type === "Perpetual") reach.index += shift(floor(2n * feed.value + tickFeedUnits, 2n * tickFeedUnits));
    const isLinear = terms.type === "Perpetual"; // a future's average may be fixed in part
    if (!isLinear) reach.delta = null;
    else if (reach.delta !== null) reach.delta += lotsValueOf(ledger, instrumentId, lots, mark);
    reaches.set(key, reach);
  }
  let total = 0n;
  for (const { feed, median, index, delta } of reaches.values()) {
    const words = delta === null ? [] : deepWords(ledger, feed.spec.feedId);
    const gains = words.map((word) => floor(delta! * (word - feed.value), feed.value));
    total += [0n, median, index, ...gains].reduce((best, gain) => (gain > best ? gain : best));
  }
  return total;
}

/** What maintenance margin of a single linear position is at least and at most; null for any other account. */
export function maintenanceBounds(ledger: Ledger, account: AccountRow): { least: bigint; most: bigint } | null {
  const open = account.positions.filter(
    ({ instrumentId }) => ledger.must("markets", instrumentId).status === InstrumentStatus.listed,
  );
  const [position] = open;
  if (open.length !== 1 || position === undefined || account.positions.length !== 1) return null;
  const instrument = ledger.must("instruments", position.instrumentId);
  if (instrument.spec.terms.type !== "Perpetual") return null;
  return perpetualBounds(ledger, account, position, instrument);
}

const part = (amount: bigint, ppm: bigint): bigint => ceil(amount * ppm, PPM_ONE);

/** The grid goes on to four thirds of the range (MARG-013). */
const farOf = (rangePpm: bigint): bigint => floor(4n * rangePpm, 3n);

/** What the scan takes of a perpetual at least, before any factor: of a long one 99 %, since no scan takes a price to less than a hundredth. */
export function leastScanOf(worth: bigint, rangePpm: bigint, isLong: boolean): bigint {
  const far = farOf(rangePpm);
  return part(worth, isLong && far > MOST_FALL_PPM ? MOST_FALL_PPM : far);
}

/** MARG-001, MARG-030, MARG-032, MARG-036, MARG-041 for one perpetual, each charge at its least or its most. */
function perpetualBounds(ledger: Ledger, account: AccountRow, position: Position, { spec, segmentId }: InstrumentRow) {
  const { margin, clearing } = ledger.must("segments", segmentId).parameters;
  const underlying = ledger.must("underlyings", spec.underlyingId);
  const index = ledger.must("feeds", underlying.spec.indexFeedId).value / spec.tickFeedUnits;
  const mark = mustMark(ledger, position.instrumentId);
  const worth = (price: bigint) => abs(lotsValueOf(ledger, position.instrumentId, position.lots, price));
  const [low, high] = index < mark ? [worth(index), worth(mark)] : [worth(mark), worth(index + 1n)];
  const range = underlying.scanRangePpm;
  const factor = margin.maintenanceFactorPpm;
  // Collateral stands in the scenarios of a portfolio, may hedge all of it, and joint scenarios may ask for more.
  const isHedged =
    account.method >= 2 &&
    account.balances.some(({ assetId }) => assetId !== ledger.settlementAsset(account.accountId));
  const far = farOf(range);
  const least = isHedged ? 0n : part(leastScanOf(low, range, position.lots > 0n), factor);
  const scan = far + margin.perpetualTiltPpm + 1n;
  const base = part(part(high, scan > margin.unhedgedPpm ? scan : margin.unhedgedPpm), factor);
  const size = grossOf(ledger, account.owner, spec.underlyingId);
  const depth = underlying.spec.depthAtoms > 0n ? underlying.spec.depthAtoms : 1n;
  const root = sqrtDown(floor(size * PPM_ONE * PPM_ONE, depth)) + 1n;
  const liquidity = part(part(part(high, range), margin.liquidityDeltaPpm), root);
  const funding = part(high, clearing.fundingClampPpm * ceil(8n * 3_600_000n, BigInt(clearing.fundingPeriodMs)));
  return { least: floor(least * 99n, 100n), most: floor((base + liquidity + funding) * 102n, 100n) + 10n };
}

/** What all accounts of an owner hold of an underlying, both sides together, at the marks. */
function grossOf(ledger: Ledger, owner: string, underlyingId: number): bigint {
  let total = 0n;
  for (const row of ledger.rows("accounts")) {
    if (row.owner !== owner) continue;
    for (const { instrumentId, lots } of row.positions) {
      if (ledger.must("instruments", instrumentId).spec.underlyingId !== underlyingId) continue;
      const { mark, settlementTicks } = ledger.must("markets", instrumentId);
      if (settlementTicks === null) total += abs(lotsValueOf(ledger, instrumentId, lots, mark?.priceTicks ?? 0n));
    }
  }
  return total;
}
