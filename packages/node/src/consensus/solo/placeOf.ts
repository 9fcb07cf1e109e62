/**
 * Where a submission waits, by what it claims and whence it comes.
 *
 * @module
 */
import type { Command, Transaction } from "@novate/codec";
import { type Claimant, signaturesIn } from "@novate/engine";
import { type Lane, laneOf } from "../../admission/index.ts";
import type { ClearingError } from "../../failures.ts";
import { roleMissing } from "../refusals.ts";
import type { Place } from "./laneQueue.ts";

export interface Placed {
  /** The address that answers for it; null is this machine. */
  readonly source: string | null;
  /** Among what waits for its signature: in whose share, by which address. */
  readonly arrival: Place;
  /** Among what waits for a block: the place of the party that it names. */
  readonly claim: Place;
  /** Said unless a block holds the bytes already. */
  readonly refusal: ClearingError | null;
}

export interface Submission {
  readonly transaction: Transaction;
  readonly bytes: number;
  readonly source: string | null;
  /** Whether too many wrong signatures came from there. */
  readonly isSuspect: boolean;
}

export function placeOf({ transaction, bytes, source, isSuspect }: Submission, claimant: Claimant): Placed {
  const answer = laneOf(claimant, transaction.command);
  const missing = typeof answer === "string" ? null : answer.missing;
  const lane = typeof answer === "string" ? answer : "strangers";
  // Keys are free, addresses less so.
  const party = lane === "strangers" ? (source ?? claimant.party) : claimant.party;
  const holder = holderOf(lane, transaction.command, claimant) ?? party;
  const claim = { lane, party, holder, bytes, signatures: missing === null ? signaturesIn(transaction) : 0 };
  return {
    source,
    arrival: { ...claim, lane: isSuspect ? "strangers" : lane, party: source ?? party, holder: source ?? holder },
    claim,
    refusal: missing === null ? null : roleMissing(missing, transaction.signer),
  };
}

/**
 * Who holds the places, where that is not the party whose turn it is (ADM-019). A custodian does for all for whom it deposits.
 * Names are cheap and positions are not: all that have none hold together no more than one that has some.
 */
function holderOf(lane: Lane, command: Command, { party, hasPositions }: Claimant): string | null {
  if (lane === "custody") return "chainId" in command ? `custodian/${command.chainId}` : party;
  return (lane === "relief" || lane === "known") && !hasPositions ? "without positions" : null;
}
