/**
 * A house's validators as contracts know them: a set for each kind of their keys.
 *
 * @module
 */
import type { Validator } from "@novate/codec";
import { type SetKind, type SignerSet, signerSet } from "./signerSet.ts";

export interface Members {
  readonly members: readonly Validator[];
  /** Number of the hot set, and of the cold one. */
  readonly epoch: bigint;
  readonly coldEpoch: bigint;
}

/** What contracts know as the set of a kind. Asserts that a vault would take it. */
export const signersOf = (kind: SetKind, { members, epoch, coldEpoch }: Members): SignerSet =>
  signerSet(
    kind === "hot" ? epoch : coldEpoch,
    members.map((member) => ({ address: member[kind], power: member.power })),
  );
