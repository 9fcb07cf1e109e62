/**
 * The driver of one machine: chooses by lanes, orders by arrival, makes a block when there is something to put in it or the
 * heartbeat is due.
 *
 * @module
 */
import { checkProposal } from "@novate/engine";
import { assert } from "@novate/stdx";
import type { CommittedBlock } from "../../chain/chain.ts";
import type { ReceiptJson } from "../../chain/receipt.ts";
import type { Consensus, ConsensusFactory, ConsensusHost, ConsensusStatus } from "../consensus.ts";
import { nodeStopping } from "../refusals.ts";
import { type Clock, wallClock } from "./clock.ts";
import { Inbox, type QueueLimits, STANDARD_QUEUE } from "./inbox.ts";
import { intervalMs, type PacingOption, pacingOf } from "./pacing.ts";

export interface SoloOptions {
  /** Block time; the wall clock if absent. */
  readonly clock?: Clock;
  /** When blocks are made; at the standard pace of the wall if absent. */
  readonly pacing?: PacingOption;
  readonly queue?: QueueLimits;
}

/** A node alone. `startNode({ consensus: solo({ clock, pacing: "manual" }), … })` makes one that a tape turns. */
export const solo =
  (options: SoloOptions = {}): ConsensusFactory<SoloConsensus> =>
  (host) =>
    new SoloConsensus(host, options);

export class SoloConsensus implements Consensus {
  readonly name = "solo";
  readonly #host: ConsensusHost;
  readonly #clock: Clock;
  readonly #inbox: Inbox;
  #pacing: PacingOption;
  #timer: NodeJS.Timeout | null = null;
  #running = false;
  #stopping = false;
  #lastBlockAt = -Infinity;
  /** The block under way; blocks are made one after the other. */
  #making: Promise<unknown> = Promise.resolve();

  constructor(host: ConsensusHost, { clock = wallClock, pacing = {}, queue = STANDARD_QUEUE }: SoloOptions) {
    this.#host = host;
    this.#clock = clock;
    this.#pacing = pacing;
    this.#inbox = new Inbox({
      house: host.chain.house,
      preparer: host.preparer,
      history: host.chain.store.history,
      claimantOf: (transaction) => host.chain.claimantOf(transaction),
      limits: queue,
      onReady: () => this.#schedule(),
    });
  }

  async start(): Promise<void> {
    this.#running = true;
    this.#schedule();
  }

  /** From now on blocks are made at another pace: after a tape, say. */
  pace(pacing: PacingOption): void {
    this.#pacing = pacing;
    this.#schedule();
  }

  submit(transaction: Uint8Array, source: string | null = null): Promise<ReceiptJson> {
    return this.#inbox.submit(transaction, source);
  }

  status(): ConsensusStatus {
    return {
      queuedTransactions: this.#inbox.size,
      queuedBytes: this.#inbox.byteSize,
      nowMs: this.#nextBlockMs(),
      isAccepting: !this.#stopping && this.#inbox.isOpen && this.#host.chain.halted === null,
      lanes: this.#inbox.lanes,
    };
  }

  /**
   * Makes one block now, of everything that was submitted before the call and fits, at the clock's time.
   *
   * Resolves when it is durable and its submitters are answered. Throws `NodeHalted`.
   */
  produce(): Promise<CommittedBlock> {
    return this.#follow(async () => {
      await this.#inbox.settled();
      return this.#make();
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#running = false;
    this.#schedule();
    await this.#making;
    this.#inbox.close(nodeStopping());
  }

  async #make(): Promise<CommittedBlock> {
    const { chain, onHalt } = this.#host;
    try {
      const transactions = this.#inbox.take();
      const fault = await chain.read(({ state }) => checkProposal(state, transactions));
      assert(fault === null, `solo: its own proposal would be refused: ${fault}`);
      this.#lastBlockAt = performance.now();
      chain.execute(this.#nextBlockMs(), transactions);
      const block = await chain.commit();
      this.#inbox.answer(block.receipts);
      return block;
    } catch (failure) {
      this.#running = false;
      if (this.#inbox.isOpen) onHalt(failure);
      this.#inbox.close(failure);
      throw failure;
    }
  }

  /** The clock's time, or just after the last block where the clock stands still or goes back. */
  #nextBlockMs(): number {
    return Math.max(this.#clock.nowMs(), this.#host.chain.head.timeMs + 1);
  }

  /** Sets the timer for the next block: soon if something is ready, else at the heartbeat. */
  #schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const pacing = this.#running ? pacingOf(this.#pacing) : null;
    const interval = pacing === null ? null : intervalMs(pacing, this.#inbox.readyCount > 0);
    if (interval === null) return;
    const waitMs = Math.max(0, this.#lastBlockAt + interval - performance.now());
    this.#timer = setTimeout(() => void this.#follow(() => this.#make()), waitMs);
  }

  /** Runs `make` after the block under way, and sees to the block after it. */
  #follow(make: () => Promise<CommittedBlock>): Promise<CommittedBlock> {
    const block = this.#making.then(make);
    this.#making = block.then(
      () => this.#schedule(),
      () => {}, // reported through onHalt
    );
    return block;
  }
}
