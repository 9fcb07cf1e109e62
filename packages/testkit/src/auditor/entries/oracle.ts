/**
 * Prices: what was said, what was made of it, and what may be used (INV-013, INV-016).
 *
 * @module
 */
import { InstrumentStatus, MarketMode } from "@novate/codec";
import { PPM_ONE } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { abs, ceil } from "../sums.ts";
import { isFeedFresh } from "../worth.ts";
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

/** What publishers say now that counts: fresh, changing, and by somebody still registered. */
function freshValues(ledger: Ledger, feedId: number): bigint[] {
  const { sources, spec } = ledger.must("feeds", feedId);
  return sources
    .filter(
      ({ publisherId, publishedAtMs, changedAtMs }) =>
        (ledger.get("publishers", publisherId)?.weight ?? 0) > 0 &&
        ledger.timeMs - publishedAtMs <= spec.maxAgeMs &&
        publishedAtMs - changedAtMs <= spec.heartbeatMs,
    )
    .map(({ value }) => value);
}

export const oracleEntries: Entries<
  | "ObservationAccepted"
  | "FeedAggregated"
  | "PriceJumpPending"
  | "MarkSet"
  | "UnderlyingModeSet"
  | "MarketModeSet"
  | "VolatilityUpdated"
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
    const values = freshValues(ledger, aggregate.feedId);
    const { quorum } = feed.spec;
    check(
      "INV-013",
      values.length >= quorum,
      () => `feed ${aggregate.feedId} has ${values.length} of ${quorum} sources`,
    );
    check("INV-013", aggregate.sourceCount >= quorum, () => "an aggregate stands on less than its quorum");
    check("INV-013", values.includes(aggregate.value), () => `nobody said ${aggregate.value}`);
    checkEqual("INV-013", aggregate.aggregatedAtMs, ledger.timeMs, "time of an aggregate");
    check("ORCL-006", aggregate.confidence >= 0n, () => "a negative confidence");
    const { feedId: __, ...fields } = aggregate;
    ledger.put("feeds", { ...feed, ...fields, pendingValue: 0n, pendingAtMs: 0 });
  },

  PriceJumpPending(ledger, { feedId, value, pendingAtMs }) {
    check("ORCL-007", value !== ledger.must("feeds", feedId).value, () => "a jump to where the price is");
    ledger.change("feeds", feedId, { pendingValue: value, pendingAtMs });
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
    }
    const market = ledger.must("markets", instrumentId);
    check("INV-013", market.status === InstrumentStatus.listed, () => "a settled instrument was marked");
    const marks = ledger.marks.get(instrumentId) ?? [];
    marks.push({ timeMs: markedAtMs, value: markTicks });
    if (marks.length > 2_000) marks.splice(0, 1_000);
    ledger.marks.set(instrumentId, marks);
    ledger.put("markets", { ...market, mark: { priceTicks: markTicks, atMs: markedAtMs }, basisE6, recentMarks: [] });
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

  VolatilityUpdated(ledger, { type: _, underlyingId, ...fields }) {
    check("MARG-001", fields.scanRangePpm > 0n, () => `a scan range of ${fields.scanRangePpm}`);
    check("MARG-014", fields.newRiskRangePpm >= fields.scanRangePpm, () => "new risk is margined below existing risk");
    ledger.change("underlyings", underlyingId, fields);
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
    const { spec, isHolding } = ledger.must("creditPairs", key);
    const { correlationPpm } = judgement;
    check("MARG-023", abs(correlationPpm) <= PPM_ONE, () => `a correlation of ${correlationPpm}`);
    const holds = holdsCredit(spec, correlationPpm, isHolding);
    check("MARG-075", judgement.isHolding === holds, () => `credit ${key} holds: ${judgement.isHolding}, not ${holds}`);
    ledger.change("creditPairs", key, judgement);
  },
};

/** MARG-075: one threshold to gain a credit, a lower one to lose it. */
export function holdsCredit(
  { creditPpm, holdAtPpm, breakAtPpm }: { creditPpm: bigint; holdAtPpm: bigint; breakAtPpm: bigint },
  correlationPpm: bigint,
  hadCredit: boolean,
): boolean {
  return creditPpm > 0n && correlationPpm >= (hadCredit ? breakAtPpm : holdAtPpm);
}
