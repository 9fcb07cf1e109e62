/**
 * `/v1/transactions/prepare`, `/v1/transactions/validate`, `/v1/orders/prepare`: what to sign, and what the house would say of it.
 *
 * @module
 */
import { createRoute, type z } from "@hono/zod-openapi";
import {
  bytesToHex,
  encode,
  Order,
  orderDigest,
  orderTypedData,
  Transaction,
  toJson,
  transactionDigest,
  transactionTypedData,
} from "@novate/codec";
import { HOUR_MS, MINUTE_MS } from "@novate/num";
import * as schema from "@novate/wire/schema";
import type { Context } from "hono";
import { verifySignature } from "../../admission/verifySignature.ts";
import { envelopeOf, requestOf, type TransactionRequest, transactionOf } from "../body/prepareBody.ts";
import { readOrder } from "../body/prepareOrder.ts";
import { NO_SIGNATURE } from "../body/signature.ts";
import type { Api, ApiContext } from "../context.ts";
import { ExamineBudget, workOfBytes, workOfTransaction } from "../limit/examineWork.ts";
import { requestInvalid } from "../problem.ts";
import { nextNonce } from "../view/signer.ts";
import { unreadable, validationOf } from "../view/validation.ts";
import { answers, OF_BODIES } from "./answers.ts";

/** A body by reference: it is read by the route, so that every fault is told and not the first. */
const bodyOf = (name: string) => ({
  body: { required: true, content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } } },
});

const prepare = createRoute({
  method: "post",
  path: "/v1/transactions/prepare",
  operationId: "prepareTransaction",
  summary: "What to sign for a command: typed data, digest, bytes",
  description:
    "Fills in house, nonce and expiry, and changes nothing. Sign `typedData` with any EIP-712 library, or `digest` with a session key; " +
    "put the signature into `transaction` and submit that.",
  request: bodyOf("PrepareTransaction"),
  responses: answers(schema.Prepared, "Ready to be signed.", ...OF_BODIES),
});

const validate = createRoute({
  method: "post",
  path: "/v1/transactions/validate",
  operationId: "validateTransaction",
  summary: "Every fault of a transaction, without sending it",
  description:
    "Form, house, signature, nonce, expiry, and what the command's own rules say upon the last block of each field that can be put " +
    "right, the first as a block would; with the margin of the accounts " +
    "that it touches before and after. It may lack its signature. Nothing is changed, and nothing is promised: the next block decides.",
  request: bodyOf("ValidateTransaction"),
  responses: answers(schema.Validation, "What is wrong, and what it would do.", ...OF_BODIES),
});

const prepareOrder = createRoute({
  method: "post",
  path: "/v1/orders/prepare",
  operationId: "prepareOrder",
  summary: "What a trader signs for a venue: an order's typed data and digest",
  request: bodyOf("PrepareOrder"),
  responses: answers(schema.PreparedOrder, "Ready to be signed, and then to be given to the venue.", ...OF_BODIES),
});

export function addPrepareRoutes(api: Api, { chain, consensus }: ApiContext): void {
  api.openAPIRegistry.register("PrepareTransaction", schema.PrepareTransaction);
  api.openAPIRegistry.register("PrepareOrder", schema.PrepareOrder);
  api.openAPIRegistry.register("ValidateTransaction", schema.ValidateTransaction);
  const budget = new ExamineBudget();

  /** A JSON body, or undefined. */
  async function read(c: Context): Promise<unknown> {
    const text = await c.req.text();
    budget.charge(c, workOfBytes(text.length));
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  api.openapi(prepare, async (c) => {
    const request = requestOf(await read(c));
    const command = await chain.read(({ state }) => commandOf(request, state));
    const transaction = {
      house: chain.house,
      signer: request.signer,
      nonce: request.nonce ?? (await chain.read((engine) => nextNonce(engine, request.signer))),
      expiresAtMs: request.expiresAtMs ?? consensus.status().nowMs + MINUTE_MS,
      command,
      signature: NO_SIGNATURE,
    };
    const answer = {
      transaction: toJson(Transaction, transaction),
      typedData: transactionTypedData(transaction),
      digest: transactionDigest(transaction),
      bytes: bytesToHex(encode(Transaction, transaction)),
    };
    return c.json(answer as z.input<typeof schema.Prepared>, 200);
  });

  api.openapi(validate, async (c) => {
    const body = await read(c);
    const form = transactionOf(body);
    if (!form.ok) {
      const found = await chain.read((engine) => unreadable(engine, form.faults, envelopeOf(body)));
      return c.json(found as z.input<typeof schema.Validation>, 200);
    }
    const transaction = form.value;
    budget.charge(c, workOfTransaction(transaction));
    const { signature, signer } = transaction;
    const isSigned =
      signature === NO_SIGNATURE ? null : verifySignature(transactionDigest(transaction), signature, signer);
    const size = encode(Transaction, transaction).length;
    const validation = await chain.read((engine) => validationOf(engine, transaction, isSigned, size));
    return c.json(validation as z.input<typeof schema.Validation>, 200);
  });

  api.openapi(prepareOrder, async (c) => {
    const order = readOrder(await read(c), consensus.status().nowMs + HOUR_MS);
    const { house } = chain;
    const answer = {
      order: toJson(Order, order),
      typedData: orderTypedData(house, order),
      digest: orderDigest(house, order),
    };
    return c.json(answer as z.input<typeof schema.PreparedOrder>, 200);
  });
}

type State = Parameters<Parameters<ApiContext["chain"]["read"]>[0]>[0]["state"];

/** The command; of an approval that names its bundle alone, with what the bundle says. */
function commandOf({ command }: TransactionRequest, { bundles }: State): Transaction["command"] {
  if (command.type !== "ApprovalOf") return command;
  const bundle = bundles.get(command.bundleId);
  if (bundle === undefined) throw requestInvalid("command.bundleId", `no bundle ${command.bundleId} waits`);
  const { bundleId, parameterEpoch, changes } = bundle;
  return { type: "ApproveBundle", bundleId, parameterEpoch, changes };
}
