/**
 * Vaults and who opens them, withdrawals on their way out, and the checkpoints that vaults pay them by.
 *
 * @module
 */
import type { RowJson } from "../json.ts";
import { codecJson } from "./codecSchemas.ts";
import { Decimal, Hash, Height, Id, JsonObject, NextCursor } from "./common.ts";
import { z } from "./zod.ts";

const TreeProof = z.object({ index: z.int(), siblings: z.array(Hash) }).openapi("TreeProof", {
  description: "From the bottom up; empty subtrees at the upper end are left out, as vaults want it.",
});

const row = <T extends "outbox" | "checkpoints" | "vaults" | "locations" | "vaultExits" | "exitBooks">(
  description: string,
) => JsonObject.openapi({ description, ...codecJson("Row") }) as unknown as z.ZodType<RowJson<T>, RowJson<T>>; // by the codec

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
  .openapi("Withdrawal", { description: "Where a withdrawal stands." });
export const WithdrawalPage = z
  .object({ height: Height, withdrawals: z.array(Withdrawal), nextCursor: NextCursor })
  .openapi("WithdrawalPage", { description: "A page of an account's withdrawals under way, oldest first." });

export const WithdrawalDetail = Withdrawal.extend({
  proof: z
    .object({ epoch: Id, payment: TreeProof, section: TreeProof })
    .nullable()
    .openapi({ description: "To the checkpoint of `epoch`; null before there is one." }),
}).openapi("WithdrawalDetail", { description: "A withdrawal, and its proof to the vault." });

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
  .openapi("Checkpoint", { description: "What validators sign of an epoch, with proofs of its sections and assets." });

const vaultAndAssets = {
  row: row<"vaults">("The vault, and how much of it the house has heard."),
  exit: z
    .object({
      row: row<"vaultExits">("How far it is on its way into exit, and at which checkpoint."),
      book: row<"exitBooks">("How far what it pays is booked.").nullable(),
    })
    .nullable()
    .openapi({
      description:
        "Null unless its exit was asked for; from exit on the vault pays, and the house moves nothing there.",
    }),
  assets: z.array(
    z.object({
      row: row<"locations">("What lies there, and what was let out."),
      heldAtoms: Decimal.openapi({ description: "What the ledger says that the vault holds for it." }),
    }),
  ),
};

export const Vault = z
  .object({ height: Height, ...vaultAndAssets })
  .openapi("Vault", { description: "A vault, and what the ledger says of it." });

export const VaultList = z
  .object({
    height: Height,
    quorum: z
      .object({
        epoch: Decimal,
        hotSet: Hash,
        keys: z.int(),
        leastKeys: z.int().openapi({ description: "So many keys at least sign what vaults pay by." }),
      })
      .nullable()
      .openapi({ description: "Who holds the keys a house cannot know; null where no validators are." }),
    custodianChains: z.array(Id).openapi({ description: "Chains where one key's word counts instead." }),
    vaults: z.array(z.object(vaultAndAssets)),
  })
  .openapi("VaultList", { description: "Every vault, and how many keys open them." });
