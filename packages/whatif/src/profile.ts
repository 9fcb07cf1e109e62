/**
 * The profile that a document asks for: the house's own, at the first edition's parameters or at changed ones.
 *
 * @module
 */
import { ppm } from "@novate/num";
import {
  type Checked,
  createStandardProfile,
  faultOfMarginParameters,
  type MarginParameters,
  type MarginProfile,
  refuse,
  STANDARD_PARAMETERS,
  STANDARD_PROFILE,
} from "@novate/risk";
import type { Whole } from "./document.ts";

/** Past this a parameter is a mistake of units. */
const MOST_PARAMETER = 1_000_000_000_000n;

/** The standard profile with `changes` on top, or a refusal that names the parameter. */
export function standardProfileWith(changes: unknown): Checked<{ readonly profile: MarginProfile }> {
  if (changes === undefined) return { ok: true, profile: STANDARD_PROFILE };
  if (typeof changes !== "object" || changes === null || Array.isArray(changes))
    return refuse("NotANumber", "parameters", "must be an object of whole numbers by name");
  const parameters: Record<string, bigint | number> = { ...STANDARD_PARAMETERS };
  for (const [name, value] of Object.entries(changes)) {
    const field = `parameters.${name}`;
    if (!Object.hasOwn(STANDARD_PARAMETERS, name)) return refuse("FieldUnknown", field, "is not a margin parameter");
    const number = wholeOf(value);
    if (number === undefined) return refuse("NotANumber", field, "must be a whole number");
    if (number < 0n) return refuse("Negative", field, "must be zero or more");
    if (number > MOST_PARAMETER) return refuse("OutOfRange", field, `must be ${MOST_PARAMETER} at most`);
    parameters[name] = name.endsWith("Ppm") ? ppm(number) : Number(number);
  }
  const sound = parameters as unknown as MarginParameters; // every name is one of its own, with its own kind of number
  const fault = faultOfMarginParameters(sound);
  if (fault !== undefined) {
    const [name, detail] = fault.split(": ");
    return refuse("OutOfRange", `parameters.${name}`, detail!); // a fault is "name: what is wrong"
  }
  return { ok: true, profile: createStandardProfile(sound) };
}

function wholeOf(value: unknown): bigint | undefined {
  const isWhole =
    typeof value === "number" ? Number.isSafeInteger(value) : typeof value === "string" && /^-?\d{1,20}$/.test(value);
  return isWhole ? BigInt(value as Whole) : undefined; // one of both by the line above
}
