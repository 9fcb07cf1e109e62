/**
 * Where transactions wait for a block: bounded, in lanes, each byte string at most once.
 *
 * Anybody can name any signer. So until its own signature has held, a transaction waits among what its *address* sent, at the
 * price of one check; only then does it take a place of the party that it names.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { decode, type HouseId, Transaction } from "@novate/codec";
import { BLOCK_LIMITS, type Claimant, type ProposedTransaction } from "@novate/engine";
import { LANES, type Lane } from "../../admission/index.ts";
import type { ReceiptJson } from "../../chain/receipt.ts";
import type { ClearingError } from "../../failures.ts";
import type { History } from "../../store/index.ts";
import type { LaneStatus, Preparer } from "../consensus.ts";
import * as refusals from "../refusals.ts";
import { Forgers } from "./forgers.ts";
import { LaneCounts } from "./laneCounts.ts";
import { type Capacity, LaneQueue } from "./laneQueue.ts";
import { type Placed, placeOf } from "./placeOf.ts";

/** The most that waits in each of three queues: for its signature, for the rest of its checks, for a block. */
export type QueueLimits = Capacity;

export const STANDARD_QUEUE: QueueLimits = { transactions: 20_000, bytes: 32 * 1024 * 1024 };

/** What is checked together of each queue: so long, about, waits what comes meanwhile. Not exact; a report may be all of it. */
const CHECK_ROOM = { transactions: 512, bytes: 2 * 1024 * 1024, signatures: 512 };
/**
 * Up to here the digest is made on the calling thread. An address that has brought some forged ones has no such check again,
 * so that what the longest costs is paid a few times an address, not once a submission.
 */
const MOST_VOUCHED_BYTES = BLOCK_LIMITS.transactionBytes;
const BLOCK_ROOM = { transactions: BLOCK_LIMITS.transactions, bytes: BLOCK_LIMITS.bytes, signatures: Infinity };

export interface InboxOptions {
  readonly house: HouseId;
  readonly preparer: Preparer;
  readonly history: Pick<History, "places" | "receiptIfKept">;
  readonly claimantOf: (transaction: Transaction) => Claimant;
  readonly limits: QueueLimits;
  /** Called when transactions have become ready. */
  readonly onReady: () => void;
}

interface Waiting extends Placed {
  readonly hash: string;
  readonly bytes: Uint8Array;
  readonly sequence: number;
  readonly answer: Promise<ReceiptJson>;
  readonly resolve: (receipt: ReceiptJson) => void;
  readonly reject: (failure: unknown) => void;
}

interface Ready {
  readonly sequence: number;
  readonly proposed: ProposedTransaction;
}

