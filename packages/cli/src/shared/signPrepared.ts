/**
 * Signs what a node prepared, by what it says itself: the node's digest must be that of the transaction or order beside it.
 *
 * @module
 */
import {
  type CodecError,
  fromJson,
  type Hex,
  type HouseId,
  Order,
  orderDigest,
  SignedOrder,
  Transaction,
  toJson,
  transactionDigest,
} from "@novate/codec";
import { signOrder } from "@novate/sdk";
import { UsageError } from "./failure.ts";
import { type KeyFlags, keyOf } from "./keys.ts";
import { SCHEME_NAMES } from "./schemes.ts";

interface Prepared {
  readonly transaction?: unknown;
  readonly order?: unknown;
  readonly typedData?: { readonly domain?: { readonly salt?: Hex } };
  readonly digest?: Hex;
}

interface Signed {
  /** What its user should read. */
  readonly shown: string;
  /** The body that `POST /v1/transactions` takes, or the authority of one side of a trade. */
  readonly signed: object;
}

/** Errors: `UsageError` `PreparedMalformed`, `DigestMismatch`, `KeyMismatch`, and those of the key. */
export async function signPrepared(text: string, file: string, flags: KeyFlags): Promise<Signed> {
  const answer = parsed(text, file);
  if (answer.transaction !== undefined)
    return ofTransaction(read(Transaction, answer.transaction, file), answer, flags);
  if (answer.order !== undefined) return ofOrder(read(Order, answer.order, file), answer, flags);
  throw new UsageError(
    "PreparedMalformed",
    `${file} has neither a transaction nor an order`,
    "Give what /prepare answered.",
  );
}

async function ofTransaction(transaction: Transaction, answer: Prepared, flags: KeyFlags): Promise<Signed> {
  const digest = transactionDigest(transaction);
  mustBe(digest, answer);
  const { signer } = transaction;
  const key = await keyOf({ ...flags, scheme: SCHEME_NAMES[signer.scheme]! }); // the codec admits these three
  if (key.signer.key !== signer.key)
    throw new UsageError("KeyMismatch", `it is prepared for ${signer.key}, and the key is that of ${key.signer.key}`);
  const { command } = toJson(Transaction, transaction) as { readonly command: object };
  const signed = toJson(Transaction, { ...transaction, signature: key.sign(digest) });
  return { shown: JSON.stringify(command), signed: { transaction: signed } };
}

async function ofOrder(order: Order, answer: Prepared, flags: KeyFlags): Promise<Signed> {
  const house = (answer.typedData?.domain?.salt ?? "0x") as HouseId; // the digest says whether it is
  mustBe(orderDigest(house, order), answer);
  const signed = toJson(SignedOrder, signOrder(house, order, await keyOf(flags))) as object;
  return { shown: JSON.stringify(toJson(Order, order)), signed: { type: "Order", ...signed } };
}

function mustBe(digest: Hex, answer: Prepared): void {
  if (digest === answer.digest) return;
  throw new UsageError(
    "DigestMismatch",
    `the node asks for a signature of ${answer.digest}, and what it shows has ${digest}`,
  );
}

function parsed(text: string, file: string): Prepared {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // told below
  }
  throw new UsageError("PreparedMalformed", `${file} is no JSON object`, "Give what /prepare answered.");
}

function read<T>(codec: Parameters<typeof fromJson<T>>[0], value: unknown, file: string): T {
  try {
    return fromJson(codec, value);
  } catch (cause) {
    throw new UsageError("PreparedMalformed", `${file}: ${(cause as CodecError).message}`);
  }
}
