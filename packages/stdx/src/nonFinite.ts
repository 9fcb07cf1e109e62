/**
 * Finds the figure of an answer that is no number: JSON has no word for it and writes null.
 *
 * @module
 */

/** Path of the first number in `value` that is not finite, such as `rows[2].kupiecP`; undefined where all are. */
export function nonFinitePath(value: unknown, path = ""): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  const isList = Array.isArray(value);
  for (const [key, item] of Object.entries(value)) {
    const own = isList ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const found = nonFinitePath(item, own);
    if (found !== undefined) return found;
  }
  return undefined;
}
