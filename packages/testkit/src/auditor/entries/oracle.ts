/**
 * Prices: what was said, what was made of it, and what may be used (INV-013, INV-016).
 *
 * @module
 */
import { type AnnouncedRange, InstrumentStatus, MarketMode } from "@novate/codec";
import { lots, PPM_ONE } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import { type Ledger, remember } from "../ledger.ts";
import { deepWords, isFreshSource, isLean, weightOn } from "../standing.ts";
import { abs, ceil, floor } from "../sums.ts";
import { isFeedFresh, isOpenAt } from "../worth.ts";
import type { Entries } from "./entry.ts";

const CLOCK_SKEW_MS = 2_000;

/** INV-016: how a market's mode may move. A halted market opens through close-only. */
const EDGES: readonly (readonly [number, number])[] = [
  [MarketMode.open, MarketMode.closeOnly],
  [MarketMode.open, MarketMode.halted],
  [MarketMode.closeOnly, MarketMode.open],
  [MarketMode.closeOnly, MarketMode.halted],
  [MarketMode.halted, MarketMode.closeOnly],
];
const isEdge = (source: number, target: number): boolean =>
  EDGES.some(([from, to]) => from === source && to === target);

/** What publishers say now that counts: fresh, changing, and by somebody with weight. */
function freshWords(ledger: Ledger, feedId: number): { value: bigint; weight: number }[] {
  const feed = ledger.must("feeds", feedId);
  return feed.sources
    .filter((source) => isFreshSource(ledger, feed, source))
    .map(({ publisherId, value }) => ({ value, weight: weightOn(ledger, feedId, publisherId) }));
}

export const oracleEntries: Entries<
  | "ObservationAccepted"
  | "FeedAggregated"
  | "PriceJumpPending"
  | "PriceReachWidened"
  | "SourceJudged"
  | "MarkSet"
  | "UnderlyingModeSet"
  | "MarketModeSet"
  | "VolatilityUpdated"
  | "ScanRangeAnnounced"
  | "ScanRangeBound"
  | "MovesSampled"
  | "CreditPairJudged"
