/**
 * What a transaction would be told if it were heard now: every fault of it, and what its command would do. Nothing is written.
 *
 * An answer to a question, as of the last block: the next one has another time, other prices, and others' transactions before it.
 *
 * @module
 */
import type { Event, Refusal, Transaction } from "@novate/codec";
import type { Outcome } from "../command/decision.ts";
import type { House } from "../command/house.ts";
import { Looks } from "../derived/looks.ts";
import { prove } from "../prepare/prove.ts";
import type { VerifySignature } from "../prepare/verifySignature.ts";
import { decide } from "../registry/decide.ts";
import { evolve } from "../registry/evolve.ts";
import { forkState, houseOf, type StateView } from "../state/state.ts";
import { faultsOf } from "./hear.ts";

export interface Examination {
  /** Of the envelope: house, expiry, signature, nonce. */
  readonly faults: readonly Refusal[];
  /** What the command's own rules say no with, rights among them. */
  readonly refusal: Refusal | null;
  /** Of a batch, an answer an item. */
  readonly outcomes: readonly Outcome[];
  /** What the command does, and the state with it. */
  readonly events: readonly Event[];
  readonly after: StateView;
}

/**
 * `isSigned`: whether its signature holds; true of one that is not signed yet. Work: that of deciding it, and of checking what it
 * carries, whether or not a block would come so far.
 */
export function examine(
  { margin, derived }: Pick<House, "margin" | "derived">,
  state: StateView,
  transaction: Transaction,
  isSigned: boolean,
  verify: VerifySignature,
): Examination {
  const { house: houseId, timeMs, height } = houseOf(state);
  const { signer, command } = transaction;
  const faults = [...faultsOf(state, transaction, isSigned)];
  const evidence = prove({ house: houseId, command }, verify);
  const after = forkState(state);
  const given = { timeMs, height, signer, evidence, margin, owing: derived.owers, looks: new Looks(), evolve };
  const decision = decide(after, command, given);
  if (!decision.accepted) return { faults, refusal: decision.refusal, outcomes: [], events: [], after };
  const steps = "events" in decision ? [{ events: decision.events, outcomes: [] }] : decision.steps;
  const outcomes: Outcome[] = [];
  const events: Event[] = [];
  for (const step of steps) {
    for (const event of step.events) evolve(after, event);
    events.push(...step.events);
    for (const [index, outcome] of step.outcomes) outcomes[index] = outcome;
  }
  return { faults, refusal: null, outcomes, events, after };
}
