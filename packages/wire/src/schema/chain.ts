/**
 * The chain itself: status, blocks, transactions, signers.
 *
 * @module
 */
import { codecJson } from "./codecSchemas.ts";
import { Decimal, Hash, Height, JsonObject, NextCursor, TimeMs } from "./common.ts";
import { Receipt } from "./receipt.ts";
import { z } from "./zod.ts";

export const Status = z
  .object({
    house: Hash.openapi({ description: "What every signature for this house covers: SHA-256 of its genesis." }),
    version: z.string(),
    consensus: z.enum(["solo", "cometbft"]),
    height: Height,
    timeMs: TimeMs,
    stateRoot: Hash,
    earliestHeight: Height.openapi({
      description: "The lowest block that this node keeps; older ones are BlockPruned.",
    }),
    isAccepting: z.boolean().openapi({ description: "False while the node stops, or after it has halted." }),
    queuedTransactions: z.int(),
    accountCount: z.int(),
    managedCount: z.int().openapi({ description: "Accounts under default management." }),
    parameterEpoch: z.int(),
  })
  .openapi("Status", { description: "The last durable block, and whether transactions are taken." });
export type Status = z.infer<typeof Status>;

export const Block = z
  .object({
    height: Height,
    timeMs: TimeMs,
    stateRoot: Hash,
    transactionCount: z.int(),
    transactionBytes: z.int(),
    eventCount: z.int(),
  })
  .openapi("Block", { description: "The header of a block." });
export const BlockPage = z
  .object({ blocks: z.array(Block), nextCursor: NextCursor })
  .openapi("BlockPage", { description: "A page of headers, newest first." });
export const BlockDetail = Block.extend({ transactionHashes: z.array(Hash) }).openapi("BlockDetail", {
  description: "A header with the hashes of its transactions, in order.",
});

/** Blocks with all that makes them again: what whoever doubts a node replays. */
export const BlockBytesPage = z
  .object({
    house: Hash,
    blocks: z.array(
      z.object({
        height: Height,
        timeMs: TimeMs,
        stateRoot: Hash,
        transactions: z.array(z.string().openapi({ description: "SSZ bytes in hexadecimal, in the block's order." })),
      }),
    ),
  })
  .openapi("BlockBytesPage", { description: "Blocks with all that makes them again." });

export const TransactionDetail = z
  .object({
    receipt: Receipt,
    transaction: z.union([JsonObject.openapi(codecJson("Transaction")), z.null()]).openapi({
      description: "Its JSON form; null of bytes that are no transaction, or hold a code that no list names.",
    }),
    bytes: z.string().openapi({ description: "Its SSZ bytes in hexadecimal." }),
  })
  .openapi("TransactionDetail", { description: "A transaction with its receipt." });

export const SubmitTransaction = z
  .union([
    z.strictObject({ bytes: z.string().openapi({ description: "SSZ bytes, `0x…` hexadecimal or base64." }) }),
    z.strictObject({
      transaction: JsonObject.openapi({
        description: "The JSON form, with its signature.",
        ...codecJson("Transaction"),
      }),
    }),
  ])
  .openapi("SubmitTransaction", { description: "A signed transaction, in bytes or as JSON." });

export const Signer = z
  .object({
    scheme: z.enum(["eip712", "secp256k1", "ed25519"]),
    key: Hash,
    nextNonce: Decimal.openapi({ description: "A nonce above every one that the signer has used." }),
  })
  .openapi("Signer", { description: "The next nonce of a signer." });
