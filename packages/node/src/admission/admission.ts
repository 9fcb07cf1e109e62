/**
 * Decodes and verifies batches of transactions on worker threads, off the thread that runs the engine.
 *
 * The engine trusts the driver for signature verdicts and never checks one itself. That is safe because verdicts are a
 * pure function of the bytes: under consensus every validator works them out for itself, and a replay does so again.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Transaction, transactionDigest } from "@novate/codec";
import type { PreparedTransaction } from "@novate/engine";
import { ClearingError } from "../failures.ts";
import { judge, prepared, type Verdict } from "./verdict.ts";
import { verifySignature } from "./verifySignature.ts";
import type { Job } from "./worker.ts";

/** Small enough that two threads share a batch evenly, large enough that messages cost nothing beside signatures. */
const CHUNK = 16;
/** A chunk ends with the transaction that passes this: a report of many orders is one by itself. */
const CHUNK_BYTES = 16 * 1024;

interface Pending {
  readonly resolve: (verdicts: readonly Verdict[]) => void;
  readonly reject: (failure: ClearingError) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly pending: Map<number, Pending>;
}

export interface AdmissionOptions {
  /** Worker threads; 0 verifies on the calling thread. Default: one for each core beside the engine's, at least one. */
  readonly threads?: number;
}

export class Admission {
  readonly #threads: Thread[] = [];
  #nextId = 0;
  #failure: ClearingError | undefined;

  constructor({ threads = Math.max(1, availableParallelism() - 1) }: AdmissionOptions = {}) {
    for (let index = 0; index < threads; index++) this.#threads.push(this.#startThread());
  }

  /** Prepares transactions for a block, in their order. Throws `AdmissionFailed` when a thread has died. */
  async prepare(transactions: readonly Uint8Array[]): Promise<PreparedTransaction[]> {
    if (this.#threads.length === 0) return transactions.map((bytes) => prepared(bytes, judge(bytes)));
    const verdicts = (await Promise.all([...cut(transactions)].map((chunk) => this.#send(chunk)))).flat();
    return transactions.map((bytes, index) => prepared(bytes, verdicts[index]!));
  }

  /** Whether the transaction's own signature holds, checked on the calling thread: for the few that cannot wait. */
  isSigned(transaction: Transaction): boolean {
    return verifySignature(transactionDigest(transaction), transaction.signature, transaction.signer);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #startThread(): Thread {
    const thread: Thread = { worker: new Worker(new URL("./worker.ts", import.meta.url)), pending: new Map() };
    thread.worker.unref();
    thread.worker.on("message", ({ id, verdicts }: { id: number; verdicts: Verdict[] }) => {
      thread.pending.get(id)?.resolve(verdicts);
      thread.pending.delete(id);
      if (thread.pending.size === 0) thread.worker.unref();
    });
    thread.worker.on("error", (cause) => this.#fail(cause));
    thread.worker.on("exit", () => this.#fail());
    return thread;
  }

  #send(transactions: readonly Uint8Array[]): Promise<readonly Verdict[]> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const idlest = this.#threads.reduce((best, thread) => (thread.pending.size < best.pending.size ? thread : best));
    const job: Job = { id: this.#nextId++, transactions };
    return new Promise((resolve, reject) => {
      idlest.pending.set(job.id, { resolve, reject });
      idlest.worker.ref();
      idlest.worker.postMessage(job);
    });
  }

  #fail(cause?: unknown): void {
    this.#failure ??= new ClearingError({
      code: "AdmissionFailed",
      message: "A verification thread stopped.",
      remedy: "Restart the node; nothing was admitted without its signature being checked.",
      advice: "stop",
      cause,
    });
    for (const { pending } of this.#threads) {
      for (const { reject } of pending.values()) reject(this.#failure);
      pending.clear();
    }
  }
}

function* cut(transactions: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
  let chunk: Uint8Array[] = [];
  let bytes = 0;
  for (const transaction of transactions) {
    chunk.push(transaction);
    bytes += transaction.length;
    if (chunk.length < CHUNK && bytes < CHUNK_BYTES) continue;
    yield chunk;
    chunk = [];
    bytes = 0;
  }
  if (chunk.length > 0) yield chunk;
}
