/**
 * `novate tx`: sending a transaction, and asking what became of one.
 *
 * @module
 */
import { type CodecError, encode, fromJson, type Hex, hexToBytes, Transaction } from "@novate/codec";
import { createClient, type NovateClient, signTransaction } from "@novate/sdk";
import type { AddCommand } from "../shared/command.ts";
import { UsageError } from "../shared/failure.ts";
import { readText } from "../shared/input.ts";
import { addKeyFlags, type KeyFlags, keyOf } from "../shared/keys.ts";
import { mustBeAccepted, receiptPage } from "../shared/receipt.ts";
import { addRemoteFlags, clientOf, hexOf, print, type RemoteFlags } from "../shared/remote.ts";

interface SendFlags extends RemoteFlags, KeyFlags {}

export const addTx: AddCommand = (program, io) => {
  const tx = program.command("tx");
  addKeyFlags(addRemoteFlags(tx.command("send")))
    .description("Send a transaction and wait for its block. Sending the same bytes again is safe.")
    .argument("<file>", "SSZ bytes in hexadecimal, or JSON; JSON without a signature is signed with --key")
    .action(async (file: string, flags: SendFlags) => {
      const client = clientOf(flags);
      const receipt = await client.submit(await bytesIn(file, client, flags));
      print(receipt, flags, io, receiptPage);
      mustBeAccepted(receipt);
    });
  addRemoteFlags(tx.command("show"))
    .description("A transaction with its receipt.")
    .argument("<hash>", "sha256 of its SSZ bytes", hexOf(32, "the hash of a transaction"))
    .action(async (hash: Hex, flags: RemoteFlags) =>
      print(await createClient(flags).transaction(hash), flags, io, ({ receipt, transaction }) => {
        const { type } = transaction.command as { type: string }; // every command has one
        return `${receiptPage(receipt)}\n${type}\n${JSON.stringify(transaction, null, 2)}\n`;
      }),
    );
};

async function bytesIn(file: string, client: NovateClient, flags: SendFlags): Promise<Uint8Array> {
  const text = (await readText(file)).trim();
  if (!text.startsWith("{")) {
    if (/^(0x)?([0-9a-fA-F]{2})+$/.test(text)) return hexToBytes(`0x${text.replace(/^0x/, "").toLowerCase()}`);
    throw new UsageError("TransactionMalformed", `${file} is neither a JSON object nor bytes in hexadecimal`);
  }
  const json = parsed(file, text);
  if ("signature" in json) return encode(Transaction, transactionOf(file, json));
  const key = await keyOf(flags);
  const nonce = "nonce" in json ? json.nonce : String(await client.nextNonce(key.signer));
  const unsigned = transactionOf(file, { signer: key.signer, ...json, nonce, signature: `0x${"00".repeat(65)}` });
  if (unsigned.signer.scheme !== key.signer.scheme || unsigned.signer.key !== key.signer.key)
    throw new UsageError(
      "KeyMismatch",
      `${file} names another signer than the key; leave "signer" out, or use its key`,
    );
  return signTransaction(unsigned, key);
}

function parsed(file: string, text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>; // it begins with a brace
  } catch (cause) {
    throw new UsageError("FileMalformed", `${file} is not JSON: ${(cause as Error).message}`);
  }
}

function transactionOf(file: string, json: unknown): Transaction {
  try {
    return fromJson(Transaction, json);
  } catch (cause) {
    throw new UsageError("TransactionMalformed", `${file}: ${(cause as CodecError).message}`);
  }
}
