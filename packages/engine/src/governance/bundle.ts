/**
 * A bundle of changes as a whole: is each sound after the ones before it, and how long must it wait.
 *
 * @module
 */
import type { Change } from "@novate/codec";
import type { Fault } from "../command/fault.ts";
import { forkState, type StateView, type WritableState } from "../state/state.ts";
import { delayMsOf, faultOfChange, writeChange } from "./changes/rules.ts";
import { faultOfThinFeed } from "./thinFeeds.ts";

/** An unapproved bundle is forgotten after this long, so that an old signature cannot surprise (GOV-015). */
export const APPROVAL_LIFETIME_MS = 1_209_600_000;
/** Bundles of one governor that may wait at once: a block's look at them is bounded, and nobody fills another's places (GOV-016). */
export const MAX_BUNDLES = 32;

export interface BundleFault extends Fault {
  readonly index: number;
  readonly type: Change["type"];
}

/** What the refusal `ChangeInvalid` tells. */
export const faultData = ({ index, type, field, reason }: BundleFault) => ({ index, type, field, reason });

export type Trial =
  | { readonly ok: true; readonly fork: WritableState; readonly delayMs: number }
  | { readonly ok: false; readonly fault: BundleFault };

/** Writes the changes one after the other into a scratch copy; the delay is that of the slowest (GOV-011, GOV-004). */
export function tryChanges(state: StateView, changes: readonly Change[], timeMs: number): Trial {
  const fork = forkState(state);
  let delayMs = 0;
  for (const [index, change] of changes.entries()) {
    const fault = faultOfChange(fork, change, timeMs);
    if (fault !== null) return { ok: false, fault: { index, type: change.type, ...fault } };
    delayMs = Math.max(delayMs, delayMsOf(fork, change));
    writeChange(fork, change, timeMs);
  }
  for (const [index, change] of changes.entries()) {
    const fault = faultOfThinFeed(fork, change);
    if (fault !== null) return { ok: false, fault: { index, type: change.type, ...fault } };
  }
  return { ok: true, fork, delayMs };
}
