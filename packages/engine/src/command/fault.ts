/**
 * What is wrong with an input: the first field that no rule allows.
 *
 * @module
 */

/** The field that is wrong, and why, in ASCII. */
export interface Fault {
  readonly field: string;
  readonly reason: string;
}

export const fault = (field: string, reason: string): Fault => ({ field, reason });

/** A fault unless minimum ≤ value ≤ maximum. */
export const outside = (
  field: string,
  value: bigint | number,
  minimum: bigint | number,
  maximum: bigint | number,
): Fault | null =>
  value < minimum || value > maximum ? fault(field, `${value} is not from ${minimum} to ${maximum}`) : null;

/** The first fault of several checks. */
export const firstFault = (...faults: readonly (Fault | null)[]): Fault | null =>
  faults.find((candidate) => candidate !== null) ?? null;
