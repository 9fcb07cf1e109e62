/** Registers a source-aggregated number, or moves its limits. What the number means never changes. @module */
import { FeedKind } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { fault, firstFault, outside } from "../../command/fault.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

export const registerFeed: ChangeRule<"RegisterFeed"> = {
  faultOf(state, { feedId, kind, symbol, decimals, minimum, maximum, heartbeatMs, maxAgeMs, quorum }) {
    const before = state.feeds.get(feedId)?.spec;
    return firstFault(
      feedId === 0 ? fault("feedId", "0 means no feed") : null,
      outside("kind", kind, FeedKind.index, FeedKind.venueMark),
      before !== undefined && before.kind !== kind ? fault("kind", "is fixed at registration") : null,
      symbol === "" ? fault("symbol", "is empty") : null,
      outside("decimals", decimals, 0, 18),
      before !== undefined && before.decimals !== decimals ? fault("decimals", "are fixed at registration") : null,
      minimum < 0n ? fault("minimum", "a price is above 0") : null,
      maximum <= minimum + 1n ? fault("maximum", "leaves no value above the minimum") : null,
      outside("heartbeatMs", heartbeatMs, 1, 30 * DAY_MS),
      outside("maxAgeMs", maxAgeMs, 1, 30 * DAY_MS),
      outside("quorum", quorum, 1, 32),
    );
  },

  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: true,

  write(state, { type: _, ...spec }) {
    const row = state.feeds.get(spec.feedId);
    state.feeds.put(row === undefined ? { spec, ...UNSEEN } : { ...row, spec });
  },
};

/** A feed before its first observation. */
const UNSEEN = {
  sources: [],
  value: 0n,
  confidence: 0n,
  sourceCount: 0,
  aggregatedAtMs: 0,
  pendingValue: 0n,
  pendingAtMs: 0,
  ratioE9: 0n,
  ratioAtMs: 0,
};
