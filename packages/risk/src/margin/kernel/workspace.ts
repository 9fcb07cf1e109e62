/**
 * The kernel's scratch memory: sums of one account per underlying ("slot") and per expiry ("bucket slot").
 *
 * Made once and reused, so that no account's margin allocates. A workspace serves one thread.
 * @module
 */
import type { RiskBook } from "./book.ts";

export class MarginWorkspace {
  slotCount = 0;
  bucketSlotCount = 0;
  /** Σ |lots| · largest magnitude of the row: below the limit every sum here is exact (MARG-011). */
  bound = 0;

  /** Dense underlying index → slot, −1 for none; and back. */
  slotOf = new Int32Array(0);
  underlyingOf = new Int32Array(0);
  /** Dense bucket index → bucket slot, −1 for none; and back; and the slot it belongs to. */
  bucketSlotOf = new Int32Array(0);
  bucketOf = new Int32Array(0);
  slotOfBucket = new Int32Array(0);

  /** Σ lots · P&L per scenario, slot by slot; and of the joint scenarios over the account. */
  grid = new Float64Array(0);
  joint = new Float64Array(0);
  tiltDown = new Float64Array(0);
  tiltUp = new Float64Array(0);
  bucketSlack = new Float64Array(0);

  slack = new Float64Array(0);
  deltaLong = new Float64Array(0);
  deltaShort = new Float64Array(0);
  chargedLong = new Float64Array(0);
  chargedShort = new Float64Array(0);
  collateralDelta = new Float64Array(0);
  vegaLong = new Float64Array(0);
  vegaShort = new Float64Array(0);
  shortOption = new Float64Array(0);
  addOn = new Float64Array(0);
  /** No ceiling of the slot can be below this: ceilings are worked out only for a requirement above it. */
  leastCeiling = new Float64Array(0);

  /** Results per slot: worst loss while the spot falls, rests, rises, and through tilts; then the charges. */
  lossDown = new Float64Array(0);
  lossFlat = new Float64Array(0);
  lossUp = new Float64Array(0);
  lossTilt = new Float64Array(0);
  scan = new Float64Array(0);
  minimum = new Float64Array(0);
  /** Liquidity charge and add-ons: what no factor scales. */
  fixed = new Float64Array(0);
  initial = new Float64Array(0);
  maintenance = new Float64Array(0);

  /** Requirement of the account assessed last. */
  initialMargin = 0;
  maintenanceMargin = 0;

  /** Delta notional after collateral, which offsets a short net delta and no other. */
  netDelta(slot: number): number {
    const net = this.deltaLong[slot]! - this.deltaShort[slot]!;
    return net < 0 ? Math.min(net + this.collateralDelta[slot]!, 0) : net;
  }

  /** Forgets the last account and makes room for one of `positionCount` positions. */
  reset(book: RiskBook, positionCount: number): void {
    for (let slot = 0; slot < this.slotCount; slot += 1) this.slotOf[this.underlyingOf[slot]!] = -1;
    for (let slot = 0; slot < this.bucketSlotCount; slot += 1) this.bucketSlotOf[this.bucketOf[slot]!] = -1;
    this.slotCount = 0;
    this.bucketSlotCount = 0;
    this.bound = 0;
    if (this.slotOf.length < book.underlyingCount) this.slotOf = new Int32Array(book.underlyingCount * 2).fill(-1);
    if (this.bucketSlotOf.length < book.bucketCount) this.bucketSlotOf = new Int32Array(book.bucketCount * 2).fill(-1);
    if (this.underlyingOf.length < positionCount || this.grid.length < this.underlyingOf.length * book.gridCount)
      this.#makeRoom(Math.max(positionCount * 2, 32), book.gridCount);
    if (this.joint.length < book.jointCount) this.joint = new Float64Array(book.jointCount);
    for (let column = 0; column < book.jointCount; column += 1) this.joint[column] = 0;
  }

  /** Opens the slot of an underlying with all sums at zero. */
  openSlot(underlying: number, gridCount: number): number {
    const slot = this.slotCount;
    this.slotCount = slot + 1;
    this.slotOf[underlying] = slot;
    this.underlyingOf[slot] = underlying;
    const first = slot * gridCount;
    for (let column = first; column < first + gridCount; column += 1) this.grid[column] = 0;
    this.slack[slot] = 0;
    this.deltaLong[slot] = 0;
    this.deltaShort[slot] = 0;
    this.chargedLong[slot] = 0;
    this.chargedShort[slot] = 0;
    this.collateralDelta[slot] = 0;
    this.vegaLong[slot] = 0;
    this.vegaShort[slot] = 0;
    this.shortOption[slot] = 0;
    this.addOn[slot] = 0;
    this.leastCeiling[slot] = Number.POSITIVE_INFINITY;
    return slot;
  }

  /** Opens the slot of an expiry with all sums at zero. */
  openBucket(bucket: number, slot: number): number {
    const bucketSlot = this.bucketSlotCount;
    this.bucketSlotCount = bucketSlot + 1;
    this.bucketSlotOf[bucket] = bucketSlot;
    this.bucketOf[bucketSlot] = bucket;
    this.slotOfBucket[bucketSlot] = slot;
    this.tiltDown[bucketSlot] = 0;
    this.tiltUp[bucketSlot] = 0;
    this.bucketSlack[bucketSlot] = 0;
    return bucketSlot;
  }

  #makeRoom(slots: number, gridCount: number): void {
    this.underlyingOf = new Int32Array(slots);
    this.bucketOf = new Int32Array(slots);
    this.slotOfBucket = new Int32Array(slots);
    this.grid = new Float64Array(slots * gridCount);
    const column = () => new Float64Array(slots);
    this.tiltDown = column();
    this.tiltUp = column();
    this.bucketSlack = column();
    this.slack = column();
    this.deltaLong = column();
    this.deltaShort = column();
    this.chargedLong = column();
    this.chargedShort = column();
    this.collateralDelta = column();
    this.vegaLong = column();
    this.vegaShort = column();
    this.shortOption = column();
    this.leastCeiling = column();
    this.addOn = column();
    this.lossDown = column();
    this.lossFlat = column();
    this.lossUp = column();
    this.lossTilt = column();
    this.scan = column();
    this.minimum = column();
    this.fixed = column();
    this.initial = column();
    this.maintenance = column();
  }
}
