/**
 * A header's bytes, put together again from an RPC's words, and held to its hash.
 *
 * RPCs give a block as named fields; what a chain commits to is the RLP of its header. Which fields a header has depends on the
 * fork, so those are taken that are there, in the one order in which forks have added them; the hash says whether that is right.
 *
 * @module
 */
import { type Hex, hexToBytes } from "@novate/codec";
import { encodeRlp, readHeader, scalarBytes } from "@novate/evm";
import { dataOf, objectOf, quantityOf } from "../rpc/checked.ts";
import { ChainError } from "../rpc/failure.ts";

type Form = "data" | "quantity";

/** Source: Ethereum Yellow Paper §4.3; EIP-1559, 4895, 4844, 4788, 7685, 7928 for those after the nonce. */
const FIELDS: readonly (readonly [name: string, form: Form])[] = [
  ["parentHash", "data"],
  ["sha3Uncles", "data"],
  ["miner", "data"],
  ["stateRoot", "data"],
  ["transactionsRoot", "data"],
  ["receiptsRoot", "data"],
  ["logsBloom", "data"],
  ["difficulty", "quantity"],
  ["number", "quantity"],
  ["gasLimit", "quantity"],
  ["gasUsed", "quantity"],
  ["timestamp", "quantity"],
  ["extraData", "data"],
  ["mixHash", "data"],
  ["nonce", "data"],
  ["baseFeePerGas", "quantity"],
  ["withdrawalsRoot", "data"],
  ["blobGasUsed", "quantity"],
  ["excessBlobGas", "quantity"],
  ["parentBeaconBlockRoot", "data"],
  ["requestsHash", "data"],
  ["blockAccessListHash", "data"],
];

export interface BlockHeader {
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly stateRoot: Hex;
  readonly number: bigint;
  /** Seconds since 1970. */
  readonly timeSec: bigint;
}

/** Reads `eth_getBlockBy…`'s answer. Throws `RpcMalformed`, or `AnswerForged` where the fields are not of that hash. */
export function headerOf(answer: unknown): BlockHeader {
  const block = objectOf(answer, "block");
  const items = FIELDS.filter(([name]) => block[name] !== undefined && block[name] !== null).map(([name, form]) =>
    form === "data" ? hexToBytes(dataOf(block[name], name)) : scalarBytes(quantityOf(block[name], name)),
  );
  const read = readHeader(encodeRlp(items));
  const hash = dataOf(block.hash, "hash", 32);
  if (!read.ok || read.value.hash !== hash)
    throw new ChainError("AnswerForged", `the fields of block ${String(block.number)} do not hash to ${hash}`, {
      details: { fault: read.ok ? "HashDiffers" : read.fault },
    });
  const { stateRoot, number, timeSec } = read.value;
  return {
    hash,
    parentHash: dataOf(block.parentHash, "parentHash", 32),
    stateRoot,
    number: BigInt(number),
    timeSec: BigInt(timeSec),
  };
}
