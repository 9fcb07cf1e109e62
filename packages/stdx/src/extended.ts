/**
 * Growing a typed array: its contents in a longer one.
 *
 * @module
 */

/** Copies `old` into the longer `fresh` and returns that. */
export function extended<Numbers extends Int32Array | Uint32Array | Float64Array | Uint8Array>(
  old: Numbers,
  fresh: Numbers,
): Numbers {
  fresh.set(old);
  return fresh;
}
