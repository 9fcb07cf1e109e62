/**
 * Why a request was not answered.
 *
 * @module
 */
import { type RefusalCode, type RefusalCodeOf, type RefusalJson, refusalFamilies } from "@novate/codec";
import { codecJson } from "./codecSchemas.ts";
import { JsonObject } from "./common.ts";
import { z } from "./zod.ts";

/** What a node says no with: its own refusals, and those of the rules that it can tell without a block. */
export const requestRefusals = [
  "BytesInvalid",
  "HouseMismatch",
  "SignatureInvalid",
  "AccountUnknown",
  "SegmentUnknown",
  "InstrumentUnknown",
  "VaultUnknown",
  ...(Object.keys(refusalFamilies[800]) as RefusalCodeOf<800>[]), // the keys of a literal
] as const satisfies readonly RefusalCode[];

/** What can fail while a node answers: the world, not the request. */
export const failureCodes = [
  "NodeHalted",
  "StoreCorrupt",
  "StoreUnavailable",
  "StoreWriteFailed",
  "AdmissionFailed",
  "InternalFailure",
] as const;

export type RequestRefusalCode = (typeof requestRefusals)[number];
export type ProblemCode = RequestRefusalCode | (typeof failureCodes)[number];

const Refusal = JsonObject.openapi({
  description: "The rule that says no; null where the world failed.",
  ...codecJson("Refusal"),
}) as unknown as z.ZodType<RefusalJson & { readonly code: RequestRefusalCode }>; // by its code's definition

/** An RFC 9457 problem. `code` is stable; programs match on it, people read `detail`. */
export const Problem = z
  .object({
    type: z
      .string()
      .openapi({ example: "/docs/errors/QueueFull", description: "The code's page on the node that answers." }),
    title: z.string(),
    status: z.int(),
    code: z.enum([...requestRefusals, ...failureCodes]).openapi({ example: "QueueFull" }),
    detail: z.string(),
    remedy: z.string(),
    advice: z.enum(["retry", "ignore", "stop"]),
    refusal: z.union([Refusal, z.null()]),
    details: JsonObject.openapi({ description: "What a failure tells beside its text; empty for a refusal." }),
  })
  .openapi("Problem", {
    description:
      "Why a request was not answered (RFC 9457): programs match on `code`, people read `detail` and `remedy`.",
  });
export type Problem = z.infer<typeof Problem>;
