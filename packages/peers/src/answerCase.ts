/**
 * One document with a case of another house's model: `{ profile, case }`, to that model's figures.
 *
 * @module
 */
import { type Refused, refuse } from "@novate/risk";
import type { ProfileCaseResult } from "./caseFile/result.ts";
import { listProfiles, runProfileCase } from "./runProfileCase.ts";

/** A case in the form of the profile's own family. */
export interface CaseDocument {
  readonly profile: string;
  readonly case: unknown;
}

/** What another house's model says of its own case. */
export interface CaseAnswer {
  readonly profile: string;
  readonly cases: readonly ProfileCaseResult[];
}

/** Whether a document asks for a model other than the house's own, and so is no what-if document. */
export function isCaseDocument(document: unknown): document is CaseDocument {
  if (typeof document !== "object" || document === null || !("profile" in document)) return false;
  return typeof document.profile === "string" && document.profile !== "standard";
}

/** Runs the document's case. Never throws for data: what cannot be read is refused by its path. */
export function answerCase(document: CaseDocument): { readonly ok: true; readonly answer: CaseAnswer } | Refused {
  const { profile } = document;
  const names = listProfiles().map(({ name }) => name);
  if (!names.includes(profile)) return refuse("FieldUnknown", "profile", `must be one of ${names.join(", ")}`);
  for (const name of Object.keys(document))
    if (name !== "profile" && name !== "case")
      return refuse("FieldUnknown", name, `is not a field for ${profile}, which takes its own form under "case"`);
  if (!("case" in document)) return refuse("FieldMissing", "case", `must be a case in the form of ${profile}`);
  const run = runProfileCase(profile, document.case);
  if (!run.ok) return { ...run, field: run.field === "" ? "case" : `case.${run.field}` };
  return { ok: true, answer: { profile: run.profile, cases: run.cases } };
}
