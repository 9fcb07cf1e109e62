/**
 * Every fault of a body's form, as one problem.
 *
 * @module
 */
import type { CodecError, Json } from "@novate/codec";
import { requestInvalid } from "../problem.ts";

export type FormFault = Pick<CodecError, "code" | "path" | "detail">;

/** `details.faults` of the problem lists all of them; it is named by the first. */
export function formInvalid(faults: readonly FormFault[]) {
  const listed = faults.map(({ code, path, detail }) => ({ code, field: path, detail }));
  const [first] = listed;
  const message = listed.map(({ field, detail }) => (field === "" ? detail : `${field}: ${detail}`)).join("; ");
  return requestInvalid(first!.field.slice(0, 64), first!.detail, {
    message: `${message.slice(0, 4_096)}.`,
    remedy: "Correct the named fields; /docs shows what each takes.",
    details: { faults: listed },
  });
}

/** The members of a JSON object, or null. */
export const membersOf = (json: unknown): Readonly<Record<string, Json>> | null =>
  typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Record<string, Json>) : null;
