/**
 * The driver of one machine: orders by arrival, makes a block when there is something to put in it or the heartbeat is due.
 *
 * @module
 */
import type { Chain, CommittedBlock, Machine } from "../chain/chain.ts";
import type { ReceiptJson } from "../chain/receipt.ts";
import type { Clock } from "./clock.ts";
import { wallClock } from "./clock.ts";
import type { Consensus, ConsensusStatus } from "./consensus.ts";
import { Inbox, type InboxLimits, type Preparer } from "./inbox.ts";
import { nodeStopping } from "./refusals.ts";

export interface SoloOptions {
  readonly chain: Pick<Chain<Machine>, "head" | "halted" | "execute" | "commit" | "store">;
  readonly chainId: bigint;
  readonly preparer: Preparer;
  readonly clock?: Clock;
  readonly limits?: InboxLimits;
  /** Transactions and bytes in one block. */
  readonly blockTransactions?: number;
  readonly blockBytes?: number;
  /** Shortest time between two blocks, on the wall; what arrives meanwhile shares a block and its synced write. */
  readonly minIntervalMs?: number;
  /** Longest time without a block, on the wall; then an empty one is made. */
  readonly heartbeatMs?: number;
  /** Called once when the chain has halted; the process should end. */
  readonly onHalt?: (failure: unknown) => void;
}

export class SoloConsensus implements Consensus {
  readonly name = "solo";
  readonly #options: SoloOptions;
  readonly #inbox: Inbox;
  #timer: NodeJS.Timeout | null = null;
  #running = false;
  #stopping = false;
  #lastBlockAt = -Infinity;
  /** The block under way; blocks are made one after the other. */
  #making: Promise<unknown> = Promise.resolve();

  constructor(options: SoloOptions) {
    this.#options = options;
    const { chainId, preparer, chain, limits } = options;
    this.#inbox = new Inbox({
      chainId,
      preparer,
      history: chain.store.history,
      onReady: () => this.#schedule(),
      ...(limits && { limits }),
    });
  }

  /** Makes blocks by itself from now on. Without it, {@link produce} makes each one: for tapes and tests. */
  start(): void {
    this.#running = true;
    this.#schedule();
  }

  submit(transaction: Uint8Array): Promise<ReceiptJson> {
    return this.#inbox.submit(transaction);
  }

  status(): ConsensusStatus {
    return {
      queuedTransactions: this.#inbox.size,
      queuedBytes: this.#inbox.byteSize,
      isAccepting: !this.#stopping && this.#options.chain.halted === null,
    };
  }

  /**
   * Makes one block now, of everything that was submitted before the call and fits, at the clock's time.
   *
   * Resolves when it is durable and its submitters are answered. Throws `NodeHalted`.
   */
  produce(): Promise<CommittedBlock> {
    const block = this.#making.then(async () => {
      await this.#inbox.settled();
      return this.#make();
    });
    this.#making = block.catch(() => {});
    return block;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#running = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#making;
    this.#inbox.close(nodeStopping());
  }

  async #make(): Promise<CommittedBlock> {
    const { chain, clock = wallClock, blockTransactions = 4_096, blockBytes = 2 * 1024 * 1024 } = this.#options;
    try {
      const candidates = this.#inbox.take(blockTransactions, blockBytes);
      this.#lastBlockAt = performance.now();
      chain.execute(Math.max(clock.nowMs(), chain.head.timeMs + 1), candidates);
      const block = await chain.commit();
      this.#inbox.answer(block.receipts);
      return block;
    } catch (failure) {
      this.#running = false;
      this.#inbox.close(failure);
      this.#options.onHalt?.(failure);
      throw failure;
    }
  }

  /** Sets the timer for the next block: soon if something is ready, else at the heartbeat. */
  #schedule(): void {
    if (!this.#running) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const { minIntervalMs = 20, heartbeatMs = 1_000 } = this.#options;
    const interval = this.#inbox.readyCount > 0 ? minIntervalMs : heartbeatMs;
    const waitMs = Math.max(0, this.#lastBlockAt + interval - performance.now());
    this.#timer = setTimeout(() => this.#tick(), waitMs);
  }

  #tick(): void {
    this.#timer = null;
    const block = this.#making.then(() => this.#make());
    this.#making = block.then(
      () => this.#schedule(),
      () => {}, // reported through onHalt
    );
  }
}
