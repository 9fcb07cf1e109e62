/**
 * The plug-in point that decides which transactions follow which.
 *
 * @module
 */
import type { Transaction } from "@novate/codec";
import type { PreparedTransaction } from "@novate/engine";
import type { Lane } from "../admission/index.ts";
import type { Chain } from "../chain/chain.ts";
import type { ReceiptJson } from "../chain/receipt.ts";

/**
 * Orders transactions into blocks and runs them through the one `Chain` of its host.
 *
 * May assume (safety):
 * - The engine gives one result for one history of blocks, in any process and after any restart.
 * - A committed block is never asked for again; `chain.head` is the last one.
 * - `prepare` and `checkProposal` are pure: every validator finds the same of the same bytes and the same committed state.
 * - Bytes that come again take effect at most once and lose no receipt, whoever proposes them (INV-022, INV-024).
 *
 * Must (safety):
 * - Heights rise by one and block times strictly.
 * - `chain.execute` and `chain.commit` come in turn.
 * - A block that it proposes passes `checkProposal`; a block of somebody else that does not pass is voted against.
 * - The engine is given what `prepare` found in the bytes, never what another machine says of them.
 * - Nothing is answered before the block's write is synced.
 *
 * Must (liveness):
 * - Every submission is answered, by its receipt or by one refusal.
 * - While there is power to decide, an admitted transaction enters a block before it expires.
 * - Blocks go on without transactions, because time alone moves funding, expiries and auctions.
 * - A full queue refuses at once and says so; it never lets a caller wait.
 * - Whoever fills one lane of the queue takes no place, no check and no part of a block from another (ADM-005 to ADM-009).
 * - A proposal is voted against for no other reason than `checkProposal`: never for a local price, clock or queue.
 */
export interface Consensus {
  /** Which driver this is. */
  readonly name: "solo" | "cometbft";
  /** Begins to make blocks, or to take part in making them; called once, after everything beside it runs. */
  start(): Promise<void>;
  /**
   * Takes a signed transaction and resolves with its receipt once its block is durable.
   *
   * The same bytes get the same answer, now or after a restart. One exception: a refusal that left no event gives way to
   * the receipt of the block in which another proposer repeated the bytes and they took effect (INV-024). Rejects with a
   * `ClearingError` whose advice says whether the same bytes may be sent again.
   *
   * `source`: the address whose request it was, which answers for wrong signatures; absent for what this machine asks.
   */
  submit(transaction: Uint8Array, source?: string | null): Promise<ReceiptJson>;
  status(): ConsensusStatus;
  /** Stops taking transactions, finishes the block under way and resolves when nothing is running any more. */
  stop(): Promise<void>;
}

export interface ConsensusStatus {
  /** Submitted and not yet answered. */
  readonly queuedTransactions: number;
  readonly queuedBytes: number;
  readonly isAccepting: boolean;
  /** What the driver's clock says: the time of the next block, were it made now. Expiries are judged by that one. */
  readonly nowMs: number;
  /** In order of precedence; none where a driver has no lanes. */
  readonly lanes: readonly LaneStatus[];
}

export interface LaneStatus {
  readonly lane: Lane;
  /** They wait for their signatures to be checked. */
  readonly arrivedTransactions: number;
  /** They wait for a block. */
  readonly readyTransactions: number;
  /** Checked in this lane's share so far. */
  readonly signaturesChecked: number;
  /** Submissions turned away so far, by code. */
  readonly refusals: Readonly<Record<string, number>>;
}

/** Decodes and verifies; `Admission`, or anything as pure. */
export interface Preparer {
  /** In order, off the thread. */
  prepare(transactions: readonly Uint8Array[]): Promise<PreparedTransaction[]>;
  /** Whether its own signature holds, at once. Work: one digest and one check, on the calling thread. */
  isSigned(transaction: Transaction): boolean;
}

/** What a node gives its driver: all that a driver may touch. */
export interface ConsensusHost {
  readonly chain: Chain;
  readonly preparer: Preparer;
  /** To be called once, when no block can follow any more; the process should end. */
  readonly onHalt: (failure: unknown) => void;
}

/** Makes the driver of a node. Pacing, clock, queues and peers are options of whoever makes the factory. */
export type ConsensusFactory<C extends Consensus = Consensus> = (host: ConsensusHost) => C;
