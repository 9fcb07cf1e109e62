/**
 * `/v1/transactions`: submitting, and asking what became of it.
 *
 * @module
 */
import type { HttpBindings } from "@hono/node-server";
import { createRoute, z } from "@hono/zod-openapi";
import {
  bytesToHex,
  decode,
  encode,
  fromJson,
  hexToBytes,
  type Json,
  readJson,
  Transaction,
  toJson,
} from "@novate/codec";
import type { ReceiptJson } from "@novate/wire";
import { HashParam, Receipt, SubmitTransaction, TransactionDetail } from "@novate/wire/schema";
import type { Context } from "hono";
import { readHex } from "../../bytes.ts";
import { refusalError } from "../../failures.ts";
import { withRecoveryByte } from "../body/signature.ts";
import type { Api, ApiContext } from "../context.ts";
import { clientOf } from "../limit/rateLimit.ts";
import { requestInvalid } from "../problem.ts";
import { answers, OF_BODIES } from "./answers.ts";

const submit = createRoute({
  method: "post",
  path: "/v1/transactions",
  operationId: "submitTransaction",
  summary: "Submit a signed transaction and wait for its block",
  description:
    "Answers with the receipt once the block is durable. The same bytes always get the same answer, so a request that " +
    "was cut off may be sent again. A refusal by the rules is a receipt with `accepted: false`; a problem means that " +
    "the transaction is in no block.",
  request: {
    body: {
      required: true,
      content: {
        // A reference, because the body is read here, in whichever form it comes.
        "application/json": { schema: { $ref: "#/components/schemas/SubmitTransaction" } },
        "application/octet-stream": { schema: { type: "string", format: "binary", description: "SSZ bytes." } },
      },
    },
  },
  responses: answers(
    Receipt,
    "The receipt.",
    "BytesInvalid",
    "HouseMismatch",
    "SignatureInvalid",
    "RoleMissing",
    "TransactionTooLarge",
    "QueueFull",
    "NodeStopping",
    ...OF_BODIES,
  ),
});

const get = createRoute({
  method: "get",
  path: "/v1/transactions/{hash}",
  operationId: "getTransaction",
  summary: "A transaction with its receipt",
  request: { params: z.object({ hash: HashParam.openapi({ description: "sha256 of the SSZ bytes." }) }) },
  responses: answers(TransactionDetail, "The transaction and its receipt.", "TransactionUnknown", "BlockPruned"),
});

export function addTransactionRoutes(api: Api, { chain, consensus }: ApiContext): void {
  api.openAPIRegistry.register("SubmitTransaction", SubmitTransaction);
  api.openapi(submit, async (c) => {
    const { incoming } = (c.env ?? {}) as Partial<HttpBindings>; // absent without a socket
    const receipt = await consensus.submit(await readBytes(c), clientOf(incoming?.socket.remoteAddress));
    return c.json(receipt as z.input<typeof Receipt>, 200);
  });

  api.openapi(get, async (c) => {
    const { hash } = c.req.valid("param");
    const place = await chain.store.history.place(hexToBytes(hash));
    const block = place === null ? null : await chain.store.block(place.height);
    if (place === null || block === null) throw refusalError("TransactionUnknown", { hash: hash });
    const bytes = block.transactions[place.index]!;
    const receipt = await chain.store.history.receipt<ReceiptJson>(place);
    const transaction = jsonOf(bytes);
    return c.json({ receipt, transaction, bytes: bytesToHex(bytes) } as z.input<typeof TransactionDetail>, 200);
  });
}

/** Null where the bytes have none: they are no transaction, or hold a code that no list names. */
function jsonOf(bytes: Uint8Array): Json {
  const decoded = decode(Transaction, bytes);
  const json = decoded.ok ? toJson(Transaction, decoded.value) : null;
  return json !== null && readJson(Transaction, json).ok ? json : null;
}

/** The SSZ bytes of the body, in whichever form they came. */
async function readBytes(c: Context): Promise<Uint8Array> {
  if (c.req.header("content-type")?.trim().toLowerCase().startsWith("application/octet-stream"))
    return new Uint8Array(await c.req.arrayBuffer());
  const body = SubmitTransaction.safeParse(await c.req.json().catch(() => undefined));
  if (!body.success) {
    throw requestInvalid("body", "it has neither `bytes` nor `transaction` alone", {
      remedy: 'Send {"bytes": "0x…"} or {"transaction": {…}}.',
    });
  }
  return "bytes" in body.data ? readText(body.data.bytes) : encodeJson(body.data.transaction);
}

function readText(text: string): Uint8Array {
  if (text.startsWith("0x")) {
    const bytes = readHex(text);
    if (bytes !== null) return bytes;
  } else if (/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0) return Buffer.from(text, "base64");
  throw refusalError(
    "BytesInvalid",
    { reason: "`bytes` is neither `0x` with pairs of hexadecimal digits nor padded base64" },
    { remedy: "Encode the SSZ bytes in one of the two." },
  );
}

function encodeJson(json: unknown): Uint8Array {
  try {
    return encode(Transaction, withRecoveryByte(fromJson(Transaction, json)));
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    const words = { message: `\`transaction\` is not one: ${reason}.`, remedy: "Correct the field." };
    throw refusalError("BytesInvalid", { reason }, words);
  }
}
