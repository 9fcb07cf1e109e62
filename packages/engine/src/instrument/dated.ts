/**
 * What the terms of every contract with an expiry must satisfy.
 *
 * @module
 */
import { FeedKind } from "@novate/codec";
import { type Fault, fault, firstFault, outside } from "../command/fault.ts";
import type { StateView } from "../state/state.ts";
import type { InstrumentOf } from "./rule.ts";

type DatedSpec = InstrumentOf<"Future" | "Option">["spec"];

/** Ten years ahead. */
const MAX_TERM_MS = 315_576_000_000;

export const faultOfDated = (state: StateView, spec: DatedSpec, timeMs: number): Fault | null =>
  firstFault(outside("expiryMs", spec.terms.expiryMs, timeMs + 1, timeMs + MAX_TERM_MS), faultOfForward(state, spec));

/** An expiry has one forward at most: contracts of it are not marked on one and margined on another. */
function faultOfForward(state: StateView, { underlyingId, terms }: DatedSpec): Fault | null {
  const { expiryMs, forwardFeedId } = terms;
  if (forwardFeedId === null) return null;
  if (state.feeds.get(forwardFeedId)?.spec.kind !== FeedKind.forward)
    return fault("forwardFeedId", `no forward feed ${forwardFeedId}`);
  for (const { spec } of state.instruments.values()) {
    if (spec.underlyingId !== underlyingId || !("expiryMs" in spec.terms) || spec.terms.expiryMs !== expiryMs) continue;
    const other = spec.terms.forwardFeedId;
    if (other !== null && other !== forwardFeedId)
      return fault("forwardFeedId", `the expiry has forward feed ${other}`);
  }
  return null;
}
