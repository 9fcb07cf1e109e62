/**
 * Where an exit is looked at: a chain's source, and the key that pays for gas, if any.
 *
 * @module
 */
import { type Call, type ChainSource, type ChainWriter, isChainError } from "@novate/chains";
import { type ExitDeed, type ExitPlaceOf, type ExitStep, stepOf } from "./step.ts";

export interface ExitPlace {
  readonly source: ChainSource;
  /** Block from which the vault's logs begin. */
  readonly fromBlock: bigint;
  /** Absent: nothing is sent, and what could be is told as due. Its key has no other authority than to pay for gas. */
  readonly writer?: ChainWriter;
}

/** Sends a call that should be taken now, once, and tells how it went; what the vault refuses is told in the vault's word. */
export async function sendStep(
  { writer }: ExitPlace,
  where: ExitPlaceOf,
  deed: ExitDeed,
  call: Call,
  why: string,
  more: Partial<ExitStep> = {},
): Promise<ExitStep> {
  if (writer === undefined) return stepOf(where, deed, "due", why, more);
  try {
    const transaction = await writer.sendOnce(call);
    return stepOf(where, deed, "sent", why, { ...more, transaction });
  } catch (failure) {
    if (!isChainError(failure, "Reverted")) throw failure;
    const { error } = failure.details;
    const made = MADE[String(error)];
    if (made !== undefined) return stepOf(where, deed, "sent", made, more);
    const passing = PASSING[String(error)];
    if (passing !== undefined) return stepOf(where, deed, "waits", passing, more);
    return stepOf(where, deed, "barred", refusalOf(error), more);
  }
}

/** Errors of a vault where the thing is done, in a block younger than the one that was looked at: the next look sees it. */
const MADE: Readonly<Record<string, string>> = {
  AlreadyClaimed: "paid in the meantime",
  AlreadyPaid: "paid in the meantime",
  AlreadyRefunded: "paid back in the meantime",
  AlreadySettled: "settled in the meantime",
  NotChallenged: "given back in the meantime",
};

/** Errors of the vault that the next look sees for itself: somebody was faster, or something came in between. */
const PASSING: Readonly<Record<string, string>> = {
  ExitUnderWay: "somebody was faster",
  EpochNotHigher: "the vault has a newer word",
  NotRequested: "its cause was mended",
  StillShort:
    "some of what the token owes is not there: a day after somebody first saw it, all get their part of what is there then",
  NotAccepted: "a newer word came in between",
  TooEarly: "a newer word came in between: it has to age first",
};

/** Errors that say more to a contract's author than to who leaves. */
const REFUSALS: Readonly<Record<string, string>> = {
  WrongChain: "its owner is a contract of another chain: it is paid there",
  GasBeyondMost: "it would take more gas than anything that a vault pays by",
  InVain:
    "it took the same call three times within a day, and nothing came of it: this is no vault, or its chain is not well",
  SetStale: "the set that signs was not renewed for three weeks: no checkpoint is taken any more",
  UnknownSet: "another set signs at this vault than signed the kit",
  DataChallenged: "somebody asked for a leaf of the newest checkpoint, and nobody has shown it yet",
};

const refusalOf = (error: unknown): string =>
  typeof error === "string"
    ? (REFUSALS[error] ?? `the vault refuses: ${error}`)
    : "the token refuses: it may have barred the recipient, who can name another address by a call of its own";
