/**
 * What a chain in this process says, in the words of Ethereum's JSON-RPC.
 *
 * @module
 */
import { bytesToHex, type Hex } from "@novate/codec";
import type { MinedBlock, MinedTransaction } from "./blocks.ts";

type Json = Readonly<Record<string, unknown>>;

export const quantity = (value: bigint | number): Hex => `0x${value.toString(16)}`;

export function blockToJson({ block, hash, mined }: MinedBlock, isFull: boolean): Json {
  const { uncleHash, coinbase, transactionsTrie, receiptTrie, ...same } = block.header.toJSON();
  return {
    ...same,
    hash,
    sha3Uncles: uncleHash,
    miner: coinbase,
    transactionsRoot: transactionsTrie,
    receiptsRoot: receiptTrie,
    size: quantity(block.serialize().length),
    uncles: [],
    withdrawals: [],
    transactions: mined.map((one, index) =>
      isFull ? transactionToJson(one, { hash, height: block.header.number }, index) : one.hash,
    ),
  };
}

interface Place {
  readonly hash: Hex;
  readonly height: bigint;
}

export function transactionToJson({ tx, hash, from }: MinedTransaction, place: Place, index: number): Json {
  const { data, gasLimit, ...same } = tx.toJSON();
  return { ...same, ...placeOf(place, index), hash, from, to: same.to ?? null, input: data, gas: gasLimit };
}

const placeOf = ({ hash, height }: Place, index: number): Json => ({
  blockHash: hash,
  blockNumber: quantity(height),
  transactionIndex: quantity(index),
});

export function receiptToJson(mined: MinedBlock, index: number): Json {
  const { tx, hash, from, receipt, gasUsed, contract } = mined.mined[index]!; // the caller found it
  return {
    ...placeOf({ hash: mined.hash, height: mined.block.header.number }, index),
    transactionHash: hash,
    type: quantity(tx.type),
    from,
    to: tx.to?.toString() ?? null,
    contractAddress: contract,
    status: quantity("status" in receipt ? receipt.status : 1),
    gasUsed: quantity(gasUsed),
    cumulativeGasUsed: quantity(receipt.cumulativeBlockGasUsed),
    effectiveGasPrice: quantity(0),
    logsBloom: bytesToHex(receipt.bitvector),
    logs: logsToJson(mined, index),
  };
}

export interface LogJson extends Json {
  readonly address: Hex;
  readonly topics: readonly Hex[];
}

export function logsToJson(mined: MinedBlock, index: number): LogJson[] {
  const { hash, receipt, logsBefore } = mined.mined[index]!; // as above
  const place = placeOf({ hash: mined.hash, height: mined.block.header.number }, index);
  return receipt.logs.map(([address, topics, data], at) => ({
    ...place,
    transactionHash: hash,
    logIndex: quantity(logsBefore + at),
    address: bytesToHex(address),
    topics: topics.map((topic) => bytesToHex(topic)),
    data: bytesToHex(data),
    removed: false,
  }));
}
