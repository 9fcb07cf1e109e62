/**
 * One RPC as a source of what a chain says. Nothing is believed: headers hash to their hash, proofs hold against their root.
 *
 * @module
 */
import { type Hex, hexToBytes, keccak256 } from "@novate/codec";
import { type EvmAccount, uintWord, verifyAccountProof, verifyStorageProof, verifyTrieProof } from "@novate/evm";
import { dataOf, listOf, objectOf, quantityOf } from "../rpc/checked.ts";
import { ChainError } from "../rpc/failure.ts";
import { createRpc, type Rpc, type RpcOptions } from "../rpc/jsonRpc.ts";
import { type BlockHeader, headerOf } from "./rawHeader.ts";

export type BlockTag = "finalized" | "safe" | "latest";

/** A storage slot with its proof; `value` is undefined where nothing was ever stored. */
export interface ProvenSlot {
  readonly slot: Hex;
  readonly value: Hex | undefined;
  readonly nodes: readonly Hex[];
}

/** What an account and some of its slots hold at a header, proven. */
export interface ProvenStorage {
  readonly account: EvmAccount;
  readonly accountNodes: readonly Hex[];
  readonly slots: readonly ProvenSlot[];
}

export interface ChainLog {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: bigint;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: number;
}

export interface ChainSource {
  readonly url: string;
  /** For what the methods below do not cover. */
  readonly rpc: Rpc;
  /** What the source says its chain is. */
  chainId(): Promise<bigint>;
  /** The header at a number or tag, held to its hash. Rejects with `NotFound` where there is none. */
  header(at: bigint | BlockTag): Promise<BlockHeader>;
  /** Account and slots at a header, held to its state root. Rejects with `AnswerForged`, and `NotFound` where no code stands. */
  proof(header: Pick<BlockHeader, "number" | "stateRoot">, address: Hex, slots: readonly Hex[]): Promise<ProvenStorage>;
  logs(address: Hex, topic: Hex, fromBlock: bigint, toBlock: bigint): Promise<readonly ChainLog[]>;
  /** The bytes that a call returns at a block, the newest unless told. Not proven: for what nothing depends on. */
  call(to: Hex, data: Hex, at?: bigint): Promise<Hex>;
}

/** Keccak-256 of nothing: the code hash of an account that is no contract. */
const NO_CODE: Hex = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470";

/** RLP of a zero. */
const EMPTY_TEXT = 0x80;

export const numberText = (value: bigint): Hex => `0x${value.toString(16)}`;

export function createSource(options: RpcOptions): ChainSource {
  const rpc = createRpc(options);
  const { url } = options;
  return {
    url,
    rpc,
    chainId: async () => quantityOf(await rpc.request("eth_chainId"), "chain id", 64),
    async header(at) {
      const tag = typeof at === "bigint" ? numberText(at) : at;
      const answer = await rpc.request("eth_getBlockByNumber", [tag, false]);
      if (answer === null) throw new ChainError("NotFound", `${url} has no block ${tag}`);
      const header = headerOf(answer);
      if (typeof at === "bigint" && header.number !== at)
        throw new ChainError("AnswerForged", `${url} answers block ${header.number} where ${at} was asked for`);
      return header;
    },
    proof: async ({ number, stateRoot }, address, slots) =>
      provenOf(await rpc.request("eth_getProof", [address, slots, numberText(number)]), stateRoot, address, slots),
    async logs(address, topic, fromBlock, toBlock) {
      const filter = { address, topics: [topic], fromBlock: numberText(fromBlock), toBlock: numberText(toBlock) };
      return listOf(await rpc.request("eth_getLogs", [filter]), "logs").map(logOf);
    },
    async call(to, data, at) {
      const block = at === undefined ? "latest" : numberText(at);
      return dataOf(await rpc.request("eth_call", [{ to, data }, block]), "call");
    },
  };
}

const nodesOf = (value: unknown, what: string): Hex[] => listOf(value, what, 64).map((node) => dataOf(node, what));

function provenOf(answer: unknown, stateRoot: Hex, address: Hex, slots: readonly Hex[]): ProvenStorage {
  const proof = objectOf(answer, "proof");
  const accountNodes = nodesOf(proof.accountProof, "accountProof");
  const account = verifyAccountProof(stateRoot, address, accountNodes.map(hexToBytes));
  if (!account.ok) throw new ChainError("AnswerForged", `the account proof of ${address}: ${account.fault}`);
  if (account.value === undefined || account.value.codeHash === NO_CODE)
    throw new ChainError("NotFound", `no contract stands at ${address} in that block`);
  const { storageRoot } = account.value;
  const entries = listOf(proof.storageProof, "storageProof", slots.length).map((entry) => objectOf(entry, "entry"));
  if (entries.length !== slots.length) throw new ChainError("RpcMalformed", "storageProof lacks a slot");
  const proven = slots.map((slot, index): ProvenSlot => {
    const nodes = nodesOf(entries[index]!.proof, "storage proof");
    return { slot, value: storedAt(storageRoot, slot, nodes), nodes };
  });
  return { account: account.value, accountNodes, slots: proven };
}

/** What a slot is proven to hold. Throws `AnswerForged`. */
function storedAt(storageRoot: Hex, slot: Hex, nodes: readonly Hex[]): Hex | undefined {
  const bytes = nodes.map(hexToBytes);
  const held = verifyStorageProof(storageRoot, slot, bytes);
  if (held.ok) return held.value;
  // Anvil keeps a leaf for a zero that was read; chains of others have none, and it says the same.
  const leaf = verifyTrieProof(hexToBytes(storageRoot), keccak256(hexToBytes(slot)), bytes);
  if (leaf.ok && leaf.value?.length === 1 && leaf.value[0] === EMPTY_TEXT) return undefined;
  throw new ChainError("AnswerForged", `the proof of slot ${slot}: ${held.fault}`);
}

function logOf(value: unknown): ChainLog {
  const log = objectOf(value, "log");
  return {
    address: dataOf(log.address, "log address", 20),
    topics: listOf(log.topics, "topics", 4).map((topic) => dataOf(topic, "topic", 32)),
    data: dataOf(log.data, "log data"),
    blockNumber: quantityOf(log.blockNumber, "block number", 64),
    blockHash: dataOf(log.blockHash, "block hash", 32),
    transactionHash: dataOf(log.transactionHash, "transaction hash", 32),
    logIndex: Number(quantityOf(log.logIndex, "log index", 32)),
  };
}

/** What a slot holds, zero where nothing was ever stored. */
export const wordOf = ({ value }: ProvenSlot): Hex => value ?? uintWord(0);
