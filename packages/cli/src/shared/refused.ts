/**
 * What the rules refuse, in the catalogue's words; an old receipt may have a code that the catalogue lacks now.
 *
 * @module
 */
import { isRefusalCode, type RefusalJson, refusalDefinitions } from "@novate/codec";
import { flatRecord } from "./csv.ts";
import { RefusedError } from "./failure.ts";

/** Such as `The feed is unknown. Check its id. (feedId 9)`. */
export function refusalText({ code, data }: RefusalJson): string {
  const { meaning, remedy } = wordsOf(code);
  return [`${code}:`, meaning, remedy, fieldsText(data)].filter((part) => part !== "").join(" ");
}

/** `what` was refused, such as a price; `says` tells it better than the catalogue does. */
export function refusedError(refusal: RefusalJson, says?: string): RefusedError {
  const { meaning, remedy } = wordsOf(refusal.code);
  const detail = says ?? [meaning || "the rules refuse it", fieldsText(refusal.data)].join(" ").trimEnd();
  return new RefusedError(refusal.code, detail, refusal, remedy);
}

const wordsOf = (code: string) => (isRefusalCode(code) ? refusalDefinitions[code] : { meaning: "", remedy: "" });

/** Fields by name, nested ones too; empty where all of them say nothing. */
function fieldsText(data: unknown): string {
  if (typeof data !== "object" || data === null) return "";
  const fields = Object.entries(flatRecord(data as Record<string, unknown>)).filter(([, value]) => value !== null);
  return fields.length === 0 ? "" : `(${fields.map(([name, value]) => `${name} ${fieldText(value)}`).join(", ")})`;
}

const fieldText = (value: unknown): string => (Array.isArray(value) ? value.map(fieldText).join(" ") : String(value));
