/** Registers a source-aggregated number, or moves its limits. What the number means never changes. @module */
import { type ChangeOf, FeedKind, type Sessions, type SourceWeight } from "@novate/codec";
import { DAY_MS, MINUTE_MS, PPM_ONE } from "@novate/num";
import { type Fault, fault, firstFault, outside } from "../../command/fault.ts";
import { MOST_FEED_UNITS } from "../../ledger/largest.ts";
import { houseOf, type StateView } from "../../state/state.ts";
import { faultOfScale } from "./contractScale.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

const WEEK_MINUTES = (7 * DAY_MS) / MINUTE_MS;

export const registerFeed: ChangeRule<"RegisterFeed"> = {
  faultOf(state, change) {
    const { feedId, kind, symbol, decimals, minimum, maximum, heartbeatMs, maxAgeMs, quorum } = change;
    const before = state.feeds.get(feedId)?.spec;
    return firstFault(
      feedId === 0 ? fault("feedId", "0 means no feed") : null,
      outside("kind", kind, FeedKind.index, FeedKind.premium),
      before !== undefined && before.kind !== kind ? fault("kind", "is fixed at registration") : null,
      symbol === "" ? fault("symbol", "is empty") : null,
      outside("decimals", decimals, 0, 18),
      before !== undefined && before.decimals !== decimals ? fault("decimals", "are fixed at registration") : null,
      minimum < 0n ? fault("minimum", "a price is above 0") : null,
      maximum <= minimum + 1n ? fault("maximum", "leaves no value above the minimum") : null,
      outside("maximum", maximum, 2n, MOST_FEED_UNITS),
      faultOfListings(state, change),
      outside("heartbeatMs", heartbeatMs, 1, 30 * DAY_MS),
      outside("maxAgeMs", maxAgeMs, 1, 30 * DAY_MS),
      outside("quorum", quorum, leastQuorum(state, before?.quorum), 32),
      faultOfWeights(change.weights, quorum),
      faultOfSessions(change.sessions),
    );
  },

  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: true,

  write(state, { type: _, ...spec }) {
    const row = state.feeds.get(spec.feedId);
    state.feeds.put(row === undefined ? { spec, ...UNSEEN } : { ...row, spec });
  },
};

/** Fewer than this, and two publishers who agree set a price. */
const SOUND_QUORUM = 3;

/** Only a genesis founds a thin feed, for development; later none is added and none is thinned (ORCL-057). */
const leastQuorum = (state: StateView, before: number | undefined): number =>
  houseOf(state).height === 0 ? 1 : Math.min(before ?? SOUND_QUORUM, SOUND_QUORUM);

function faultOfWeights(weights: readonly SourceWeight[], quorum: number): Fault | null {
  if (weights.length === 0) return null;
  const isAscending = weights.every(({ publisherId }, at) => publisherId > (weights[at - 1]?.publisherId ?? 0));
  return firstFault(
    isAscending ? null : fault("weights", "name each publisher once, ascending"),
    weights.every(({ weight }) => weight > 0 && weight <= 10_000) ? null : fault("weights", "are from 1 to 10000"),
    weights.length < quorum ? fault("weights", `name fewer sources than the quorum of ${quorum}`) : null,
  );
}

function faultOfSessions({ openings, closedRangePpm }: Sessions): Fault | null {
  const isOrdered = openings.every(
    ({ fromMinute, toMinute }, at) => fromMinute < toMinute && fromMinute >= (openings[at - 1]?.toMinute ?? 0),
  );
  return firstFault(
    isOrdered ? null : fault("sessions.openings", "are ascending, apart and not empty"),
    (openings.at(-1)?.toMinute ?? 0) > WEEK_MINUTES ? fault("sessions.openings", "end with the week") : null,
    outside("sessions.closedRangePpm", closedRangePpm, openings.length === 0 ? 0n : 1n, PPM_ONE),
  );
}

/** Prices that a feed may newly say must fit what is listed on it already. */
function faultOfListings(state: StateView, change: ChangeOf<"RegisterFeed">): Fault | null {
  if (change.maximum <= (state.feeds.get(change.feedId)?.spec.maximum ?? MOST_FEED_UNITS)) return null;
  for (const { spec } of state.instruments.values()) {
    if (state.underlyings.get(spec.underlyingId)?.spec.indexFeedId !== change.feedId) continue;
    const found = faultOfScale(change, spec);
    if (found !== null) return fault("maximum", `of instrument ${spec.instrumentId} ${found.reason}`);
  }
  return null;
}

/** A feed before its first observation. */
const UNSEEN = {
  sources: [],
  value: 0n,
  confidence: 0n,
  low: 0n,
  high: 0n,
  sourceCount: 0,
  aggregatedAtMs: 0,
  recentValues: [],
  pendingValue: 0n,
  pendingAtMs: 0,
  ratioE9: 0n,
  ratioAtMs: 0,
};
