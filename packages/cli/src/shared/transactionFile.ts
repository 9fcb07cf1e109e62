/**
 * Transactions in files: bytes in hexadecimal, or JSON that may leave out what somebody else fills in.
 *
 * @module
 */
import { type CodecError, fromJson, type Hex, hexToBytes, Transaction } from "@novate/codec";
import { UsageError } from "./failure.ts";
import { readText } from "./input.ts";

export type TransactionJson = Readonly<Record<string, unknown>>;

/** Of a transaction that nobody has signed: what `prepare` answers with. */
export const NO_SIGNATURE: Hex = `0x${"00".repeat(65)}`;

/** Errors: `UsageError` `TransactionMalformed`, and those of the file. */
export async function readTransactionFile(file: string): Promise<{ readonly bytes: Uint8Array } | TransactionJson> {
  const text = (await readText(file)).trim();
  if (text.startsWith("{")) return jsonIn(file, text);
  if (/^(0x)?([0-9a-fA-F]{2})+$/.test(text)) return { bytes: hexToBytes(`0x${text.replace(/^0x/, "").toLowerCase()}`) };
  throw new UsageError("TransactionMalformed", `${file} is neither a JSON object nor bytes in hexadecimal`);
}

export const isBytes = (
  content: TransactionJson | { readonly bytes: Uint8Array },
): content is { readonly bytes: Uint8Array } => content.bytes instanceof Uint8Array;

/** Whether somebody has signed it: zeros are no signature. */
export const isSigned = ({ signature }: TransactionJson): boolean =>
  signature !== undefined && signature !== NO_SIGNATURE;

/** Errors: `UsageError` `TransactionMalformed`, naming the field. */
export function transactionOf(file: string, json: TransactionJson): Transaction {
  try {
    return fromJson(Transaction, json);
  } catch (cause) {
    throw new UsageError("TransactionMalformed", `${file}: ${(cause as CodecError).message}`);
  }
}

function jsonIn(file: string, text: string): TransactionJson {
  try {
    return JSON.parse(text) as TransactionJson; // it begins with a brace
  } catch (cause) {
    throw new UsageError("FileMalformed", `${file} is not JSON: ${(cause as Error).message}`);
  }
}
