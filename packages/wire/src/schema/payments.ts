/**
 * Withdrawals on their way out, and the checkpoints that vaults pay them by.
 *
 * @module
 */
import type { RowJson } from "../json.ts";
import { codecJson } from "./codecSchemas.ts";
import { Hash, Height, Id, JsonObject, NextCursor } from "./common.ts";
import { z } from "./zod.ts";

const TreeProof = z.object({ index: z.int(), siblings: z.array(Hash) }).openapi("TreeProof", {
  description: "From the bottom up; empty subtrees at the upper end are left out, as vaults want it.",
});

const row = <T extends "outbox" | "checkpoints">(description: string) =>
  JsonObject.openapi({ description, ...codecJson("Row") }) as unknown as z.ZodType<RowJson<T>, RowJson<T>>; // by the codec

export const Withdrawal = z
  .object({
    height: Height,
    step: z.enum(["queued", "released", "inCheckpoint", "paid"]).openapi({
      description: "What the house knows; whether the checkpoint is in force, and what may leave, the vault says.",
    }),
    epoch: Id.nullable().openapi({ description: "Newest checkpoint that shows the payment, signed ones first." }),
    isSigned: z.boolean(),
    row: row<"outbox">("The row of the outbox."),
  })
  .openapi("Withdrawal");
export const WithdrawalPage = z
  .object({ height: Height, withdrawals: z.array(Withdrawal), nextCursor: NextCursor })
  .openapi("WithdrawalPage");

export const WithdrawalDetail = Withdrawal.extend({
  proof: z
    .object({ epoch: Id, payment: TreeProof, section: TreeProof })
    .nullable()
    .openapi({ description: "To the checkpoint of `epoch`; null before there is one." }),
}).openapi("WithdrawalDetail");

export const Checkpoint = z
  .object({
    height: Height,
    checkpoint: row<"checkpoints">("What validators sign of the epoch, and who has."),
    sections: z
      .array(z.object({ vaultId: Id, proof: TreeProof }))
      .openapi({ description: "In the order of the checkpoint." }),
    assets: z
      .array(z.object({ assetId: Id, proof: TreeProof }))
      .openapi({ description: "In the order of the checkpoint." }),
  })
  .openapi("Checkpoint");
