/**
 * The chain itself: status, blocks, transactions, events, proofs.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Event } from "@novate/codec";
import { codecJson } from "./codecSchemas.ts";
import { Decimal, Hash, Height, JsonObject, NextCursor, TimeMs } from "./common.ts";

export const Status = z
  .object({
    chainId: Decimal,
    version: z.string(),
    consensus: z.enum(["solo", "cometbft"]),
    height: Height,
    timeMs: TimeMs,
    stateRoot: Hash,
    isAccepting: z.boolean().openapi({ description: "False while the node stops, or after it has halted." }),
    queuedTransactions: z.int(),
    accountCount: z.int(),
    managedCount: z.int().openapi({ description: "Accounts under default management." }),
    parameterEpoch: z.int(),
  })
  .openapi("Status");
export type Status = z.infer<typeof Status>;

const Block = z
  .object({
    height: Height,
    timeMs: TimeMs,
    stateRoot: Hash,
    transactionCount: z.int(),
    transactionBytes: z.int(),
    eventCount: z.int(),
  })
  .openapi("Block");
export const BlockPage = z.object({ blocks: z.array(Block), nextCursor: NextCursor }).openapi("BlockPage");
export const BlockDetail = Block.extend({ transactionHashes: z.array(Hash) }).openapi("BlockDetail");

const Refusal = z
  .object({
    code: z.string().openapi({ example: "InitialMarginBreached" }),
    number: z.int(),
    data: JsonObject,
  })
  .openapi("Refusal");

const Outcome = z.object({ accepted: z.boolean(), refusal: Refusal.nullable() }).openapi("Outcome");

export const Receipt = Outcome.extend({
  hash: Hash,
  height: Height,
  index: z.int(),
  timeMs: TimeMs,
  trades: z.array(Outcome).openapi({ description: "For a report of trades: an answer each, in their order." }),
  firstEvent: z.int().openapi({ description: "Place of the transaction's first event in its block." }),
  eventCount: z.int(),
}).openapi("Receipt");

export const TransactionDetail = z
  .object({
    receipt: Receipt,
    transaction: JsonObject.openapi({ description: "The transaction in its JSON form.", ...codecJson("Transaction") }),
    bytes: z.string().openapi({ description: "Its SSZ bytes in hexadecimal." }),
  })
  .openapi("TransactionDetail");

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
  .openapi("SubmitTransaction");

const eventTypes = Object.keys(Event.variants) as [string, ...string[]];

export const EventEntry = z
  .object({
    height: Height,
    index: z.int().openapi({ description: "Place in its block." }),
    timeMs: TimeMs,
    event: z.looseObject({ type: z.enum(eventTypes) }).openapi({ description: "The event.", ...codecJson("Event") }),
  })
  .openapi("EventEntry");
export type EventEntry = z.infer<typeof EventEntry>;
export const EventPage = z.object({ events: z.array(EventEntry), nextCursor: NextCursor }).openapi("EventPage");

export const RowPage = z
  .object({
    table: z.string(),
    height: Height,
    rows: z.array(JsonObject.openapi(codecJson("Row"))),
    nextCursor: NextCursor,
  })
  .openapi("RowPage");

export const Proof = z
  .object({
    height: Height,
    stateRoot: Hash,
    row: JsonObject.openapi({ description: "The row that `rowBytes` codes.", ...codecJson("Row") }),
    proof: z.object({
      table: z.int(),
      slot: z.int(),
      rowBytes: z.string(),
      siblings: z.array(Hash),
      tableSiblings: z.array(Hash),
    }),
  })
  .openapi("Proof");

export const Signer = z
  .object({
    scheme: z.enum(["eip712", "secp256k1", "ed25519"]),
    key: Hash,
    nextNonce: Decimal.openapi({ description: "A nonce above every one that the signer has used." }),
  })
  .openapi("Signer");
