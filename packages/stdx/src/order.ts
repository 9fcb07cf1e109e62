/**
 * Order that does not depend on the process: of texts, numbers and the entries of maps.
 *
 * @module
 */

/** Ascending order of numbers, of bigints, or of texts by UTF-16 code unit (never by locale). No NaN. */
export function ascending<T extends number | bigint | string>(left: T, right: T): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

/**
 * The entries of a map in the order of its keys, whatever the order of insertion.
 * `compare` must tell any two keys of the map apart, else the order of insertion shows through.
 */
export function sortedEntries<K, V>(map: ReadonlyMap<K, V>, compare: (left: K, right: K) => number): [K, V][] {
  return [...map].sort(([left], [right]) => compare(left, right));
}
