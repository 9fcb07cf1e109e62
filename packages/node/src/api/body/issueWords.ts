/**
 * What a schema finds wrong, in the words of this API: the field, what is allowed there, and what was given.
 *
 * A schema of ours says what it allows in lower case; the library's own sentences, which begin in upper case, are put in other words.
 *
 * @module
 */

import type { z } from "@hono/zod-openapi";
import { describeJson } from "@novate/codec";

type Issue = z.core.$ZodIssue;

export interface IssueWords {
  /** Empty for the whole. */
  readonly field: string;
  readonly reason: string;
}

/** Words of a list that are told; a page has the rest. */
const MOST_CHOICES = 12;

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};
const COUNTED: Readonly<Record<string, string>> = { array: " entries", string: " characters" };

/** Each fault of `given`, as the schema found them. */
export function issueWords(issues: readonly Issue[], given: unknown): readonly IssueWords[] {
  return issues.flatMap((issue) => {
    // Of several forms, the last is what a body without the mark of another is taken for.
    if (issue.code === "invalid_union" && !isOurs(issue.message) && issue.errors.length > 0) {
      const within = issue.errors.at(-1)!.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
      return issueWords(within, given);
    }
    const field = issue.path.join(".");
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({ field: field === "" ? key : `${field}.${key}`, reason: "it is no key here" }));
    const value = valueAt(given, issue.path);
    return [{ field, reason: issue.code === "custom" ? issue.message : `${allowedOf(issue)}, ${givenWords(value)}` }];
  });
}

const isOurs = (message: string): boolean => !/^[A-Z]/.test(message);

function allowedOf(issue: Issue): string {
  if (isOurs(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return `it is ${KINDS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `it is ${choices(issue.values.map(String))}`;
    case "too_small":
      return `it ${COUNTED[issue.origin] ? "has" : "is"} at least ${issue.minimum}${COUNTED[issue.origin] ?? ""}`;
    case "too_big":
      return `it ${COUNTED[issue.origin] ? "has" : "is"} at most ${issue.maximum}${COUNTED[issue.origin] ?? ""}`;
    default:
      return "it has another form";
  }
}

function choices(values: readonly string[]): string {
  if (values.length === 1) return values[0]!;
  if (values.length <= MOST_CHOICES) return `one of ${values.join(", ")}`;
  return `one of ${values.length} words, such as ${values.slice(0, 3).join(", ")}; /docs lists them`;
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return value;
}

const givenWords = (value: unknown): string =>
  value === undefined ? "and it is missing" : `not ${describeJson(value)}`; // of what a body or a query had
