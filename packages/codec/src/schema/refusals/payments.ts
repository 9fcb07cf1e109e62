/**
 * Refusals about payments on their way out, and the checkpoints that they are paid by. Numbers 950–999.
 *
 * @module
 */
import { assetId, chainId } from "../ids.ts";
import { define } from "./definition.ts";

export const paymentRefusals = {
  AssetElsewhere: define(
    950,
    "The asset lies in a vault of another chain.",
    "Withdraw it on the chain where it lies.",
    {
      assetId,
      chainId,
    },
  ),
} as const;
