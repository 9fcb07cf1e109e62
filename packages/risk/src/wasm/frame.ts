/**
 * The frame: every address and count that the kernel reads in one go, in the order of `assembly/layout.ts`.
 *
 * @module
 */
import type { RiskBook } from "../book/book.ts";
import type { ChargeRule } from "../profile/profile.ts";
import type { Extent, Layout, Scratch } from "./layout.ts";

/** Words of the frame. `interestStride` is in numbers, 0 for no interest table. */
export function frameOf(
  layout: Layout,
  scratch: Scratch,
  extent: Extent,
  book: RiskBook,
  charges: ChargeRule,
  interestStride: number,
): Uint32Array {
  return Uint32Array.of(
    layout.pnl,
    extent.stride,
    extent.gridCount,
    extent.jointCount,
    book.downEnd,
    book.flatEnd,
    layout.kind,
    layout.underlying,
    layout.bucket,
    layout.mark,
    layout.strike,
    layout.atomsPerPoint,
    layout.sides,
    layout.initialPpm,
    layout.maintenancePpm,
    layout.deltaRatePpm,
    layout.vegaRatePpm,
    layout.deltaDepth,
    layout.vegaDepth,
    layout.pairs,
    extent.pairs,
    layout.starts,
    layout.counts,
    layout.positions,
    layout.methods,
    layout.groups,
    layout.interest,
    interestStride,
    layout.initial,
    layout.maintenance,
    scratch.slotOf,
    scratch.bucketSlotOf,
    scratch.slotUnderlying,
    scratch.slotEntries,
    scratch.slots,
    scratch.buckets,
    scratch.grid,
    scratch.joint,
    scratch.unsorted,
    scratch.entries,
    charges.hedgedPpm,
    charges.unhedgedPpm,
    charges.jointTailCount,
    layout.linearGrowthPpm,
    layout.growthPpm,
  );
}
