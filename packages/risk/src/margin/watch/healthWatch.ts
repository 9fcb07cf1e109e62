/**
 * Which accounts may have crossed their maintenance margin: found without looking at the others (MARG-061).
 *
 * After an account has been margined it gets a certificate: while no underlying moves farther than a level of its own,
 * the account's surplus stays positive. A tick measures how far any lot of an underlying can have moved, and expires
 * the certificates whose level is reached; only those accounts are margined again.
 *
 * Distances are measured from an anchor, the rows at some instant, and by the triangle inequality from any certificate:
 * so a price that comes back costs nothing. When the market has drifted, the anchor moves up and the distance so far is
 * added to all later ones.
 * @module
 */
import type { RiskBook } from "../kernel/book.ts";
import type { MarginContext } from "../kernel/context.ts";
import type { Positions } from "../kernel/positions.ts";
import { type Anchor, createAnchor, distanceFrom, hasOtherRules } from "./anchor.ts";
import { TriggerHeap } from "./triggerHeap.ts";

/** Part of a price that a market may drift from its anchor before the anchor follows. */
const ANCHOR_DRIFT = 0.01;
/** Certificates give up the rest of their budget to rounding of float64 sums. */
const SAFE_PART = 0.999999999;

interface Watched {
  readonly heap: TriggerHeap;
  anchor: Anchor;
  /** Sum of the distances between anchors so far, in quote units as `distance`. */
  offset: number;
  /** Bound of the move since the anchor. */
  distance: number;
}

/** Gross size in atoms per point, and value, of an account in one underlying. */
interface Holding {
  size: number;
  value: number;
}

export class HealthWatch {
  readonly #book: RiskBook;
  readonly #watched = new Map<number, Watched>();
  /** Version of each account's present certificate; entries of the heaps with another one are stale. */
  #versions = new Int32Array(64);

  constructor(book: RiskBook) {
    this.#book = book;
  }

  /**
   * Certifies that `surplus` atoms, equity less maintenance margin at the book's rows of now, stand behind `positions`.
   *
   * Among the positions counts every collateral whose price moves the equity. The surplus is split over underlyings by
   * the value held in each; zero or less expires at once. To be called when the account was margined, and when its
   * positions, its equity but for marks, a haircut, or its clones' interest changed. Work: its positions.
   */
  certify(account: number, positions: Positions, surplus: number, context: MarginContext): void {
    const version = this.#renew(account);
    const holdings = this.#measure(positions);
    let total = 0;
    for (const { value } of holdings.values()) total += value;
    for (const [underlying, { size, value }] of holdings) {
      const watched = this.#watch(underlying, context);
      const budget = ((surplus * value) / total) * SAFE_PART;
      const level = surplus > 0 ? watched.offset - watched.distance + budget / size : Number.NEGATIVE_INFINITY;
      watched.heap.push(level, account, version);
      if (watched.heap.size > 1024 && watched.heap.size > this.#versions.length * 2)
        watched.heap.prune((other, stamp) => this.#versions[other] !== stamp);
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
  advance(underlying: number, context: MarginContext): number[] {
    const watched = this.#watch(underlying, context);
    if (hasOtherRules(watched.anchor, context, underlying)) {
      const all = this.#expire(watched, Number.POSITIVE_INFINITY);
      watched.anchor = createAnchor(this.#book, context, underlying);
      watched.distance = 0;
      return all;
    }
    const { distance, price } = distanceFrom(watched.anchor, this.#book, context, underlying);
    watched.distance = distance;
    const expired = this.#expire(watched, watched.offset + distance);
    if (distance > ANCHOR_DRIFT * price) {
      watched.offset += distance;
      watched.distance = 0;
      watched.anchor = createAnchor(this.#book, context, underlying);
    }
    return expired;
  }

  /** Takes every certificate off whose level is reached. */
  #expire({ heap }: Watched, reached: number): number[] {
    const expired: number[] = [];
    while (heap.size > 0 && heap.level <= reached) {
      const { account, version } = heap;
      heap.pop();
      if (this.#versions[account] !== version) continue;
      this.#renew(account);
      expired.push(account);
    }
    return expired.sort((left, right) => left - right);
  }

  #renew(account: number): number {
    if (account >= this.#versions.length) {
      const versions = new Int32Array(Math.max(this.#versions.length * 2, account + 1));
      versions.set(this.#versions);
      this.#versions = versions;
    }
    this.#versions[account]! += 1;
    return this.#versions[account]!;
  }

  #measure({ instruments, lots, from, to }: Positions): Map<number, Holding> {
    const holdings = new Map<number, Holding>();
    const { underlying, atomsPerPoint, mark } = this.#book;
    for (let position = from; position < to; position += 1) {
      const lotCount = Math.abs(lots[position]!);
      if (lotCount === 0) continue;
      const instrument = instruments[position]!;
      const size = lotCount * atomsPerPoint[instrument]!;
      const value = lotCount * mark[instrument]! + size;
      const known = holdings.get(underlying[instrument]!);
      if (known === undefined) holdings.set(underlying[instrument]!, { size, value });
      else {
        known.size += size;
        known.value += value;
      }
    }
    return holdings;
  }

  #watch(underlying: number, context: MarginContext): Watched {
    const known = this.#watched.get(underlying);
    if (known !== undefined) return known;
    const anchor = createAnchor(this.#book, context, underlying);
    const fresh = { heap: new TriggerHeap(), anchor, offset: 0, distance: 0 };
    this.#watched.set(underlying, fresh);
    return fresh;
  }
}
