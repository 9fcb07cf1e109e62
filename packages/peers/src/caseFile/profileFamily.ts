/**
 * What a profile has to say of itself: its name, its sources, and how it reads a case file.
 *
 * @module
 */
import type { Field } from "./field.ts";
import type { ProfileCaseResult } from "./result.ts";

export interface ProfileDescription {
  readonly name: string;
  /** What is margined, in one sentence. */
  readonly summary: string;
  /** Where the method and the figures come from. */
  readonly sources: readonly string[];
  /** The case files that it reads, as a reader recognises them. */
  readonly caseFiles: string;
}

export interface ProfileFamily extends ProfileDescription {
  /** Runs every case of the file. Refuses through the field's own `refuse`. */
  readonly run: (file: Field, fileName: string) => readonly ProfileCaseResult[];
}

/** A file name without its folder and endings: the name of a single case. */
export const caseNameOf = (fileName: string): string =>
  (fileName.split("/").at(-1) ?? fileName).replace(/\.gz$/, "").replace(/\.json$/, "") || "case";

/** The case's own name where it has a readable one. */
export function idOf(field: Field, fallback: string, key = "id"): string {
  const value = field.keys.includes(key) ? field.get(key).value : undefined;
  return typeof value === "string" ? value : fallback;
}
