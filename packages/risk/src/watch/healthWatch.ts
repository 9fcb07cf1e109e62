/**
 * Which accounts may have crossed their maintenance margin: found without looking at the others (MARG-061).
 *
 * After an account has been margined it gets a certificate: while no underlying moves farther than a level of its own,
 * the account's surplus stays positive. A tick measures how far any lot of an underlying can have moved, and expires
 * the certificates whose level is reached; only those accounts are margined again.
 *
 * Distances are measured from an anchor, the rows at some instant, and by the triangle inequality from any certificate:
 * so a price that comes back costs nothing. When the market has drifted, the anchor moves up and the distance so far is
 * added to all later ones. Each channel has several anchors, from near ones that move often, for accounts close to
 * their level, to far ones that seldom do, for the rest.
 * @module
 */
import { extended } from "@novate/stdx";
import type { RiskBook } from "../book/book.ts";
import type { MarginContext } from "../book/context.ts";
import type { Positions } from "../book/positions.ts";
import { Anchor, type Channel, priceOf } from "./anchor.ts";
import { TriggerHeap } from "./triggerHeap.ts";

/** Parts of a price that a market may drift from each of its anchors before the anchor follows. */
const ANCHOR_DRIFTS = [0.0005, 0.002, 0.008, 0.03];
/** A certificate is kept by the farthest anchor whose drift it outlasts so many times. */
const DRIFTS_OUTLASTED = 2;
/** Certificates give up the rest of their budget to rounding of float64 sums. */
const SAFE_PART = 0.999999999;

/** Certificates of one channel that are measured from one anchor. */
interface Watched {
  readonly heap: TriggerHeap;
  /** In quote units: how far the market may be from the anchor before that follows. */
  readonly drift: number;
  readonly anchor: Anchor;
  /** Sum of the distances between anchors so far, in quote units as `distance`. */
  offset: number;
  /** Bound of the move since the anchor. */
  distance: number;
}

export class HealthWatch {
  readonly #book: RiskBook;
  /** By channel. */
  readonly #watched: (readonly Watched[] | undefined)[] = [];
  /** Version of each account's present certificate; entries of the heaps with another one are stale. */
  #versions = new Int32Array(64);
  /** Scratch of one certificate: the channels held, and by channel the gross size in atoms per point and the value. */
  readonly #held: number[] = [];
  #sizes = new Float64Array(0);
  #values = new Float64Array(0);

  constructor(book: RiskBook) {
    this.#book = book;
  }

