/**
 * What there is, for whoever named something else.
 *
 * @module
 */

export const thereAre = (names: readonly string[]): string =>
  names.length === 0 ? "there is none" : `there ${names.length === 1 ? "is" : "are"} ${names.join(", ")}`;
