/**
 * Before something is sent: what a wallet is asked to sign, and what the house would say.
 *
 * @module
 */
import { codecJson, describedSchemas } from "./codecSchemas.ts";
import { AddressParam, Decimal, Hash, Height, Id, JsonObject, TimeMs } from "./common.ts";
import { Health } from "./house.ts";
import { Outcome } from "./receipt.ts";
import { z } from "./zod.ts";

const CodecSigner = z.strictObject({ scheme: z.int().min(0).max(2), key: Hash });
const SignerOrAddress = z.union([
  CodecSigner.openapi({
    description: "`scheme` 0: an Ethereum key, its address behind 12 zero bytes; 1 and 2: session keys.",
  }),
  AddressParam.openapi({ description: "An address whose key signs typed data." }),
]);

const ApprovalOfBundle = z
  .strictObject({ type: z.literal("ApproveBundle"), bundleId: Id })
  .openapi("ApprovalOfBundle", { description: "An approval of what a bundle says, which the node fills in." });

export const PrepareTransaction = z
  .strictObject({
    signer: SignerOrAddress,
    command: z.union([JsonObject.openapi(codecJson("Command")), ApprovalOfBundle]).openapi({
      description: "Of `ApproveBundle` its `bundleId` is enough: what the bundle says is filled in.",
    }),
    nonce: Decimal.optional().openapi({ description: "The signer's next unless given." }),
    expiresAtMs: TimeMs.optional().openapi({ description: "A minute from the house's clock unless given." }),
  })
  .openapi("PrepareTransaction", {
    description: "A command, who is to sign it, and what of the envelope is not to be filled in.",
  });

const signable = {
  typedData: JsonObject.openapi({
    description: "What `eth_signTypedData_v4` takes: every value as text, and the types that these values have.",
  }),
  digest: Hash.openapi({ description: "What is signed: its EIP-712 hash." }),
};

export const Prepared = z
  .object({
    transaction: JsonObject.openapi({
      description: "The JSON form with a signature of zeros: put the signature in, and submit it.",
      ...codecJson("Transaction"),
    }),
    ...signable,
    bytes: z.string().openapi({ description: "Its SSZ bytes in hexadecimal; the signature is where 65 zeros are." }),
  })
  .openapi("Prepared", { description: "A transaction that lacks its signature, and what is to be signed." });

const { properties, required } = describedSchemas["codec.Order"] as {
  readonly properties: Record<string, object>;
  readonly required: readonly string[];
};
const FILLED_IN = ["expiresAtMs", "salt"];

export const PrepareOrder = z
  .strictObject({
    order: JsonObject.openapi({
      type: "object" as const,
      properties,
      required: required.filter((name) => !FILLED_IN.includes(name)),
      additionalProperties: false,
    } as { type: "object" }), // the codec's schema, whose types the library does not know
  })
  .openapi("PrepareOrder", { description: "`expiresAtMs` and `salt` may be left out: an hour, and one of chance." });

export const PreparedOrder = z
  .object({ order: JsonObject.openapi(codecJson("Order")), ...signable })
  .openapi("PreparedOrder", { description: "An order, and what is to be signed of it." });

export const ValidateTransaction = z
  .union([
    z.strictObject({ bytes: z.string() }),
    z.strictObject({
      transaction: JsonObject.openapi({
        description: "The JSON form; `signature` may be left out, or zeros.",
        ...codecJson("Transaction"),
      }),
    }),
  ])
  .openapi("ValidateTransaction", { description: "A transaction in bytes or as JSON, signed or not yet." });

const Fault = z
  .object({
    code: z.string().openapi({ example: "NonceUsed", description: "A code of the catalogue of refusals." }),
    number: z.int(),
    data: JsonObject,
    field: z.string().openapi({ example: "nonce", description: "What of the transaction is at fault." }),
    detail: z.string(),
  })
  .openapi("Fault", { description: "One thing that is wrong: a code of the catalogue, and the field." });
export type Fault = z.infer<typeof Fault>;

const MarginChange = z
  .object({
    accountId: Id,
    before: z
      .union([Health, z.null()])
      .openapi({ description: "As of the last block; null of an account not opened yet." }),
    after: z.union([Health, z.null()]).openapi({ description: "The same with what the transaction does." }),
  })
  .openapi("MarginChange", { description: "The margin of an account before and after." });

export const Validation = z
  .object({
    ok: z.boolean().openapi({ description: "Nothing is wrong, except that a signature may still be wanting." }),
    isSigned: z.boolean(),
    height: Height.openapi({
      description: "The block upon which this was worked out; the next one may say something else.",
    }),
    timeMs: TimeMs,
    faults: z
      .array(Fault)
      .openapi({ description: "Every fault; of a command that cannot be read those of its form, and its envelope's." }),
    outcomes: z.array(Outcome).openapi({ description: "Of a batch, an answer an item." }),
    accounts: z.array(MarginChange).openapi({ description: "The accounts that it would touch, sixteen at most." }),
  })
  .openapi("Validation", {
    description: "What is wrong with a transaction, and what it would do upon the last block.",
  });
export type Validation = z.infer<typeof Validation>;
