/**
 * One thing on the way out of a vault: what it is, how it stands, and what it waits for.
 *
 * @module
 */
import type { Hex } from "@novate/codec";

/** In their order: each begins where the one before is done; but a bond of a question comes back at any time. */
export type ExitDeed = "request" | "carry" | "begin" | "settle" | "claim" | "payment" | "refund" | "bond";

export type ExitStanding =
  /** The vault's own storage says so. */
  | "done"
  /** Sent, now or before, by whomever; no block that was looked at has it yet. */
  | "sent"
  /** May be sent now, and was not: there is no key. */
  | "due"
  /** Not yet; `untilSec` where the time is known. */
  | "waits"
  /** May be sent, and is others' to pay for: only who asks for it sends it. */
  | "left"
  /** Never by this proof, or not until somebody else acts: `why` says what. */
  | "barred";

export interface ExitPlaceOf {
  readonly vaultId: number;
  readonly chainId: number;
  readonly vault: Hex;
}

export interface ExitStep extends ExitPlaceOf {
  readonly deed: ExitDeed;
  readonly standing: ExitStanding;
  /** In words, for a person. */
  readonly why: string;
  /** Seconds since 1970 by the vault's chain; null where no time is known, or none is needed. */
  readonly untilSec: bigint | null;
  readonly accountId: number | null;
  readonly token: Hex | null;
  /** What is paid, or was; after the part that a vault which lacks tokens pays, once that is known. */
  readonly amountAtoms: bigint | null;
  readonly recipient: Hex | null;
  /** Of what was sent at this look. */
  readonly transaction: Hex | null;
}

/** A step with nothing but words. */
export const stepOf = (
  { vaultId, chainId, vault }: ExitPlaceOf,
  deed: ExitDeed,
  standing: ExitStanding,
  why: string,
  more: Partial<ExitStep> = {},
): ExitStep => ({
  ...{ vaultId, chainId, vault, deed, standing, why },
  ...{ untilSec: null, accountId: null, token: null, amountAtoms: null, recipient: null, transaction: null },
  ...more,
});
