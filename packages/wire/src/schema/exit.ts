/**
 * What accounts leave with: one account's kit, and all claims of a checkpoint for whoever keeps them.
 *
 * @module
 */
import type * as codec from "@novate/codec";
import type { JsonOf } from "../json.ts";
import { codecJson } from "./codecSchemas.ts";
import { Id, JsonObject, NextCursor } from "./common.ts";
import { z } from "./zod.ts";

const json = <T>(name: Parameters<typeof codecJson>[0], description: string) =>
  JsonObject.openapi({ description, ...codecJson(name) }) as unknown as z.ZodType<JsonOf<T>, JsonOf<T>>; // by the codec

export const ExitKit = json<codec.ExitKit>("ExitKit", "What vaults pay the account by, with a proof of each part.");

export const ExitPage = z
  .object({
    epoch: Id,
    head: json<codec.ExitHead>("ExitHead", "All that the checkpoint commits to but the claims.")
      .nullable()
      .openapi({ description: "On the first page alone." }),
    claims: z.array(json<codec.ExitClaim>("ExitClaim", "A leaf of the tree of claims.")),
    nextCursor: NextCursor,
  })
  .openapi("ExitPage", { description: "A page of the claims of a signed checkpoint, by account." });
