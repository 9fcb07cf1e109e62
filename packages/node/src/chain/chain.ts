/**
 * The engine with its store: executes a block, makes it durable, tells whoever listens. Shared by every driver.
 *
 * @module
 */
import type { HouseId, Transaction } from "@novate/codec";
import { type BlockResult, type Claimant, claimantOf, type Engine, type ProposedTransaction } from "@novate/engine";
import { assert } from "@novate/stdx";
import type { ReceiptJson } from "@novate/wire";
import { ClearingError, codeOf } from "../failures.ts";
import type { BlockHeader, Head, Store } from "../store/index.ts";
import { recordOf } from "./record.ts";

/** A block that survives power failure. */
export interface CommittedBlock {
  readonly header: BlockHeader;
  readonly receipts: readonly ReceiptJson[];
  readonly result: BlockResult;
  readonly applyMs: number;
  readonly commitMs: number;
}

export type CommitListener = (block: CommittedBlock) => void;

interface Executed {
  readonly result: BlockResult;
  readonly transactions: readonly Uint8Array[];
  readonly applyMs: number;
}

export class Chain {
  readonly store: Store;
  readonly #engine: Engine;
  readonly #listeners = new Set<CommitListener>();
  #executed: Executed | null = null;
  #halted: ClearingError | null = null;
  /** Resolves when the engine's state is durable again. */
  #settled: Promise<void> = Promise.resolve();
  #settle: () => void = () => {};

  /** `engine` must stand where the store's head does. */
  constructor(engine: Engine, store: Store) {
    assert(store.head !== null && store.head.height === engine.height, "chain: engine and store differ in height");
    assert(store.head.stateRoot === engine.stateRoot, "chain: engine and store differ in root");
    this.#engine = engine;
    this.store = store;
  }

  /** Whom its signatures must be for. */
  get house(): HouseId {
    return this.#engine.houseId;
  }

  /** The last durable block. */
  get head(): Head {
    return this.store.head!;
  }

  /** Why the chain stopped for good, or `null`. */
  get halted(): ClearingError | null {
    return this.#halted;
  }

  /**
   * Applies the next block in memory; {@link commit} must follow before the next one.
   *
   * Throws `NodeHalted` once an assertion of the engine has failed: its state can no longer be trusted.
   */
  execute(timeMs: number, transactions: readonly ProposedTransaction[]): BlockResult {
    this.#assertRunning();
    assert(this.#executed === null, "chain: a block was executed twice");
    const block = { height: this.head.height + 1, timeMs, transactions: transactions.map(({ prepared }) => prepared) };
    this.#settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
    const startMs = performance.now();
    try {
      const result = this.#engine.apply(block);
      const applyMs = performance.now() - startMs;
      this.#executed = { result, transactions: transactions.map(({ bytes }) => bytes), applyMs };
      return result;
    } catch (cause) {
      throw this.#halt(`Block ${block.height} broke an assumption of the program`, cause);
    }
  }

  /** Makes the executed block durable and tells the listeners. Throws `NodeHalted` when it cannot be written. */
  async commit(): Promise<CommittedBlock> {
    this.#assertRunning();
    const executed = this.#executed;
    assert(executed !== null, "chain: nothing to commit");
    const startMs = performance.now();
    const { result, transactions, applyMs } = executed;
    let stored: ReturnType<typeof recordOf>;
    try {
      stored = recordOf(result, transactions);
      await this.store.commit(stored.record);
    } catch (cause) {
      throw this.#halt(`Block ${this.#engine.height} could not be stored`, cause);
    }
    const { record, receipts } = stored;
    this.#executed = null;
    this.#settle();
    const block = { header: record.header, receipts, result, applyMs, commitMs: performance.now() - startMs };
    for (const listener of this.#listeners) listener(block);
    return block;
  }

  /**
   * Runs a query against the last committed state, waiting for a write under way. The query must be synchronous: it may
   * not hold on to rows after it returns.
   */
  async read<T>(query: (engine: Engine) => T): Promise<T> {
    while (this.#executed !== null) {
      this.#assertRunning();
      await this.#settled;
    }
    this.#assertRunning();
    return query(this.#engine);
  }

  /**
   * Who a transaction's signer claims to be, by the last block that was applied, at once. While that block is being written
   * its state may still be lost, so this chooses a place in a queue and nothing that is kept.
   */
  claimantOf(transaction: Transaction): Claimant {
    return claimantOf(this.#engine.state, transaction);
  }

  /** Calls `listener` after each durable block, in order; returns how to stop it. It must not throw. */
  onCommitted(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #assertRunning(): void {
    if (this.#halted !== null) throw this.#halted;
  }

  #halt(what: string, cause: unknown): ClearingError {
    this.#halted = new ClearingError({
      code: "NodeHalted",
      message: `${what} (${causeText(cause)}).`,
      remedy: "The store stands at the block before it. Keep the folder and the log, report it, then start again.",
      advice: "stop",
      cause,
    });
    this.#settle();
    return this.#halted;
  }
}

/** Our own failures begin with their code. */
function causeText(cause: unknown): string {
  if (cause instanceof ClearingError) return cause.message;
  return `${codeOf(cause)}: ${cause instanceof Error ? cause.message : String(cause)}`;
}
