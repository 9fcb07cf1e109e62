/**
 * What a transaction would be told if it were heard now: every fault of it, and what its command would do. Nothing is written.
 *
 * An answer to a question, as of the last block: the next one has another time, other prices, and others' transactions before it.
 *
 * @module
 */
import type { Event, Refusal, Transaction, TransactionEnvelope } from "@novate/codec";
import type { Outcome } from "../command/decision.ts";
import type { House } from "../command/house.ts";
import { Looks } from "../derived/looks.ts";
import { prove } from "../prepare/prove.ts";
import type { VerifySignature } from "../prepare/verifySignature.ts";
import { decide } from "../registry/decide.ts";
import { evolve } from "../registry/evolve.ts";
import { forkState, houseOf, type StateView, type WritableState } from "../state/state.ts";
import { faultsOf } from "./hear.ts";
import { type Asked, fieldOf, putRight } from "./putRight.ts";

export interface Examination {
  /** Of the envelope: house, expiry, signature, nonce. */
  readonly faults: readonly Refusal[];
  /**
   * What the command's own rules say no with, rights among them: first what the house would say, then what it would say with that put
   * right, and so on as far as one knows how. `field`: the command's, or `signer`; null where a rule is about several.
   */
  readonly refusals: readonly { readonly refusal: Refusal; readonly field: string | null }[];
  /** Of a batch, an answer an item; of one that is refused as a whole, what its items would be told. */
  readonly outcomes: readonly Outcome[];
  /** What the command does, and the state with it; nothing of one that is refused. */
  readonly events: readonly Event[];
  readonly after: StateView;
}

/** Looks at one command, each behind a field that was put right. */
const MOST_LOOKS = 8;

/**
 * `isSigned`: whether its signature holds; true of one that is not signed yet. Work: that of deciding it, once for each fault that can be
 * put right, and of checking what it carries, whether or not a block would come so far.
 */
export function examine(
  { margin, derived }: Pick<House, "margin" | "derived">,
  state: StateView,
  transaction: Transaction,
  isSigned: boolean,
  verify: VerifySignature,
): Examination {
  const { house: houseId, timeMs, height } = houseOf(state);
  const faults = [...faultsOf(state, transaction, isSigned)];
  const evidence = prove({ house: houseId, command: transaction.command }, verify);
  const refusals: { refusal: Refusal; field: string | null }[] = [];
  const mended = new Set<string>();
  let asked: Asked | null = transaction;
  for (let look = 0; asked !== null && look < MOST_LOOKS; look++) {
    const after = forkState(state);
    const given = { timeMs, height, evidence, margin, owing: derived.owers, looks: new Looks(), evolve };
    const decision: ReturnType<typeof decide> = decide(after, asked.command, { ...given, signer: asked.signer });
    if (decision.accepted) {
      const { outcomes, events } = carriedOut(after, decision);
      if (refusals.length === 0) return { faults, refusals, outcomes, events, after };
      return { faults, refusals, outcomes, events: [], after: state };
    }
    const { refusal } = decision;
    const field = fieldOf(state, asked, refusal);
    // A rule that does not like what was put in here says nothing of what was asked.
    if (field !== null && mended.has(field)) break;
    refusals.push({ refusal, field });
    if (field !== null) mended.add(field);
    asked = putRight(state, asked, refusal);
  }
  return { faults, refusals, outcomes: [], events: [], after: state };
}

/** Every step of an accepted command, written into the fork. */
function carriedOut(after: WritableState, decision: Extract<ReturnType<typeof decide>, { readonly accepted: true }>) {
  const steps = "events" in decision ? [{ events: decision.events, outcomes: [] }] : decision.steps;
  const outcomes: Outcome[] = [];
  const events: Event[] = [];
  for (const step of steps) {
    for (const event of step.events) evolve(after, event);
    events.push(...step.events);
    for (const [index, outcome] of step.outcomes) outcomes[index] = outcome;
  }
  return { outcomes, events };
}

/** What is wrong with an envelope whose command nobody can read: house, expiry, nonce. */
export const envelopeFaults = (state: StateView, envelope: TransactionEnvelope): Refusal[] => [
  ...faultsOf(state, envelope, true),
];
