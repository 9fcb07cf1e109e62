/**
 * One holding per option: the venue keeps a single balance of each, so lines of a file that name the same one are summed.
 *
 * @module
 */
import type { OptionHolding } from "../core/repricing.ts";

/** The options with the amounts of equal kind and strike summed, all of one expiry; the first line's volatility stands. */
export function mergedOptions(options: readonly OptionHolding[]): readonly OptionHolding[] {
  const merged = new Map<string, OptionHolding>();
  for (const option of options) {
    const key = `${option.kind} ${option.strike}`;
    const held = merged.get(key);
    merged.set(key, held === undefined ? option : { ...held, amount: held.amount + option.amount });
  }
  return [...merged.values()];
}
