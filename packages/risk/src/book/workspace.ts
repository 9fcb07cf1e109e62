/**
 * The kernel's scratch memory: sums of one account per underlying ("slot") and per expiry ("bucket slot").
 *
 * Made once and reused, so that no account's margin allocates. A workspace serves one thread.
 * @module
 */
import type { RiskBook } from "./book.ts";
import { Chains } from "./chains.ts";
import { COLLATERAL_DELTA, DELTA_LONG, DELTA_SHORT, SUMMED_FIELDS } from "./side.ts";

/** A slot begins with the summed fields of `side.ts`; then: least headroom of its positions, */
export const LEAST_HEADROOM = SUMMED_FIELDS;
/** whether every expiry's payoff is bounded, 1 or 0, */
export const IS_BOUNDED = SUMMED_FIELDS + 1;
/** worst loss while the spot falls, rests and rises, and through tilts, */
export const LOSS_DOWN = SUMMED_FIELDS + 2;
export const LOSS_FLAT = SUMMED_FIELDS + 3;
export const LOSS_UP = SUMMED_FIELDS + 4;
export const LOSS_TILT = SUMMED_FIELDS + 5;
/** and the charges: scan loss, minimum charge, what no factor scales, and the two levels. */
export const SCAN_LOSS = SUMMED_FIELDS + 6;
export const MINIMUM = SUMMED_FIELDS + 7;
export const FIXED = SUMMED_FIELDS + 8;
export const INITIAL = SUMMED_FIELDS + 9;
export const MAINTENANCE = SUMMED_FIELDS + 10;
export const SLOT_WIDTH = SUMMED_FIELDS + 11;

/** Fields of a bucket slot. */
export const TILT_DOWN = 0;
export const TILT_UP = 1;
export const BUCKET_SLACK = 2;
export const BUCKET_SLOPE = 3;
export const BUCKET_WIDTH = 4;

export class MarginWorkspace {
  slotCount = 0;
  bucketSlotCount = 0;

  /** Dense underlying index → slot, −1 for none; and back. */
  slotOf = new Int32Array(0);
  underlyingOf = new Int32Array(0);
  /** Dense bucket index → bucket slot, −1 for none; and back; and the slot it belongs to. */
  bucketSlotOf = new Int32Array(0);
  bucketOf = new Int32Array(0);
  slotOfBucket = new Int32Array(0);

  slots = new Float64Array(0);
  buckets = new Float64Array(0);
  /** The account's positions by slot and by bucket slot, in their own order: the first of each, and what follows a position. */
  readonly bySlot = new Chains();
  readonly byBucket = new Chains();
  /** Σ lots · P&L per scenario, slot by slot; and of the joint scenarios over the account. */
  grid = new Float64Array(0);
  joint = new Float64Array(0);

  /** Requirement of the account assessed last. */
  initialMargin = 0;
  maintenanceMargin = 0;

  /** Delta notional after collateral, which offsets a short net delta and no other. */
  netDelta(slot: number): number {
    const at = slot * SLOT_WIDTH;
    const net = this.slots[at + DELTA_LONG]! - this.slots[at + DELTA_SHORT]!;
    return net < 0 ? Math.min(net + this.slots[at + COLLATERAL_DELTA]!, 0) : net;
  }

  /** Forgets the last account and makes room for one of `positionCount` positions. */
  reset(book: RiskBook, positionCount: number): void {
    for (let slot = 0; slot < this.slotCount; slot += 1) this.slotOf[this.underlyingOf[slot]!] = -1;
    for (let slot = 0; slot < this.bucketSlotCount; slot += 1) this.bucketSlotOf[this.bucketOf[slot]!] = -1;
    this.slotCount = 0;
    this.bucketSlotCount = 0;
    if (this.slotOf.length < book.underlyingCount) this.slotOf = new Int32Array(book.underlyingCount * 2).fill(-1);
    if (this.bucketSlotOf.length < book.bucketCount) this.bucketSlotOf = new Int32Array(book.bucketCount * 2).fill(-1);
    const room = this.underlyingOf.length;
    if (room < positionCount || this.grid.length < room * book.gridCount) this.#makeRoom(book, positionCount);
    this.bySlot.reset(positionCount);
    this.byBucket.reset(positionCount);
    if (this.joint.length < book.jointCount) this.joint = new Float64Array(book.jointCount);
    for (let column = 0; column < book.jointCount; column += 1) this.joint[column] = 0;
  }

  /** Opens the slot of an underlying with all sums at zero. */
  openSlot(underlying: number, gridCount: number): number {
    const slot = this.slotCount;
    this.slotCount = slot + 1;
    this.bySlot.open(slot);
    this.slotOf[underlying] = slot;
    this.underlyingOf[slot] = underlying;
    const grid = slot * gridCount;
    for (let column = grid; column < grid + gridCount; column += 1) this.grid[column] = 0;
    const at = slot * SLOT_WIDTH;
    for (let field = at; field < at + SUMMED_FIELDS; field += 1) this.slots[field] = 0;
    this.slots[at + LEAST_HEADROOM] = Number.POSITIVE_INFINITY;
    return slot;
  }

  /** Opens the slot of an expiry with all sums at zero. */
  openBucket(bucket: number, slot: number): number {
    const bucketSlot = this.bucketSlotCount;
    this.bucketSlotCount = bucketSlot + 1;
    this.byBucket.open(bucketSlot);
    this.bucketSlotOf[bucket] = bucketSlot;
    this.bucketOf[bucketSlot] = bucket;
    this.slotOfBucket[bucketSlot] = slot;
    const at = bucketSlot * BUCKET_WIDTH;
    for (let field = at; field < at + BUCKET_WIDTH; field += 1) this.buckets[field] = 0;
    return bucketSlot;
  }

  #makeRoom(book: RiskBook, positionCount: number): void {
    const room = Math.max(positionCount * 2, 32);
    this.underlyingOf = new Int32Array(room);
    this.bucketOf = new Int32Array(room);
    this.slotOfBucket = new Int32Array(room);
    this.slots = new Float64Array(room * SLOT_WIDTH);
    this.buckets = new Float64Array(room * BUCKET_WIDTH);
    this.grid = new Float64Array(room * book.gridCount);
  }
}
