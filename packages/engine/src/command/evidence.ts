/**
 * What was found out about a command's own content before the block, where no state was needed: never inside it.
 *
 * A command that carries signatures or proofs has a line in {@link EvidenceByType} and a prover in `prepare/`.
 *
 * @module
 */
import type { CommandType, Hex } from "@novate/codec";

interface EvidenceByType {
  /** For each trade, in their order. */
  readonly ReportTrades: readonly TradeProof[];
  readonly ProveInbox: InboxProof;
  readonly ProveRewrite: { readonly ok: false; readonly fault: string } | InboxHead;
  readonly ProveHotSet: HotSetProof;
  /** Whether the named key really signed the rotation. */
  readonly SignRotation: boolean;
  /** Whether the named key really signed the digest. */
  readonly SignCheckpoint: boolean;
  readonly ProvePayment: PaymentProof;
  readonly ProveImpairment: TokenProof;
  readonly ProveExit: ExitProof;
  /** The root, or the hash, that what is shown leads to; null where it is none. */
  readonly ProveExitAsset: Hex | null;
  readonly BookExitClaims: Hex | null;
  readonly BookExitRefunds: Hex | null;
}

/** What the proofs of an inbox show under the state root that they name, or why they show nothing. */
export type InboxProof =
  | { readonly ok: false; readonly fault: string }
  | {
      readonly ok: true;
      /** Of the code at the vault's address. */
      readonly codeHash: Hex;
      /** What the inbox commits to at the end of the last entry's chunk, or so far in it. */
      readonly acc: Hex;
      /** Of each entry, in its place. */
      readonly leaves: readonly Hex[];
    };

/** How far a vault's inbox goes under a state root, and what it commits to there; null of an empty one. */
export interface InboxHead {
  readonly ok: true;
  readonly codeHash: Hex;
  readonly count: bigint;
  readonly acc: Hex | null;
}

/** The hash of the set whose signatures a vault takes, and of the vault's code; or the first fault of the proofs. */
export type HotSetProof =
  | { readonly ok: true; readonly codeHash: Hex; readonly hotHash: Hex }
  | { readonly ok: false; readonly fault: string };

/** Command types that have evidence. */
export type ProvenType = keyof EvidenceByType;
export type EvidenceOf<T extends CommandType> = T extends ProvenType ? EvidenceByType[T] : null;

/** A reported trade's identity, and the proofs of its legs; null where a leg stands on a mandate. */
export interface TradeProof {
  /** sha256 over the trade's bytes, authorities and signatures included: two reports of it are the same if this is. */
  readonly bodyHash: Hex;
  readonly buyer: OrderProof | null;
  readonly seller: OrderProof | null;
}

/** An order's identity, and whether its signer really signed it; found out before the block, never inside it. */
export interface OrderProof {
  readonly digest: Hex;
  readonly isSigned: boolean;
}

/** What a vault's paid bitmap holds, by its words, and the hash of the vault's code; or the first fault of the proofs. */
export type PaymentProof =
  | { readonly ok: true; readonly codeHash: Hex; readonly words: ReadonlyMap<bigint, Hex | undefined> }
  | { readonly ok: false; readonly fault: string };

/** What a vault's books say of a token; or the first fault of the proofs. */
export type TokenProof =
  | {
      readonly ok: true;
      readonly codeHash: Hex;
      readonly heldAtoms: bigint;
      readonly shortfallAtoms: bigint;
      /** Seconds since 1970; 0 of one that moves. */
      readonly frozenSince: bigint;
    }
  | { readonly ok: false; readonly fault: string };

/** How far a vault is on its way into exit, and what of its checkpoint in force is asked for; or the first fault of the proofs. */
export type ExitProof =
  | {
      readonly ok: true;
      readonly codeHash: Hex;
      /** An `ExitPhase`. */
      readonly phase: number;
      readonly epoch: bigint;
      readonly heardCount: bigint;
      readonly claimsRoot: Hex;
      readonly assetsRoot: Hex;
    }
  | { readonly ok: false; readonly fault: string };