  /**
   * Certifies that `surplus` atoms, equity less maintenance margin at the book's rows of now, stand behind `positions`.
   *
   * Among the positions counts every collateral whose price moves the equity. The surplus is split over channels by
   * the value held in each; zero or less expires at once. To be called when the account was margined, and when its
   * positions, its equity but for marks, a haircut, or its clones' interest changed. Work: its positions.
   */
  certify(account: number, positions: Positions, surplus: number, context: MarginContext): void {
    const version = this.#renew(account);
    const total = this.#measure(positions);
    for (const key of this.#held) {
      const watched = this.#watch(key, context);
      const reach = (((surplus * this.#values[key]!) / total) * SAFE_PART) / this.#sizes[key]!;
      const { heap, offset, distance } = keeperOf(watched, reach);
      heap.push(surplus > 0 ? offset - distance + reach : Number.NEGATIVE_INFINITY, account, version);
      if (heap.size > 1024 && heap.size > this.#versions.length * 2)
        heap.prune((other, stamp) => this.#versions[other] !== stamp);
    }
  }

  /** Forgets an account: it has no positions any more. */
  forget(account: number): void {
    this.#renew(account);
  }

  /**
   * Measures the rows of `underlying`, a dense index, after they were replaced; returns the accounts whose certificate
   * expired, in ascending order. To be called before any account is certified at the new rows.
   *
   * Work: the underlying's rows, and per expired certificate the logarithm of their number.
   */
  advance(underlying: number, context: MarginContext): Uint32Array {
    const expired: number[] = [];
    for (const hasOptions of [false, true]) {
      const key = keyOf({ underlying, hasOptions });
      for (const watched of this.#watch(key, context)) this.#advance(watched, context, expired);
    }
    return Uint32Array.from(expired).sort();
  }

  #advance(watched: Watched, context: MarginContext, expired: number[]): void {
    const { anchor } = watched;
    if (anchor.hasOtherRules(context)) {
      this.#expire(watched, Number.POSITIVE_INFINITY, expired);
      anchor.follow(this.#book, context);
      watched.distance = 0;
      return;
    }
    watched.distance = anchor.distanceTo(this.#book, context);
    this.#expire(watched, watched.offset + watched.distance, expired);
    if (watched.distance <= watched.drift) return;
    watched.offset += watched.distance;
    watched.distance = 0;
    anchor.follow(this.#book, context);
  }

  /** Takes every certificate off whose level is reached, and adds its account to `expired`. */
  #expire({ heap }: Watched, reached: number, expired: number[]): void {
    while (heap.size > 0 && heap.level <= reached) {
      const { account, version } = heap;
      heap.pop();
      if (this.#versions[account] !== version) continue;
      this.#renew(account);
      expired.push(account);
    }
  }

  #renew(account: number): number {
    if (account >= this.#versions.length)
      this.#versions = extended(this.#versions, new Int32Array(Math.max(this.#versions.length * 2, account + 1)));
    this.#versions[account]! += 1;
    return this.#versions[account]!;
  }

  /** Sums the positions by channel into `#held`, `#sizes` and `#values`; returns the value of all. */
  #measure({ instruments, lots, from, to }: Positions): number {
    const { rows, underlying, underlyingCount } = this.#book;
    if (this.#sizes.length < 2 * underlyingCount) {
      this.#sizes = new Float64Array(4 * underlyingCount);
      this.#values = new Float64Array(4 * underlyingCount);
    }
    for (const key of this.#held) this.#sizes[key] = this.#values[key] = 0;
    this.#held.length = 0;
    let total = 0;
    for (let position = from; position < to; position += 1) {
      const lotCount = Math.abs(lots[position]!);
      if (lotCount === 0) continue;
      const instrument = instruments[position]!;
      const hasOptions = this.#book.isOption(instrument);
      const key = keyOf({ underlying: underlying[instrument]!, hasOptions });
      const size = lotCount * rows.atomsPerPoint[instrument]!;
      const value = lotCount * rows.markAtoms[instrument]! + size;
      if (this.#sizes[key] === 0) this.#held.push(key);
      this.#sizes[key]! += size;
      this.#values[key]! += value;
      total += value;
    }
    return total;
  }

  #watch(key: number, context: MarginContext): readonly Watched[] {
    const known = this.#watched[key];
    if (known !== undefined) return known;
    const channel = channelOf(key);
    const price = priceOf(this.#book, channel);
    const fresh = ANCHOR_DRIFTS.map((part) => ({
      heap: new TriggerHeap(),
      drift: part * price,
      anchor: new Anchor(this.#book, context, channel),
      offset: 0,
      distance: 0,
    }));
    this.#watched[key] = fresh;
    return fresh;
  }
}

const keyOf = ({ underlying, hasOptions }: Channel): number => underlying * 2 + (hasOptions ? 1 : 0);
const channelOf = (key: number): Channel => ({ underlying: key >> 1, hasOptions: (key & 1) === 1 });

/** The farthest anchor that a certificate of `reach` outlasts, or the nearest. */
function keeperOf(anchors: readonly Watched[], reach: number): Watched {
  let keeper = anchors[0]!; // there is at least one
  for (const anchor of anchors) if (reach > anchor.drift * DRIFTS_OUTLASTED) keeper = anchor;
  return keeper;
}
