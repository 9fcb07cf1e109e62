/**
 * What a node says of itself.
 *
 * @module
 */
import { Hash, Height, TimeMs } from "./common.ts";
import { z } from "./zod.ts";

export const NodeTime = z
  .object({
    house: Hash.openapi({ description: "What every signature for this house covers." }),
    nowMs: TimeMs.openapi({ description: "The house's clock now: the next block's time, were it made at once." }),
    height: Height,
    blockTimeMs: TimeMs.openapi({ description: "Time of the last block." }),
  })
  .openapi("NodeTime", { description: "The house's clock, and the last block's time." });

export const Version = z
  .object({
    version: z.string(),
    house: Hash,
    api: z.literal("v1"),
    consensus: z.enum(["solo", "cometbft"]),
  })
  .openapi("Version", { description: "Which program this is, and which house it serves." });

const Rate = z
  .object({
    perSecond: z.number().openapi({ description: "How many a second, on and on." }),
    burst: z.number().openapi({ description: "How many at once after a rest." }),
  })
  .openapi("Rate", { description: "How often, on and on and after a rest." });

export const Limits = z
  .object({
    requests: Rate,
    whatIfs: z
      .object({ mostWork: z.int(), workPerSecond: z.number() })
      .openapi({ description: "In positions revalued in one scenario; a refusal shows the formula (ADM-017)." }),
    stream: z.object({ connections: z.int(), channels: z.int(), messages: Rate }),
    bodyBytes: z.int(),
    pageEntries: z.int(),
    transactionBytes: z.int(),
    blockBytes: z.int(),
    blockTransactions: z.int(),
    nonceWindow: z
      .int()
      .openapi({ description: "A nonce is less than so many above the oldest unused one (ACC-022)." }),
    longestTransactionMs: z.int().openapi({ description: "The furthest that an expiry may lie after its block." }),
  })
  .openapi("Limits", {
    description: "How much and how often one client may ask, and how large blocks and transactions are.",
  });
