/**
 * Blocks by the words of JSON-RPC.
 *
 * @module
 */
import { quantityOf } from "../../rpc/checked.ts";
import type { MinedBlock } from "./blocks.ts";
import type { ProcessChain } from "./chain.ts";
import { RpcFailure } from "./rpcFailure.ts";

/** The block that a tag or number names, or null. */
export function blockAt(chain: ProcessChain, at: unknown): MinedBlock | null {
  if (at === undefined || at === null || at === "latest" || at === "pending") return chain.head;
  if (at === "earliest") return chain.block(0)!; // there is one from the beginning
  if (at === "finalized" || at === "safe") return chain.block(chain.finalHeight)!; // at most the newest
  return chain.block(Number(quantityOf(at, "block", 53))) ?? null;
}

/** The same. Throws where there is none. */
export function mustBlock(chain: ProcessChain, at: unknown): MinedBlock {
  const found = blockAt(chain, at);
  if (found === null) throw new RpcFailure(-32_001, `no block ${String(at)}`);
  return found;
}