> = {
  ObservationAccepted(ledger, { feedId, source }) {
    const feed = ledger.must("feeds", feedId);
    const last = feed.sources.find(({ publisherId }) => publisherId === source.publisherId);
    const { minimum, maximum } = feed.spec;
    check(
      "ORCL-001",
      last === undefined || source.publishedAtMs > last.publishedAtMs,
      () => "an observation is not newer",
    );
    check("ORCL-002", source.publishedAtMs <= ledger.timeMs + CLOCK_SKEW_MS, () => "an observation from the future");
    check(
      "INV-013",
      source.value > 0n && source.value > minimum && source.value < maximum,
      () => `${source.value} is no price`,
    );
    const changedAtMs = last?.value === source.value ? last.changedAtMs : source.publishedAtMs;
    checkEqual("ORCL-021", source.changedAtMs, changedAtMs, "when a source's value changed");
    const sources = [...feed.sources.filter(({ publisherId }) => publisherId !== source.publisherId), source];
    sources.sort((left, right) => left.publisherId - right.publisherId);
    ledger.put("feeds", { ...feed, sources });
  },

  FeedAggregated(ledger, { type: _, ...aggregate }) {
    const feed = ledger.must("feeds", aggregate.feedId);
    const words = freshWords(ledger, aggregate.feedId);
    const { quorum } = feed.spec;
    check("INV-013", words.length >= quorum, () => `feed ${aggregate.feedId} has ${words.length} of ${quorum} sources`);
    const weighed = (some: typeof words) => some.reduce((sum, { weight }) => sum + weight, 0);
    const publishers = [...ledger.tables.publishers.values()];
    const registered = publishers.reduce(
      (sum, { publisherId }) => sum + weightOn(ledger, aggregate.feedId, publisherId),
      0,
    );
    check("ORCL-023", 3 * weighed(words) >= 2 * registered, () => "less than two thirds of the weight is fresh");
    const { value, confidence, low, high } = aggregate;
    check(
      "INV-013",
      words.some((word) => word.value === value),
      () => `nobody said ${value}`,
    );
    const half = weighed(words) / 2;
    const [below, above] = [words.filter((word) => word.value < value), words.filter((word) => word.value > value)];
    check("ORCL-004", weighed(below) < half && weighed(above) <= half, () => `${value} is not the median`);
    checkEqual("INV-013", aggregate.aggregatedAtMs, ledger.timeMs, "time of an aggregate");
    check("ORCL-066", isOpenAt(feed.spec, ledger.timeMs), () => "a price of a closed market");
    check("ORCL-006", confidence >= 0n, () => "a negative confidence");
    const said = words.map((word) => word.value);
    const isReached = (end: bigint, edge: bigint) =>
      end === (edge < 0n ? 0n : edge) || said.includes(end) || isLean(aggregate, end);
    check("ORCL-045", low <= value && isReached(low, value - confidence), () => `the price reaches down to ${low}`);
    check("ORCL-045", high >= value && isReached(high, value + confidence), () => `the price reaches up to ${high}`);
    for (const word of deepWords(ledger, aggregate.feedId, aggregate))
      check(
        "ORCL-045",
        low <= word && word <= high,
        () => `the price stops short of ${word}, by a fifth of the weight`,
      );
    const { feedId, ...fields } = aggregate;
    remember(ledger.prices, feedId, { timeMs: ledger.timeMs, value });
    ledger.put("feeds", { ...feed, ...fields, recentValues: [], pendingValue: 0n, pendingAtMs: 0 });
    ledger.adopted.set(`feeds/${aggregate.feedId}`, ["recentValues"]);
  },

  PriceJumpPending(ledger, { feedId, value, low, high, pendingAtMs }) {
    const feed = ledger.must("feeds", feedId);
    check("ORCL-007", value !== feed.value, () => "a jump to where the price is");
    check("ORCL-043", low <= feed.low && high >= feed.high, () => "a waiting jump narrows the price");
    const isSame = feed.pendingAtMs > 0 && feed.pendingValue > feed.value === value > feed.value;
    checkEqual("ORCL-044", pendingAtMs, isSame ? feed.pendingAtMs : ledger.timeMs, "time since which a jump waits");
    ledger.change("feeds", feedId, { pendingValue: value, low, high, pendingAtMs });
  },

  PriceReachWidened(ledger, { feedId, low, high }) {
    const feed = ledger.must("feeds", feedId);
    check("ORCL-054", low <= feed.low && high >= feed.high, () => "a price reaches less far than it did");
    const said = freshWords(ledger, feedId).map(({ value }) => value);
    const isReached = (end: bigint, was: bigint) => end === was || said.includes(end) || isLean(feed, end);
    check("ORCL-054", isReached(low, feed.low) && isReached(high, feed.high), () => "a price reaches where nobody is");
    ledger.change("feeds", feedId, { low, high });
  },

  SourceJudged(ledger, { feedId, publisherId, apartSinceMs, agreesSinceMs }) {
    const feed = ledger.must("feeds", feedId);
    const isNow = (atMs: number) => atMs === ledger.timeMs || atMs === 0;
    const sources = feed.sources.map((source) => {
      if (source.publisherId !== publisherId) return source;
      check("ORCL-046", isNow(apartSinceMs) || apartSinceMs === source.apartSinceMs, () => "apart since another time");
      check(
        "ORCL-046",
        isNow(agreesSinceMs) || agreesSinceMs === source.agreesSinceMs,
        () => "agrees since another time",
      );
      return { ...source, apartSinceMs, agreesSinceMs };
    });
    ledger.put("feeds", { ...feed, sources });
  },

  MarkSet(ledger, { instrumentId, markTicks, markedAtMs, basisE6 }) {
    const { spec, segmentId } = ledger.must("instruments", instrumentId);
    const index = ledger.must("feeds", ledger.must("underlyings", spec.underlyingId).spec.indexFeedId);
    check(
      "INV-013",
      isFeedFresh(ledger, index.spec.feedId),
      () => `instrument ${instrumentId} was marked on a stale index`,
    );
    checkEqual("INV-013", markedAtMs, ledger.timeMs, "time of a mark");
    const { oracle } = ledger.must("segments", segmentId).parameters;
    if (spec.terms.type === "Perpetual") {
      const price = index.value / spec.tickFeedUnits;
      const reach = ceil(price * oracle.priceBandPpm, PPM_ONE) + 2n;
      check(
        "INV-013",
        abs(markTicks - price) <= reach,
        () => `mark ${markTicks} is outside the band of index ${price}`,
      );
      const nearest = floor(2n * index.value + spec.tickFeedUnits, 2n * spec.tickFeedUnits);
      if (spec.terms.premiumFeedId === null)
        checkEqual("ORCL-087", markTicks, nearest, `mark of instrument ${instrumentId}, whose premium nobody says`);
    }
    const market = ledger.must("markets", instrumentId);
    check("INV-013", market.status === InstrumentStatus.listed, () => "a settled instrument was marked");
    remember(ledger.marks, instrumentId, { timeMs: markedAtMs, value: markTicks });
    ledger.put("markets", {
      ...market,
      mark: { priceTicks: markTicks, atMs: markedAtMs },
      basisE6,
      recentMarks: [],
      printedLots: lots(0n),
      printedTicks: 0n,
    });
    ledger.adopted.set(`markets/${instrumentId}`, ["recentMarks"]);
  },

  UnderlyingModeSet(ledger, { underlyingId, mode }) {
    const underlying = ledger.must("underlyings", underlyingId);
    check(
      "INV-016",
      isEdge(underlying.mode, mode),
      () => `underlying ${underlyingId} went from ${underlying.mode} to ${mode}`,
    );
    const feed = ledger.must("feeds", underlying.spec.indexFeedId);
    if (mode === MarketMode.open) {
      check(
        "INV-013",
        isFeedFresh(ledger, feed.spec.feedId),
        () => `underlying ${underlyingId} opened on a stale price`,
      );
      check(
        "INV-013",
        feed.aggregatedAtMs >= ledger.house.resumedAtMs,
        () => "a market opened on a price from before the outage",
      );
    }
    ledger.put("underlyings", { ...underlying, mode });
  },

  MarketModeSet(ledger, { instrumentId, mode }) {
    const market = ledger.must("markets", instrumentId);
    check("INV-016", isEdge(market.mode, mode), () => `market ${instrumentId} went from ${market.mode} to ${mode}`);
    ledger.put("markets", { ...market, mode });
  },

  VolatilityUpdated(ledger, { type: _, underlyingId, publishedRangePpm: published, ...fields }) {
    check("MARG-001", published > 0n, () => `a published range of ${published}`);
    check("MARG-014", fields.newRiskRangePpm >= published, () => "new risk is margined below existing risk");
    const before = ledger.must("underlyings", underlyingId);
    if (before.forecast.length === 0) {
      ledger.change("underlyings", underlyingId, { ...fields, scanRangePpm: published });
      return;
    }
    const scanRangePpm = before.scanRangePpm < published ? before.scanRangePpm : published;
    const announced: AnnouncedRange[] = [];
    for (const { rangePpm, bindsAtMs } of before.announced) {
      const kept = rangePpm < published ? rangePpm : published;
      if (kept > (announced.at(-1)?.rangePpm ?? scanRangePpm)) announced.push({ rangePpm: kept, bindsAtMs });
    }
    ledger.change("underlyings", underlyingId, { ...fields, scanRangePpm, announced });
  },

  ScanRangeAnnounced(ledger, { underlyingId, announced: { rangePpm, bindsAtMs } }) {
    const { announced, newRiskRangePpm, scanRangePpm } = ledger.must("underlyings", underlyingId);
    const coming = announced.at(-1)?.rangePpm ?? scanRangePpm;
    check("CALL-001", rangePpm > coming, () => `a rise to ${rangePpm} from ${coming} was announced`);
    check("MARG-014", rangePpm <= newRiskRangePpm, () => "a range above that of new risk was announced");
    checkEqual("CALL-001", bindsAtMs, ledger.timeMs + 15 * 60_000, "when a rise binds");
    ledger.change("underlyings", underlyingId, { announced: [...announced, { rangePpm, bindsAtMs }] });
  },

  ScanRangeBound(ledger, { underlyingId, scanRangePpm }) {
    const { announced } = ledger.must("underlyings", underlyingId);
    const due = announced.find(({ rangePpm }) => rangePpm === scanRangePpm);
    check(
      "CALL-001",
      due !== undefined && due.bindsAtMs <= ledger.timeMs,
      () => `${scanRangePpm} binds before its time`,
    );
    const later = announced.filter(({ bindsAtMs }) => bindsAtMs > due!.bindsAtMs);
    ledger.change("underlyings", underlyingId, { scanRangePpm, announced: later });
  },

  MovesSampled(ledger, { sample }) {
    const { segmentId, sequence, sampledAtMs } = sample;
    const segment = ledger.must("segments", segmentId);
    checkEqual("FCST-046", sequence, segment.moveSequence + 1, "sequence of a sample");
    checkEqual("FCST-046", sampledAtMs, ledger.timeMs, "time of a sample");
    for (const { underlyingId, value } of sample.entries) {
      const { indexFeedId } = ledger.must("underlyings", underlyingId).spec;
      check(
        "INV-013",
        isFeedFresh(ledger, indexFeedId),
        () => `underlying ${underlyingId} was sampled on a stale index`,
      );
      checkEqual("INV-013", value, ledger.must("feeds", indexFeedId).value, "price of a sample");
    }
    ledger.put("moves", sample);
    ledger.change("segments", segmentId, { moveSequence: sequence, moveSampledAtMs: sampledAtMs });
  },

  CreditPairJudged(ledger, { type: _, segmentId, leftUnderlyingId, rightUnderlyingId, ...judgement }) {
    const key = `${segmentId}/${leftUnderlyingId}/${rightUnderlyingId}`;
    const before = ledger.must("creditPairs", key);
    const { spec, isHolding } = before;
    const { correlationPpm } = judgement;
    check("MARG-023", abs(correlationPpm) <= PPM_ONE, () => `a correlation of ${correlationPpm}`);
    const holds = holdsCredit(spec, correlationPpm, isHolding);
    check("MARG-075", judgement.isHolding === holds, () => `credit ${key} holds: ${judgement.isHolding}, not ${holds}`);
    const lapsesAtMs = lapseOf(before, holds, ledger.timeMs);
    checkEqual("MARG-101", judgement.lapsesAtMs, lapsesAtMs, `when credit ${key} ends`);
    ledger.change("creditPairs", key, judgement);
  },
};

/** MARG-101: a credit that is lost counts for a quarter of an hour more. */
export function lapseOf(
  before: { readonly isHolding: boolean; readonly lapsesAtMs: number },
  isHolding: boolean,
  timeMs: number,
): number {
  if (isHolding) return 0;
  return before.isHolding ? timeMs + 15 * 60_000 : before.lapsesAtMs;
}

/** MARG-075: one threshold to gain a credit, a lower one to lose it. */
export function holdsCredit(
  { creditPpm, holdAtPpm, breakAtPpm }: { creditPpm: bigint; holdAtPpm: bigint; breakAtPpm: bigint },
  correlationPpm: bigint,
  hadCredit: boolean,
): boolean {
  return creditPpm > 0n && correlationPpm >= (hadCredit ? breakAtPpm : holdAtPpm);
}
