/**
 * Calls of addresses that nobody here has a key of: contracts, tokens' issuers, a vault itself.
 *
 * @module
 */
import type { Call, LocalChain } from "@novate/chains";
import type { Hex } from "@novate/codec";

const MOST_GAS = "0x7a1200";

/** Sends a call in the name of an address, in a block of its own; whether it was done. */
export async function asSender(chain: LocalChain, from: Hex, { to, data }: Call): Promise<boolean> {
  const { rpc } = chain.source;
  await rpc.request("anvil_impersonateAccount", [from]);
  const sent = { from, to, data, gasPrice: "0x0", gas: MOST_GAS };
  const hash = await rpc.request("eth_sendTransaction", [sent]);
  await chain.pass(1, 1);
  const receipt = (await rpc.request("eth_getTransactionReceipt", [hash])) as { status: string } | null;
  return receipt?.status === "0x1";
}

/** What moves tokens in their own books: `transfer(address,uint256)`. */
export const transferOf = (token: Hex, to: Hex, atoms: bigint): Call => ({
  to: token,
  data: `0xa9059cbb${to.slice(2).padStart(64, "0")}${atoms.toString(16).padStart(64, "0")}`,
});
