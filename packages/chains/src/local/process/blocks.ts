/**
 * Blocks of a chain in this process: what a block holds once its transactions have run, and the bytes that it commits to.
 *
 * @module
 */
import { type Block, createBlock, genTransactionsTrieRoot } from "@ethereumjs/block";
import { MerklePatriciaTrie } from "@ethereumjs/mpt";
import type { TypedTransaction } from "@ethereumjs/tx";
import { encodeReceipt, type TxReceipt } from "@ethereumjs/vm";
import { bytesToHex, type Hex } from "@novate/codec";
import { encodeRlp, scalarBytes } from "@novate/evm";
import type { Machine } from "./machine.ts";

export interface MinedTransaction {
  readonly tx: TypedTransaction;
  readonly hash: Hex;
  readonly from: Hex;
  readonly receipt: TxReceipt;
  readonly gasUsed: bigint;
  /** Where it founded a contract. */
  readonly contract: Hex | null;
  /** Logs of the block before it. */
  readonly logsBefore: number;
}

export interface MinedBlock {
  readonly block: Block;
  readonly hash: Hex;
  readonly root: Uint8Array;
  readonly mined: readonly MinedTransaction[];
}

export interface Opening {
  readonly number: bigint;
  readonly timeSec: bigint;
  readonly parentHash: Hex | undefined;
}

/** Room for hundreds of deposits in a block. */
const BLOCK_GAS = 1_000_000_000n;
const BLOOM_BYTES = 256;

/** A block with nothing in it: what contracts read while its transactions run. */
export function openBlock({ common }: Machine, { number, timeSec, parentHash }: Opening): Block {
  const parent = parentHash === undefined ? {} : { parentHash };
  const header = { ...parent, number, timestamp: timeSec, gasLimit: BLOCK_GAS, baseFeePerGas: 0n };
  return createBlock({ header }, { common });
}

/** The block over what has run in it. */
export async function closeBlock(
  { common, root }: Machine,
  opened: Block,
  mined: readonly MinedTransaction[],
): Promise<MinedBlock> {
  const stateRoot = await root();
  const transactions = mined.map(({ tx }) => tx);
  const logsBloom = new Uint8Array(BLOOM_BYTES);
  for (const { receipt } of mined)
    for (const [place, byte] of receipt.bitvector.entries()) logsBloom[place] = logsBloom[place]! | byte;
  const header = {
    ...opened.header,
    stateRoot,
    transactionsTrie: await genTransactionsTrieRoot(transactions),
    receiptTrie: await receiptsRoot(mined),
    logsBloom,
    gasUsed: mined.reduce((sum, { gasUsed }) => sum + gasUsed, 0n),
  };
  const block = createBlock({ header, transactions }, { common });
  return { block, hash: bytesToHex(block.hash()), root: stateRoot, mined };
}

async function receiptsRoot(mined: readonly MinedTransaction[]): Promise<Uint8Array> {
  const trie = new MerklePatriciaTrie();
  for (const [index, { tx, receipt }] of mined.entries())
    await trie.put(encodeRlp(scalarBytes(BigInt(index))), encodeReceipt(receipt, tx.type));
  return trie.root();
}
