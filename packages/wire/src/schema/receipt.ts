/**
 * What a submitter is told.
 *
 * @module
 */
import type { RefusalJson } from "@novate/codec";
import { codecJson } from "./codecSchemas.ts";
import { Hash, Height, JsonObject, TimeMs } from "./common.ts";
import { z } from "./zod.ts";

/** The codec's catalogue types `data` by the code. */
const Refusal = JsonObject.openapi({
  description: "Why not: `data` is what its code says.",
  ...codecJson("Refusal"),
}) as unknown as z.ZodType<RefusalJson, RefusalJson>;

export const Outcome = z
  .object({ accepted: z.boolean(), refusal: z.union([Refusal, z.null()]) })
  .openapi("Outcome", { description: "Whether the rules took it, and which said no." });

export const Receipt = Outcome.extend({
  verdict: z.enum(["accepted", "partlyAccepted", "refused"]).openapi({
    description:
      "Of a batch: whether all of its items, some or none were accepted; `accepted` beside it says only that the batch was heard.",
  }),
  hash: Hash,
  height: Height,
  index: z.int(),
  timeMs: TimeMs,
  outcomes: z.array(Outcome).openapi({ description: "Of a batch, an answer an item, in their order." }),
  firstEvent: z.int().openapi({ description: "Place of the transaction's first event in its block." }),
  eventCount: z.int(),
}).openapi("Receipt", { description: "What became of a transaction, and where it stands in its block." });
