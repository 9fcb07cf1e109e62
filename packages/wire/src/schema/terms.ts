/**
 * The terms of a contract, by its kind.
 *
 * @module
 */
import { Decimal, Id, TimeMs } from "./common.ts";
import { z } from "./zod.ts";

const forwardFeedId = Id.nullable().openapi({ description: "Whose price it has until then; null: the index." });
const premiumFeedId = Id.nullable().openapi({
  description: "Where its mark learns what it stands above the index; null: from its own prints.",
});

export const InstrumentTerms = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("Perpetual"), premiumFeedId }).openapi("PerpetualTerms", {
      description: "A contract that never ends; funding keeps its price near the index.",
    }),
    z
      .object({ type: z.literal("Future"), expiryMs: TimeMs, forwardFeedId })
      .openapi("FutureTerms", { description: "A contract that pays the settlement average at expiry." }),
    z
      .object({
        type: z.literal("Option"),
        expiryMs: TimeMs,
        strikeTicks: Decimal,
        isCall: z.boolean(),
        forwardFeedId,
      })
      .openapi("OptionTerms", { description: "A European option, settled in cash at the settlement average." }),
    z
      .object({
        type: z.literal("Spot"),
        baseAssetId: Id,
        lotBaseAtoms: Decimal.openapi({ description: "What one lot delivers." }),
      })
      .openapi("SpotTerms", { description: "Delivery against payment at once, which leaves no position." }),
  ])
  .openapi("InstrumentTerms", { description: "What a contract is, by its kind." });
