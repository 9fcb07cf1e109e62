/**
 * Where transactions wait for a block: admitted in order of arrival, bounded, each byte string at most once.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { decode, Transaction } from "@novate/codec";
import { BLOCK_LIMITS, type PreparedTransaction, type ProposedTransaction } from "@novate/engine";
import type { ReceiptJson } from "../../chain/receipt.ts";
import type { History } from "../../store/index.ts";
import type { Preparer } from "../consensus.ts";
import * as refusals from "../refusals.ts";

export interface QueueLimits {
  /** Transactions submitted and not yet answered. */
  readonly transactions: number;
  /** Their bytes together. */
  readonly bytes: number;
}

export const STANDARD_QUEUE: QueueLimits = { transactions: 20_000, bytes: 64 * 1024 * 1024 };

export interface InboxOptions {
  readonly chainId: bigint;
  readonly preparer: Preparer;
  readonly history: Pick<History, "places" | "receipt">;
  readonly limits: QueueLimits;
  /** Called when transactions have become ready. */
  readonly onReady: () => void;
}

interface Waiting {
  readonly hash: string;
  readonly bytes: Uint8Array;
  readonly answer: Promise<ReceiptJson>;
  readonly resolve: (receipt: ReceiptJson) => void;
  readonly reject: (failure: unknown) => void;
}

export class Inbox {
  readonly #options: InboxOptions;
  /** Everything not yet answered, by hash. */
  readonly #waiting = new Map<string, Waiting>();
  #arrivals: Waiting[] = [];
  #ready: ProposedTransaction[] = [];
  #bytes = 0;
  #admitting: Promise<void> | null = null;
  #closed: unknown = null;

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#waiting.size;
  }

  get byteSize(): number {
    return this.#bytes;
  }

  get readyCount(): number {
    return this.#ready.length;
  }

  /** Whether nothing has closed it. */
  get isOpen(): boolean {
    return this.#closed === null;
  }

  /** See `Consensus.submit`. */
  submit(bytes: Uint8Array): Promise<ReceiptJson> {
    if (this.#closed !== null) return Promise.reject(this.#closed);
    const { limits } = this.#options;
    if (bytes.length > BLOCK_LIMITS.transactionBytes) {
      return Promise.reject(refusals.transactionTooLarge(bytes.length, BLOCK_LIMITS.transactionBytes));
    }
    const hash = `0x${createHash("sha256").update(bytes).digest("hex")}`;
    const earlier = this.#waiting.get(hash);
    if (earlier !== undefined) return earlier.answer;
    if (this.#waiting.size >= limits.transactions || this.#bytes + bytes.length > limits.bytes) {
      return Promise.reject(refusals.queueFull(limits.transactions));
    }
    const { promise: answer, resolve, reject } = Promise.withResolvers<ReceiptJson>();
    const waiting = { hash, bytes, answer, resolve, reject };
    this.#waiting.set(hash, waiting);
    this.#bytes += bytes.length;
    this.#arrivals.push(waiting);
    this.#admitting ??= this.#admit().finally(() => {
      this.#admitting = null;
    });
    return answer;
  }

  /** Resolves when everything submitted so far is ready or refused. */
  async settled(): Promise<void> {
    while (this.#admitting !== null) await this.#admitting;
  }

  /** Takes what is ready and fits into a block, in order of arrival. */
  take(): ProposedTransaction[] {
    let count = 0;
    let bytes = 0;
    while (count < this.#ready.length && count < BLOCK_LIMITS.transactions) {
      bytes += this.#ready[count]!.bytes.length;
      if (bytes > BLOCK_LIMITS.bytes) break;
      count++;
    }
    return this.#ready.splice(0, count);
  }

  /** Answers the submitters of a durable block. */
  answer(receipts: readonly ReceiptJson[]): void {
    for (const receipt of receipts) this.#finish(receipt.hash)?.resolve(receipt);
  }

  /** Refuses everything that waits, and all that comes later, with `failure`. */
  close(failure: unknown): void {
    this.#closed ??= failure;
    for (const { reject } of this.#waiting.values()) reject(failure);
    this.#waiting.clear();
    this.#arrivals = [];
    this.#ready = [];
    this.#bytes = 0;
  }

  /** Works off the arrivals, a batch at a time, so that order of arrival is kept and signatures are checked in bulk. */
  async #admit(): Promise<void> {
    while (this.#arrivals.length > 0) {
      await new Promise(setImmediate); // lets the requests that are already in the socket join the batch
      const batch = this.#arrivals;
      this.#arrivals = [];
      try {
        await this.#admitBatch(batch);
      } catch (failure) {
        for (const { hash, reject } of batch) if (this.#finish(hash) !== undefined) reject(failure);
      }
    }
  }

  async #admitBatch(batch: readonly Waiting[]): Promise<void> {
    const { history, preparer, onReady } = this.#options;
    const places = await history.places(batch.map(({ hash }) => Buffer.from(hash.slice(2), "hex")));
    const fresh: Waiting[] = [];
    for (const [index, waiting] of batch.entries()) {
      const place = places[index]!;
      if (place === null) fresh.push(waiting);
      else this.#finish(waiting.hash)?.resolve(await history.receipt<ReceiptJson>(place));
    }
    const prepared = await preparer.prepare(fresh.map(({ bytes }) => bytes));
    for (const [index, waiting] of fresh.entries()) {
      const failure = this.#check(waiting.bytes, prepared[index]!);
      if (failure !== null) this.#finish(waiting.hash)?.reject(failure);
      else if (this.#waiting.has(waiting.hash)) this.#ready.push({ bytes: waiting.bytes, prepared: prepared[index]! });
    }
    if (this.#ready.length > 0) onReady();
  }

  /** The stateless checks, in the engine's order of precedence; a block carries no transaction that fails them. */
  #check(bytes: Uint8Array, { transaction, isSigned }: PreparedTransaction): Error | null {
    if (transaction === null) {
      const decoded = decode(Transaction, bytes);
      return refusals.bytesInvalid(decoded.ok ? "unknown" : decoded.error.message);
    }
    const { chainId } = this.#options;
    if (transaction.chainId !== chainId) {
      return refusals.chainMismatch(chainId, transaction.chainId);
    }
    return isSigned ? null : refusals.signatureInvalid(transaction.signer);
  }

  #finish(hash: string): Waiting | undefined {
    const waiting = this.#waiting.get(hash);
    if (waiting === undefined) return undefined;
    this.#waiting.delete(hash);
    this.#bytes -= waiting.bytes.length;
    return waiting;
  }
}
