/**
 * The methods of Ethereum's JSON-RPC that a house, its agents and a wallet ask for, of a chain in this process.
 *
 * @module
 */
import { bytesToHex, type Hex, hexToBytes } from "@novate/codec";
import { dataOf, listOf, objectOf, quantityOf } from "../../rpc/checked.ts";
import { blockAt, mustBlock } from "./blockAt.ts";
import type { MinedBlock } from "./blocks.ts";
import type { ProcessChain } from "./chain.ts";
import { estimateGas, MOST_GAS, returnedBy } from "./estimate.ts";
import { blockToJson, quantity, receiptToJson, transactionToJson } from "./json.ts";
import { logsOf } from "./logs.ts";
import type { StateView, Trial } from "./machine.ts";

type Params = readonly unknown[];
export type Method = (params: Params) => unknown;

const NO_ADDRESS: Hex = `0x${"00".repeat(20)}`;

function trialOf(value: unknown): Trial {
  const { from, to, data, input, value: coins, gas } = objectOf(value, "call");
  const given = data ?? input ?? "0x";
  const asked = gas === undefined ? MOST_GAS : quantityOf(gas, "gas", 64);
  return {
    from: from === undefined ? NO_ADDRESS : dataOf(from, "from", 20),
    to: to === undefined || to === null ? undefined : dataOf(to, "to", 20),
    data: dataOf(given, "data"),
    value: coins === undefined ? 0n : quantityOf(coins, "value"),
    gas: asked < MOST_GAS ? asked : MOST_GAS,
  };
}

/** A slot's 32 bytes, of a number in either form. */
const slotOf = (value: unknown): Hex => `0x${dataOf(value, "slot").slice(2).padStart(64, "0")}`;

function ofBlocks(chain: ProcessChain): Readonly<Record<string, Method>> {
  const found = (block: MinedBlock | null | undefined, isFull: unknown): unknown =>
    block === null || block === undefined ? null : blockToJson(block, isFull === true);
  /** A mined transaction's block and place in it. */
  const placeOf = (hash: Hex): readonly [MinedBlock, number] | null => {
    const block = chain.blockOf(hash);
    const index = block?.mined.findIndex((one) => one.hash === hash) ?? -1;
    return block === undefined || index < 0 ? null : [block, index];
  };
  return {
    eth_blockNumber: () => quantity(chain.head.block.header.number),
    eth_getBlockByNumber: ([at, isFull]) => found(blockAt(chain, at), isFull),
    eth_getBlockByHash: ([hash, isFull]) => found(chain.blockOf(dataOf(hash, "hash", 32)), isFull),
    eth_getLogs: ([filter]) => logsOf(chain, objectOf(filter, "filter")),
    eth_getTransactionReceipt: ([hash]) => {
      const place = placeOf(dataOf(hash, "hash", 32));
      return place === null ? null : receiptToJson(...place);
    },
    eth_getTransactionByHash: ([hash]) => {
      const place = placeOf(dataOf(hash, "hash", 32));
      if (place === null) return null;
      const [{ hash: blockHash, block, mined }, index] = place;
      return transactionToJson(mined[index]!, { hash: blockHash, height: block.header.number }, index);
    },
  };
}

function ofState(chain: ProcessChain): Readonly<Record<string, Method>> {
  const ask =
    <T>(place: number, answer: (view: StateView, address: Hex, params: Params) => Promise<T>): Method =>
    async (params) => {
      const view = await chain.view(mustBlock(chain, params[place]));
      return answer(view, dataOf(params[0], "address", 20), params);
    };
  return {
    eth_getCode: ask(1, async (view, address) => bytesToHex(await view.code(address))),
    eth_getBalance: ask(1, async (view, address) => quantity((await view.account(address)).balance)),
    eth_getStorageAt: ask(2, async (view, address, [, slot]) => {
      const word = bytesToHex(await view.word(address, slotOf(slot)));
      return `0x${word.slice(2).padStart(64, "0")}`;
    }),
    eth_getProof: ask(2, (view, address, [, slots]) => view.proof(address, listOf(slots, "slots").map(slotOf))),
    eth_getTransactionCount: async ([address, at]) => {
      const whose = dataOf(address, "address", 20);
      if (at === "pending") return quantity(await chain.nextNonce(whose));
      return quantity((await (await chain.view(mustBlock(chain, at))).account(whose)).nonce);
    },
    eth_call: async ([call, at]) =>
      bytesToHex(returnedBy(await chain.attempt(trialOf(call), mustBlock(chain, at), at === "pending"))),
    eth_estimateGas: async ([call]) => quantity(await estimateGas(chain, chain.head, trialOf(call))),
  };
}

/** What a chain that belongs to somebody does when it is told to. */
function ofOwner(chain: ProcessChain): Readonly<Record<string, Method>> {
  const timeOf = (): bigint => chain.head.block.header.timestamp;
  return {
    evm_mine: async ([timeSec]) => {
      await chain.mine(timeSec === undefined ? timeOf() + 1n : quantityOf(timeSec, "time", 64));
      return "0x0";
    },
    anvil_mine: async ([count, everySec]) => {
      const step = everySec === undefined ? 1n : quantityOf(everySec, "seconds", 32);
      for (let left = quantityOf(count ?? "0x1", "blocks", 32); left > 0n; left--) await chain.mine(timeOf() + step);
      return null;
    },
    evm_snapshot: () => quantity(chain.snapshot()),
    evm_revert: ([id]) => chain.revert(Number(quantityOf(id, "snapshot", 32))),
  };
}

/** All methods, by name. Each rejects with an `RpcFailure`, or an error that says what is wrong with its parameters. */
export function methodsOf(chain: ProcessChain): ReadonlyMap<string, Method> {
  const nothing = (): Hex => "0x0";
  return new Map(
    Object.entries({
      web3_clientVersion: () => "novate/in-process EthereumJS",
      net_version: () => String(chain.chainId),
      eth_chainId: () => quantity(chain.chainId),
      eth_accounts: () => [],
      // Gas costs nothing on a chain of one's own.
      eth_gasPrice: nothing,
      eth_maxPriorityFeePerGas: nothing,
      eth_feeHistory: ([count]: Params) => {
        const blocks = Number(quantityOf(count, "blocks", 10));
        const oldest = chain.head.block.header.number - BigInt(blocks) + 1n;
        return {
          oldestBlock: quantity(oldest > 0n ? oldest : 0n),
          baseFeePerGas: Array(blocks + 1).fill("0x0"),
          gasUsedRatio: Array(blocks).fill(0),
          reward: Array(blocks).fill([]),
        };
      },
      eth_sendRawTransaction: ([bytes]: Params) => chain.send(hexToBytes(dataOf(bytes, "transaction"))),
      ...ofBlocks(chain),
      ...ofState(chain),
      ...ofOwner(chain),
    } satisfies Record<string, Method>),
  );
}
