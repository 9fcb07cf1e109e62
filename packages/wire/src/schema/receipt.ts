/**
 * What a submitter is told.
 *
 * @module
 */
import type { RefusalJson } from "../refusal.ts";
import { Hash, Height, JsonObject, TimeMs } from "./common.ts";
import { z } from "./zod.ts";

/** Its JSON is the codec's: what `data` holds is told by the code. */
const Refusal = z
  .object({
    code: z.string().openapi({ example: "InitialMarginBreached" }),
    number: z.int(),
    data: JsonObject,
  })
  .openapi("Refusal") as unknown as z.ZodType<RefusalJson, RefusalJson>;

const Outcome = z.object({ accepted: z.boolean(), refusal: Refusal.nullable() }).openapi("Outcome");

export const Receipt = Outcome.extend({
  hash: Hash,
  height: Height,
  index: z.int(),
  timeMs: TimeMs,
  outcomes: z.array(Outcome).openapi({ description: "Of a batch, an answer an item, in their order." }),
  firstEvent: z.int().openapi({ description: "Place of the transaction's first event in its block." }),
  eventCount: z.int(),
}).openapi("Receipt");