export class Inbox {
  readonly #options: InboxOptions;
  /** Everything not yet answered, by hash. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #arrivals: LaneQueue<Waiting>;
  /** Their own signatures were checked at the door, because their place among the arrivals was taken. */
  readonly #vouched: LaneQueue<Waiting>;
  readonly #ready: LaneQueue<Ready>;
  readonly #forgers = new Forgers();
  readonly #counts = new LaneCounts();
  #sequence = 0;
  #bytes = 0;
  #admitting: Promise<void> | null = null;
  #closed: unknown = null;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#arrivals = new LaneQueue(options.limits);
    this.#vouched = new LaneQueue(options.limits);
    this.#ready = new LaneQueue(options.limits);
  }

  get size(): number {
    return this.#waiting.size;
  }

  get byteSize(): number {
    return this.#bytes;
  }

  get readyCount(): number {
    return this.#ready.size;
  }

  /** Whether nothing has closed it. */
  get isOpen(): boolean {
    return this.#closed === null;
  }

  get lanes(): readonly LaneStatus[] {
    return LANES.map((lane) => ({
      lane,
      arrivedTransactions: this.#arrivals.sizeOf(lane) + this.#vouched.sizeOf(lane),
      readyTransactions: this.#ready.sizeOf(lane),
      signaturesChecked: this.#counts.signaturesOf(lane),
      refusals: this.#counts.refusedOf(lane),
    }));
  }

  /** See `Consensus.submit`. */
  submit(bytes: Uint8Array, source: string | null = null): Promise<ReceiptJson> {
    if (this.#closed !== null) return Promise.reject(this.#closed);
    if (bytes.length > BLOCK_LIMITS.transactionBytes) {
      return Promise.reject(refusals.transactionTooLarge(bytes.length, BLOCK_LIMITS.transactionBytes));
    }
    const hash = `0x${createHash("sha256").update(bytes).digest("hex")}`;
    const earlier = this.#waiting.get(hash);
    if (earlier !== undefined) return earlier.answer;
    const decoded = decode(Transaction, bytes);
    if (!decoded.ok) return this.#refuse("strangers", refusals.bytesInvalid(decoded.error.message));
    const transaction = decoded.value;
    const { house } = this.#options;
    if (transaction.house !== house) {
      return this.#refuse("strangers", refusals.houseMismatch(house, transaction.house));
    }
    const claimant = this.#options.claimantOf(transaction);
    const submission = { transaction, bytes: bytes.length, source, isSuspect: this.#forgers.isSuspect(source) };
    const placed = placeOf(submission, claimant);
    const { arrival, claim } = placed;
    if (!this.#ready.hasRoom(claim)) return this.#refuse(claim.lane, this.#fullOf(claim.lane));
    const hasRoom = this.#arrivals.hasRoom(arrival);
    const fault = hasRoom ? null : this.#faultAtDoor(transaction, placed);
    if (fault !== null) return this.#refuse(arrival.lane, fault);
    const { promise: answer, resolve, reject } = Promise.withResolvers<ReceiptJson>();
    const waiting = { hash, bytes, ...placed, sequence: this.#sequence++, answer, resolve, reject };
    this.#waiting.set(hash, waiting);
    this.#bytes += bytes.length;
    if (hasRoom) this.#arrivals.push(arrival, waiting);
    else this.#vouched.push(claim, waiting);
    this.#admitting ??= this.#admit().finally(() => {
      this.#admitting = null;
    });
    return answer;
  }

  /** Resolves when everything submitted so far is ready or refused. */
  async settled(): Promise<void> {
    while (this.#admitting !== null) await this.#admitting;
  }

  /** Takes what is ready and fits into a block. Lanes choose what it holds; arrival orders it (ADM-010). */
  take(): ProposedTransaction[] {
    const taken = this.#ready.take(BLOCK_ROOM, true);
    return taken.sort((left, right) => left.sequence - right.sequence).map(({ proposed }) => proposed);
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
    this.#arrivals.clear();
    this.#vouched.clear();
    this.#ready.clear();
    this.#bytes = 0;
  }

  /**
   * Why it may not come in where the arrivals have no place for it, or null. Forgers may have filled them in its signer's
   * name, so that its own signature decides, checked at once: a forged name takes no place from its bearer (ADM-015).
   */
  #faultAtDoor(transaction: Transaction, { source, arrival, claim }: Placed): ClearingError | null {
    const isWorthIt = arrival.lane === claim.lane && claim.lane !== "strangers" && claim.bytes <= MOST_VOUCHED_BYTES;
    if (!isWorthIt || !this.#vouched.hasRoom(claim)) return this.#fullOf(claim.lane);
    this.#counts.checked(claim.lane, 1);
    if (this.#options.preparer.isSigned(transaction)) return null;
    this.#forgers.blame(source);
    return refusals.signatureInvalid(transaction.signer);
  }

  /** Works off the arrivals, a batch at a time, so that each lane gets its share of the checks. */
  async #admit(): Promise<void> {
    while (this.#arrivals.size + this.#vouched.size > 0) {
      await new Promise(setImmediate); // lets the requests that are already in the socket join the batch
      const batch = [...this.#vouched.take(CHECK_ROOM, false), ...this.#arrivals.take(CHECK_ROOM, false)];
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
      const receipt = place === null ? null : await history.receiptIfKept<ReceiptJson>(place);
      if (receipt !== null) this.#finish(waiting.hash)?.resolve(receipt);
      else if (waiting.refusal !== null) this.#reject(waiting, waiting.refusal);
      else if (!this.#ready.hasRoom(waiting.claim)) this.#reject(waiting, this.#fullOf(waiting.claim.lane));
      else fresh.push(waiting);
    }
    const prepared = await preparer.prepare(fresh.map(({ bytes }) => bytes));
    for (const [index, waiting] of fresh.entries()) this.#receive(waiting, prepared[index]!);
    if (this.#ready.size > 0) onReady();
  }

  #receive(waiting: Waiting, prepared: ProposedTransaction["prepared"]): void {
    const { hash, bytes, source, arrival, claim, sequence } = waiting;
    const { transaction, isSigned } = prepared;
    this.#counts.checked(arrival.lane, isSigned ? arrival.signatures : 1); // a forged one is looked at no further
    if (transaction === null) this.#reject(waiting, refusals.bytesInvalid("unknown"));
    else if (!isSigned) {
      this.#forgers.blame(source);
      this.#reject(waiting, refusals.signatureInvalid(transaction.signer));
    } else if (claim.signatures === 1 && !this.#ready.hasRoom(claim)) {
      this.#reject(waiting, this.#fullOf(claim.lane)); // others of its batch came first; a report has cost too much for that
    } else if (this.#waiting.has(hash)) this.#ready.push(claim, { sequence, proposed: { bytes, prepared } });
  }

  /** Both queues are of one size. */
  #fullOf(lane: Lane): ClearingError {
    return refusals.queueFull(lane, this.#ready.capacityOf(lane).transactions);
  }

  #refuse(lane: Lane, failure: ClearingError): Promise<never> {
    this.#counts.refused(lane, failure);
    return Promise.reject(failure);
  }

  #reject({ hash, arrival }: Waiting, failure: ClearingError): void {
    this.#counts.refused(arrival.lane, failure);
    this.#finish(hash)?.reject(failure);
  }

  #finish(hash: string): Waiting | undefined {
    const waiting = this.#waiting.get(hash);
    if (waiting === undefined) return undefined;
    this.#waiting.delete(hash);
    this.#bytes -= waiting.bytes.length;
    return waiting;
  }
}
