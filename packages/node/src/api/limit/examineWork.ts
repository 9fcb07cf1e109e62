/**
 * What a question about a transaction costs the thread that makes blocks, told before any of it is worked out.
 *
 * The unit is a signature to check, some 60 µs; a kibibyte is counted like one, and a change of rules like four.
 *
 * @module
 */
import type { Transaction } from "@novate/codec";
import { signaturesIn } from "@novate/engine";
import { WorkBudget } from "./workBudget.ts";

const PER_SECOND = 2_000;
const CHANGE_WORK = 4;

/** Of the bytes alone, which are read before anything else is known. */
export const workOfBytes = (count: number): number => 1 + Math.ceil(count / 1024);

export const workOfTransaction = ({ command }: Pick<Transaction, "command">): number =>
  signaturesIn({ command }) + ("changes" in command ? CHANGE_WORK * command.changes.length : 0);

/** All such questions together, and one client of them (ADM-031). */
export class ExamineBudget extends WorkBudget {
  constructor() {
    super(PER_SECOND, "submit it: a refusal costs nothing but a nonce");
  }
}
