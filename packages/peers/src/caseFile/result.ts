/**
 * What a profile answers for a case: the family's own figures, and how far they are from those the file expects.
 *
 * @module
 */
import type { Refused } from "@novate/risk";

/** One figure under the family's own name; exact integers are decimal text. */
export type Figure = number | string | boolean | null | readonly Figure[] | { readonly [name: string]: Figure };

/** An exact integer as case files write it: a number while it is safe, text beyond. */
export const integerFigure = (value: bigint): Figure => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
};

export type Figures = Readonly<Record<string, Figure>>;

export interface ProfileCaseResult {
  readonly name: string;
  readonly computed: Figures;
  /** The figures of the file that are compared; absent when the file states none. */
  readonly expected?: Figures;
  /** computed − expected of each compared number; `false` for a text or flag that differs. */
  readonly differences?: Figures;
  readonly isWithinTolerance?: boolean;
  /** Why the case is shown but not judged: the source contradicts itself, or names a symbol the file does not define. */
  readonly excluded?: string;
  /**
   * What was read from the figures that the case expects, where they are not computed: a case within tolerance then proves
   * the rest alone.
   */
  readonly given?: string;
  /** Why the case could not be read, its field named; the other cases of its file stand. */
  readonly refused?: Refused;
}

export interface ProfileRun {
  readonly ok: true;
  readonly profile: string;
  readonly family: string;
  readonly cases: readonly ProfileCaseResult[];
}

export type ProfileAnswer = ProfileRun | Refused;

/** Largest accepted difference: the larger of the absolute one and the one relative to the expected figure. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** Exact: integers, texts and flags must be the same. */
export const EXACT: Tolerance = { absolute: 0, relative: 0 };

/** Worst of the numbers compared so far, per figure; `undefined` when texts or flags are equal. */
function differenceOf(computed: Figure | undefined, expected: Figure): Figure | undefined {
  if (typeof computed === "number" && typeof expected === "number") return computed - expected;
  if (Array.isArray(computed) && Array.isArray(expected)) {
    return computed.length === expected.length
      ? expected.map((item: Figure, index) => differenceOf(computed[index], item) ?? 0)
      : false;
  }
  if (isObject(computed) && isObject(expected)) {
    return Object.fromEntries(
      Object.keys(expected).map((key) => [key, differenceOf(computed[key], expected[key] ?? null) ?? 0]),
    );
  }
  return computed === expected ? undefined : false;
}

const isObject = (value: Figure | undefined): value is Readonly<Record<string, Figure>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isWithin(difference: Figure, expected: Figure, tolerance: Tolerance): boolean {
  if (typeof difference === "number") {
    const size = typeof expected === "number" ? Math.abs(expected) : 0;
    return Math.abs(difference) <= Math.max(tolerance.absolute, tolerance.relative * size);
  }
  if (Array.isArray(difference)) {
    return (
      Array.isArray(expected) && difference.every((item, index) => isWithin(item, expected[index] ?? 0, tolerance))
    );
  }
  if (isObject(difference)) {
    return (
      isObject(expected) &&
      Object.keys(difference).every((key) => isWithin(difference[key] ?? 0, expected[key] ?? 0, tolerance))
    );
  }
  return false;
}

/** Compares every expected figure with the computed one of the same name, each under its own tolerance. */
export function judge(
  name: string,
  computed: Figures,
  expected: Figures,
  toleranceOf: (figure: string) => Tolerance,
): ProfileCaseResult {
  const names = Object.keys(expected);
  if (names.length === 0) return { name, computed };
  const differences: Record<string, Figure> = {};
  let within = true;
  for (const figure of names) {
    const wanted = expected[figure] ?? null;
    const difference = differenceOf(computed[figure], wanted);
    if (difference === undefined) continue;
    differences[figure] = difference;
    within = within && isWithin(difference, wanted, toleranceOf(figure));
  }
  return { name, computed, expected, differences, isWithinTolerance: within };
}
