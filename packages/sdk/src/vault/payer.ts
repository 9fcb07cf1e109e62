/**
 * Whoever pays on a chain: a wallet that a page finds (EIP-1193), or clients of viem.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { signatureDeclined } from "../client/failure.ts";
import { plainAddress } from "../signing/wallet.ts";
import type { Eip1193Provider } from "../signing/walletSigners.ts";

/** What became of a transaction on a chain. */
export interface Mined {
  /** False of one that a block took and a contract refused. */
  readonly isDone: boolean;
  readonly blockNumber: bigint;
}

export interface Payer {
  readonly address: Hex;
  chainId(): Promise<number>;
  /** What a contract answers. */
  read(to: Hex, data: Hex): Promise<Hex>;
  /** Asks the wallet to sign and send; answers the transaction's hash. Rejects with `SignatureDeclined` where it does not. */
  send(to: Hex, data: Hex): Promise<Hex>;
  /** Waits for a block that has it. */
  mined(hash: Hex): Promise<Mined>;
}

/** The part of viem's `PublicClient` that is used. */
export interface ViemReader {
  getChainId(): Promise<number>;
  call(request: { readonly to: Hex; readonly data: Hex }): Promise<{ readonly data?: Hex | undefined }>;
  waitForTransactionReceipt(request: {
    readonly hash: Hex;
  }): Promise<{ readonly status: string; readonly blockNumber: bigint }>;
}

/** The part of viem's `WalletClient` that is used; made with an account. */
export interface ViemWallet {
  readonly account: { readonly address: Hex } | undefined;
  sendTransaction(request: never): Promise<Hex>;
}

const declined = (address: Hex) => (cause: unknown) => {
  throw signatureDeclined(address, cause);
};

/** A wallet client of viem and the public client of its chain. */
export function viemPayer({ wallet, reader }: { readonly wallet: ViemWallet; readonly reader: ViemReader }): Payer {
  const { account } = wallet;
  if (account === undefined) throw new TypeError("make the wallet client with an account");
  const address = plainAddress(account.address);
  return {
    address,
    chainId: () => reader.getChainId(),
    read: async (to, data) => (await reader.call({ to, data })).data ?? "0x",
    // `chain: null`: the chain was compared before.
    send: (to, data) => wallet.sendTransaction({ to, data, account, chain: null } as never).catch(declined(address)),
    async mined(hash) {
      const { status, blockNumber } = await reader.waitForTransactionReceipt({ hash });
      return { isDone: status === "success", blockNumber };
    },
  };
}

/** How often a wallet is asked whether a block has a transaction. */
const LOOK_EVERY_MS = 1_000;

/**
 * A wallet that a page finds, such as `window.ethereum`. Asks it for its accounts; takes the first unless one is named.
 *
 * Rejects with a `NovateFailure` of the code `SignatureDeclined` where it gives none, or not that one.
 */
export async function injectedPayer(
  provider: Eip1193Provider,
  { address: named, lookEveryMs = LOOK_EVERY_MS }: { readonly address?: string; readonly lookEveryMs?: number } = {},
): Promise<Payer> {
  const ask = (method: string, ...params: readonly unknown[]): Promise<unknown> => provider.request({ method, params });
  const accounts = (await ask("eth_requestAccounts").catch(declined("0x"))) as readonly string[]; // EIP-1102
  const wanted = named === undefined ? undefined : plainAddress(named);
  const address = accounts.map(plainAddress).find((each) => wanted === undefined || each === wanted);
  if (address === undefined) throw signatureDeclined(named ?? "any account");
  return {
    address,
    chainId: async () => Number(await ask("eth_chainId")),
    read: async (to, data) => (await ask("eth_call", { to, data }, "latest")) as Hex, // as Ethereum's JSON-RPC says
    send: async (to, data) =>
      (await ask("eth_sendTransaction", { from: address, to, data }).catch(declined(address))) as Hex, // as above
    async mined(hash) {
      for (;;) {
        const receipt = (await ask("eth_getTransactionReceipt", hash)) as {
          readonly status: Hex;
          readonly blockNumber: Hex;
        } | null; // as above
        if (receipt !== null) return { isDone: Number(receipt.status) === 1, blockNumber: BigInt(receipt.blockNumber) };
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
      }
    },
  };
}
