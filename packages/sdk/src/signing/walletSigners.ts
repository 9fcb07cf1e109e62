/**
 * Wallets as signers: one that a page finds (EIP-1193), and accounts of viem. Both are shown typed data, and keep their key.
 *
 * @module
 */
import { orderTypedData } from "@novate/codec";
import { signatureDeclined } from "../client/failure.ts";
import type { TransactionSigner } from "./transactionSigner.ts";
import {
  plainAddress,
  type WalletRequest,
  walletRequest,
  walletSignature,
  walletSigner,
  walletTransaction,
} from "./wallet.ts";

/** The part of EIP-1193 that is used: what `window.ethereum` is. */
export interface Eip1193Provider {
  request(call: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
}

/** A local account of viem, such as `privateKeyToAccount` gives. */
export interface TypedDataAccount {
  readonly address: string;
  signTypedData(request: WalletRequest): Promise<string>;
}

/** viem's `WalletClient`, made with an account. */
export interface TypedDataClient {
  readonly account: { readonly address: string } | undefined;
  signTypedData(request: WalletRequest & { readonly account: never }): Promise<string>;
}

function signerOf(address: string, sign: (request: WalletRequest) => Promise<string>): TransactionSigner {
  const signer = walletSigner(address);
  const ask = (request: WalletRequest): Promise<string> =>
    sign(request).catch((cause: unknown) => {
      throw signatureDeclined(address, cause);
    });
  return {
    signer,
    async signTransaction(transaction) {
      return walletTransaction(transaction, await ask(walletRequest(transaction)));
    },
    async signOrder(house, order) {
      const request = orderTypedData(house, order) as unknown as WalletRequest; // that form of JSON
      return { order, signer, signature: walletSignature(await ask(request)) };
    },
  };
}

/**
 * A viem account, or a wallet client made with one.
 *
 * @example
 * const wallet = viemSigner(privateKeyToAccount(`0x${"0b".repeat(32)}`));
 * console.log(wallet.signer.scheme === SignatureScheme.eip712); // true
 */
export function viemSigner(account: TypedDataAccount | TypedDataClient): TransactionSigner {
  if ("address" in account) return signerOf(account.address, (request) => account.signTypedData(request));
  const held = account.account;
  if (held === undefined) throw new TypeError("make the wallet client with an account");
  return signerOf(held.address, (request) => account.signTypedData({ ...request, account: held as never })); // its own
}

/**
 * A wallet that a page finds, such as `window.ethereum`. Asks it for its accounts; takes the first unless one is named.
 *
 * Rejects with a `NovateFailure` of the code `SignatureDeclined` where it gives none, or not that one.
 */
export async function injectedSigner(provider: Eip1193Provider, address?: string): Promise<TransactionSigner> {
  const asked = provider.request({ method: "eth_requestAccounts" });
  const accounts = (await asked.catch((cause: unknown) => {
    throw signatureDeclined(address ?? "any account", cause);
  })) as readonly string[]; // EIP-1102
  const wanted = address === undefined ? undefined : plainAddress(address);
  const account = accounts.find((each) => wanted === undefined || plainAddress(each) === wanted);
  if (account === undefined) throw signatureDeclined(address ?? "any account");
  return signerOf(account, async (request) => {
    const params = [account, JSON.stringify(request)];
    return (await provider.request({ method: "eth_signTypedData_v4", params })) as string; // EIP-712
  });
}
