/**
 * What a table of cases is: a function from one case to the figures computed and the figures expected.
 *
 * @module
 */
import type { Field } from "../caseFile/field.ts";
import { type Figure, integerFigure } from "../caseFile/result.ts";
import { isFault } from "./liquidation.ts";
import { integerOf } from "./read.ts";
import { symbolName } from "./symbols.ts";

export interface TableOutcome {
  readonly computed: Readonly<Record<string, Figure>>;
  readonly expected: Readonly<Record<string, Figure>>;
  /** What was read from the figures that the case expects. */
  readonly given?: string;
}

export type Table = (field: Field) => TableOutcome;

/** One integer under the name that the case expects it by. */
export function integerOutcome(field: Field, name: string, value: bigint): TableOutcome {
  const expected = field.get(name);
  return {
    computed: { [name]: integerFigure(value) },
    expected: expected.exists ? { [name]: integerFigure(integerOf(expected)) } : {},
  };
}

export function flagOutcome(field: Field, name: string, value: boolean): TableOutcome {
  const expected = field.get(name);
  return { computed: { [name]: value }, expected: expected.exists ? { [name]: expected.flag } : {} };
}

/** The error that a case expects, by its name alone. */
export const expectedError = (field: Field): string | undefined =>
  ["expectedErr", "expectedError", "panicErr"].map((name) => symbolName(field.get(name).value)).find(Boolean);

/** An integer or a fault, against an expected integer or an expected error. */
export function faultOutcome(field: Field, name: string, value: bigint | { readonly fault: string }): TableOutcome {
  const error = expectedError(field);
  if (isFault(value)) return { computed: { error: value.fault }, expected: { error: error ?? "none" } };
  const outcome = integerOutcome(field, name, value);
  return error === undefined ? outcome : { computed: { ...outcome.computed, error: "none" }, expected: { error } };
}

export const merge = (...outcomes: readonly TableOutcome[]): TableOutcome => ({
  computed: Object.assign({}, ...outcomes.map((outcome) => outcome.computed)),
  expected: Object.assign({}, ...outcomes.map((outcome) => outcome.expected)),
});
