/**
 * Transactions of one key on one chain, each in its turn, and what became of them.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { type Abi, decodeErrorResult } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { setsAbi, vaultAbi } from "../abi/abi.ts";
import { dataOf, objectOf, quantityOf } from "../rpc/checked.ts";
import { ChainError, isChainError } from "../rpc/failure.ts";
import { type ChainSource, numberText } from "../source/source.ts";

export interface Call {
  /** Absent: a contract is founded. */
  readonly to?: Hex;
  readonly data: Hex;
  /** In the chain's coin; nothing unless told. */
  readonly value?: bigint;
}

export interface Mined {
  readonly hash: Hex;
  readonly blockNumber: bigint;
  /** Where a contract was founded. */
  readonly contract: Hex | null;
}

export interface ChainWriter {
  readonly address: Hex;
  /** Tries a call without sending it. Rejects with `Reverted`, whose `details.error` names the contract's error. */
  simulate(call: Call): Promise<Hex>;
  /** Signs and sends; does not wait for a block. Rejects with `Reverted` where the call would fail. */
  send(call: Call): Promise<Hex>;
  /** What became of a transaction, or null while no block has it. Rejects with `Reverted` where it failed. */
  outcome(hash: Hex): Promise<Mined | null>;
}

export interface WriterOptions {
  readonly source: ChainSource;
  readonly chainId: bigint;
  /** 32 bytes. It pays for gas and has no other authority. */
  readonly secret: Uint8Array;
}

/** Gas is estimated with this much room in hundredths: state moves between estimate and block. */
const GAS_ROOM = 130n;

export function createWriter({ source, chainId, secret }: WriterOptions): ChainWriter {
  const { rpc } = source;
  const account = privateKeyToAccount(`0x${Buffer.from(secret).toString("hex")}`);
  const address = account.address.toLowerCase() as Hex; // an address with the case of its checksum
  /** Next nonce, as far as this writer knows; the chain's word counts where it is higher. */
  let known = 0n;
  let turn: Promise<unknown> = Promise.resolve();
  const request = ({ to, data, value = 0n }: Call) => ({
    from: address,
    ...(to !== undefined && { to }),
    data,
    value: numberText(value),
  });

  const sendNow = async (call: Call): Promise<Hex> => {
    const gas = quantityOf(await rpc.request("eth_estimateGas", [request(call)]).catch(rethrow), "gas", 64);
    const price = quantityOf(await rpc.request("eth_gasPrice"), "gas price");
    const counted = quantityOf(await rpc.request("eth_getTransactionCount", [address, "pending"]), "nonce", 64);
    const nonce = counted > known ? counted : known;
    const signed = await account.signTransaction({
      type: "eip1559",
      chainId: Number(chainId),
      nonce: Number(nonce),
      gas: (gas * GAS_ROOM) / 100n,
      maxFeePerGas: 2n * price,
      maxPriorityFeePerGas: 0n,
      value: call.value ?? 0n,
      data: call.data,
      ...(call.to !== undefined && { to: call.to }),
    });
    const hash = dataOf(await rpc.request("eth_sendRawTransaction", [signed]).catch(rethrow), "hash", 32);
    known = nonce + 1n;
    return hash;
  };

  return {
    address,
    simulate: async (call) => dataOf(await rpc.request("eth_call", [request(call), "latest"]).catch(rethrow), "call"),
    send(call) {
      // One at a time, so that nonces follow each other; a failure does not hold up the next.
      const sent = turn.then(() => sendNow(call));
      turn = sent.catch((failure) => {
        if (isChainError(failure)) known = 0n; // what was sent before may be lost: ask the chain again
      });
      return sent;
    },
    outcome: async (hash) => minedOf(await rpc.request("eth_getTransactionReceipt", [hash])),
  };
}

function minedOf(answer: unknown): Mined | null {
  if (answer === null) return null;
  const receipt = objectOf(answer, "receipt");
  const hash = dataOf(receipt.transactionHash, "hash", 32);
  if (quantityOf(receipt.status, "status", 8) !== 1n)
    throw new ChainError("Reverted", `transaction ${hash} failed`, { details: { hash } });
  const { contractAddress } = receipt;
  return {
    hash,
    blockNumber: quantityOf(receipt.blockNumber, "block number", 64),
    contract:
      contractAddress === null || contractAddress === undefined ? null : dataOf(contractAddress, "contract", 20),
  };
}

const ERRORS: Abi = [...vaultAbi, ...setsAbi].filter(({ type }) => type === "error");

/** A node's refusal that carries a contract's error becomes `Reverted` with its name. */
function rethrow(failure: unknown): never {
  if (!isChainError(failure, "RpcRefused")) throw failure;
  const { data } = failure.details;
  const bytes = typeof data === "string" ? data : (data as { data?: unknown } | null)?.data;
  const isRevert = typeof bytes === "string" || /revert/i.test(failure.message);
  if (!isRevert) throw failure;
  throw new ChainError("Reverted", failure.message, { details: { error: errorName(bytes) }, cause: failure });
}

function errorName(bytes: unknown): string | undefined {
  if (typeof bytes !== "string" || bytes.length < 10) return undefined;
  try {
    return decodeErrorResult({ abi: ERRORS, data: bytes as Hex }).errorName; // it begins with a selector
  } catch {
    return undefined;
  }
}
