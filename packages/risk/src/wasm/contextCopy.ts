/**
 * The kernel's copy of the margin context, written before every pass.
 *
 * @module
 */
import type { MarginContext } from "../book/context.ts";
import { type Layout, PAIR_BYTES } from "./layout.ts";
import type { KernelMemory } from "./webAssembly.ts";

export function writeContext({ buffer }: KernelMemory, layout: Layout, context: MarginContext): void {
  const columns: [number, Float64Array][] = [
    [layout.initialPpm, context.initialPpm],
    [layout.maintenancePpm, context.maintenancePpm],
    [layout.deltaRatePpm, context.deltaRatePpm],
    [layout.vegaRatePpm, context.vegaRatePpm],
    [layout.deltaDepth, context.deltaDepth],
    [layout.vegaDepth, context.vegaDepth],
    [layout.linearGrowthPpm, context.linearGrowthPpm],
    [layout.growthPpm, context.growthPpm],
  ];
  for (const [address, column] of columns) new Float64Array(buffer, address, column.length).set(column);
  const view = new DataView(buffer, layout.pairs, context.pairs.length * PAIR_BYTES);
  for (const [index, { left, right, creditPpm }] of context.pairs.entries()) {
    view.setUint32(index * PAIR_BYTES, left, true);
    view.setUint32(index * PAIR_BYTES + 4, right, true);
    view.setFloat64(index * PAIR_BYTES + 8, creditPpm, true);
  }
}
