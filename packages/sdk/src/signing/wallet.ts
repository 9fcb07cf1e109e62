/**
 * Transactions that a wallet signs: it holds the key, and is asked for EIP-712 typed data (`eth_signTypedData_v4`).
 *
 * Wallets write addresses in the case of their checksum; the house writes them in lower case.
 *
 * @module
 */
import {
  encode,
  type Hex,
  SignatureScheme,
  type Signer,
  Transaction,
  transactionTypedData,
  type UnsignedTransaction,
} from "@novate/codec";
import { padAddress } from "./secp256k1Key.ts";

/** An address as the house writes it. */
export const plainAddress = (address: string): Hex => address.toLowerCase() as Hex; // it was one before

/** How the house names a wallet. */
export const walletSigner = (address: string): Signer => ({
  scheme: SignatureScheme.eip712,
  key: padAddress(plainAddress(address)),
});

/** What a wallet is shown and signs. */
export interface WalletRequest {
  readonly types: Record<string, { readonly name: string; readonly type: string }[]>;
  readonly primaryType: string;
  readonly domain: { readonly name: string; readonly version: string; readonly salt: Hex };
  readonly message: Record<string, unknown>;
}

/**
 * The argument of viem's `signTypedData`, and of any other library's. `transaction` names {@link walletSigner} as its signer.
 *
 * @example
 * const { house } = await novate.status();
 * const signer = walletSigner("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
 * const command = { type: "OpenAccount", segmentId: 1, method: MarginMethod.cross };
 * const transaction = { house, signer, nonce: await novate.nextNonce(signer), expiresAtMs, command };
 * console.log(walletRequest(transaction).primaryType); // OpenAccountRequest; the wallet's signature goes to walletTransaction
 */
export const walletRequest = (transaction: UnsignedTransaction): WalletRequest =>
  transactionTypedData(transaction) as unknown as WalletRequest; // that form of JSON

/**
 * A wallet's signature as the house writes it: 65 bytes, whose last is 0 or 1 with some wallets, and 27 or 28 with others. Throws a
 * `TypeError` for another length, which wallets that are contracts give: the house takes the word of keys.
 */
export function walletSignature(signature: string): Hex {
  if (!/^0x[0-9a-f]{130}$/i.test(signature))
    throw new TypeError(
      "the signature is not of 65 bytes: a wallet that is a contract speaks through the vaults of its chain",
    );
  const [body, last] = [signature.slice(0, -2).toLowerCase(), Number.parseInt(signature.slice(-2), 16)];
  const recovery = (last < 27 ? last + 27 : last).toString(16);
  return `${body}${recovery}` as Hex; // what was cut apart
}

/** The bytes to submit, with the wallet's {@link walletSignature}. */
export const walletTransaction = (transaction: UnsignedTransaction, signature: string): Uint8Array =>
  encode(Transaction, { ...transaction, signature: walletSignature(signature) });
