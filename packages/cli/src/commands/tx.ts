/**
 * `novate tx`: signing a transaction, sending it, and asking what became of one.
 *
 * @module
 */
import { bytesToHex, encode, type Hex, type JsonOf, Transaction, toJson, transactionDigest } from "@novate/codec";
import { MINUTE_MS } from "@novate/num";
import { type NovateClient, type SigningKey, signTransaction } from "@novate/sdk";
import type { Answers } from "@novate/wire";
import type { AddCommand } from "../shared/command.ts";
import { envelopeFor } from "../shared/envelope.ts";
import { UsageError } from "../shared/failure.ts";
import { addKeyFlags, type KeyFlags, keyOf } from "../shared/keys.ts";
import { print } from "../shared/output.ts";
import { mustBeAccepted, receiptPage } from "../shared/receipt.ts";
import { rehearse } from "../shared/rehearse.ts";
import { addRemoteFlags, clientOf, hexOf, type RemoteFlags } from "../shared/remote.ts";
import {
  isBytes,
  isSigned,
  NO_SIGNATURE,
  readTransactionFile,
  type TransactionJson,
  transactionOf,
} from "../shared/transactionFile.ts";
import { addWriteFlags, type WriteFlags } from "../shared/writeFlags.ts";
import type { Io } from "../terminal/io.ts";

type Asked = Parameters<NovateClient["validate"]>[0];

export const addTx: AddCommand = (program, io) => {
  const tx = program.command("tx");
  addKeyFlags(tx.command("sign"))
    .description("Sign without any network: a digest gives its signature, a whole transaction in JSON itself signed.")
    .argument("<what>", "a digest as `prepare` answers, 0x and 64 digits, or a file with the transaction")
    .action((what: string, flags: KeyFlags) => sign(what, flags, io));
  addWriteFlags(tx.command("send"))
    .description("Send a transaction and wait for its block. Sending the same bytes again is safe.")
    .argument(
      "<file>",
      "SSZ bytes in hexadecimal, or JSON: what it leaves out (house, signer, nonce, expiry, signature) is filled in",
    )
    .action(async (file: string, flags: WriteFlags) => {
      const client = clientOf(flags);
      if (flags.dryRun === true) return rehearse(client, await askedOf(file, client, flags), flags, io);
      const receipt = await client.submit(await bytesIn(file, client, flags));
      print(receipt, flags, io, { page: receiptPage });
      mustBeAccepted(receipt);
    });
  addRemoteFlags(tx.command("show"))
    .description("A transaction with its receipt.")
    .argument("<hash>", "sha256 of its SSZ bytes", hexOf(32, "the hash of a transaction"))
    .action(async (hash: Hex, flags: RemoteFlags) =>
      print(await clientOf(flags).transaction(hash), flags, io, { page: transactionPage }),
    );
};

function transactionPage({ receipt, transaction }: Answers["transaction"]): string {
  const { type = "no transaction of a known form" } = (transaction?.command ?? {}) as { type?: string };
  return `${receiptPage(receipt)}\n${type}\n${JSON.stringify(transaction, null, 2)}\n`;
}

async function sign(what: string, flags: KeyFlags, io: Io): Promise<void> {
  const key = await keyOf(flags);
  if (/^0x[0-9a-fA-F]{64}$/.test(what)) {
    io.out(`${key.sign(what.toLowerCase() as Hex)}\n`); // by the pattern
    return;
  }
  const content = await readTransactionFile(what);
  if (isBytes(content)) throw new UsageError("TransactionMalformed", `${what} has bytes: what is signed is JSON`);
  const transaction = transactionOf(what, { signer: key.signer, ...content, signature: NO_SIGNATURE });
  mustSignFor(transaction, key, what);
  const signature = key.sign(transactionDigest(transaction));
  io.out(`${JSON.stringify(toJson(Transaction, { ...transaction, signature }))}\n`);
}

async function bytesIn(file: string, client: NovateClient, flags: WriteFlags): Promise<Uint8Array> {
  const content = await readTransactionFile(file);
  if (isBytes(content)) return content.bytes;
  if (isSigned(content)) return encode(Transaction, transactionOf(file, content));
  const key = await keyOf(flags);
  const transaction = transactionOf(file, await filled(content, client, key));
  mustSignFor(transaction, key, file);
  return signTransaction(transaction, key);
}

/** What the node is asked about: what is signed as it is, and of everything else no signature. */
async function askedOf(file: string, client: NovateClient, flags: WriteFlags): Promise<Asked> {
  const content = await readTransactionFile(file);
  if (isBytes(content)) return { bytes: bytesToHex(content.bytes) };
  const json = isSigned(content) ? content : await filled(content, client, await keyOf(flags));
  return { transaction: json as JsonOf<Transaction> }; // the node says what is wrong with it
}

/** With what the file leaves out. */
const filled = async (content: TransactionJson, client: NovateClient, { signer }: SigningKey) => ({
  ...(await envelopeFor(client, signer, MINUTE_MS, content)),
  signature: NO_SIGNATURE,
});

function mustSignFor({ signer }: Transaction, key: SigningKey, file: string): void {
  if (signer.scheme === key.signer.scheme && signer.key === key.signer.key) return;
  throw new UsageError("KeyMismatch", `${file} names another signer than the key; leave "signer" out, or use its key`);
}
