/**
 * Transactions of one key on one chain, each in its turn, and what became of them.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { type Abi, decodeErrorResult } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { exitAbi, setsAbi, vaultAbi } from "../abi/abi.ts";
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
  /**
   * As `send`; where the same call of this writer's is known to the chain and in no block yet, answers that one's hash. One that offers
   * less than the chain now asks is sent again in its place for more.
   */
  sendOnce(call: Call): Promise<Hex>;
  /** What became of a transaction, or null while no block has it. Rejects with `Reverted` where it failed. */
  outcome(hash: Hex): Promise<Mined | null>;
}

export interface WriterOptions {
  readonly source: ChainSource;
  readonly chainId: bigint;
  /** 32 bytes. It pays for gas and has no other authority. */
  readonly secret: Uint8Array;
  /** For so long a chain that knows less than was sent is taken to be behind, and then to have lost it; 10 s unless told. */
  readonly lostAfterMs?: number;
  /** The most that it offers for a unit of gas, whatever the source calls the price; a thousand gwei unless told. */
  readonly mostFee?: bigint;
  /** The most gas that one call may take, with room; more is not sent. What a transaction may ask for unless told. */
  readonly mostGas?: bigint;
  /** What was sent once, by call: one map for writers of one key through several sources. */
  readonly sent?: SentCalls;
}

/** Transactions that may wait for their block, by call. */
export type SentCalls = Map<string, SentCall>;

interface SentCall {
  readonly hash: Hex;
  readonly nonce: bigint;
  /** The most that it pays for a unit of gas. */
  readonly fee: bigint;
  readonly sentAt: number;
}

const LOST_AFTER_MS = 10_000;
/** Calls that are remembered; more at once are sent again, and fail on the chain. */
const MOST_WAITING = 1_024;

const tooMuchGas = (gas: bigint, mostGas: bigint): ChainError =>
  new ChainError("Reverted", `the call takes ${gas} gas, and ${mostGas} is the most`, {
    details: { error: "GasBeyondMost" },
  });

/** What is sent again in another's place must offer a tenth more at least, by nodes' custom. */
const raised = (fee: bigint): bigint => (fee * 5n) / 4n + 1n;
/**
 * A twentieth of what is offered is paid in any case, so that a source could name a price by which one call empties the account. Above
 * this one, calls wait.
 */
const MOST_FEE = 10n ** 12n;
const leastOf = (one: bigint, other: bigint): bigint => (one < other ? one : other);
/** Part of the fee that goes to whoever makes the block. */
const TIP_PARTS = 20n;

/** Gas is estimated with this much room in hundredths: state moves between estimate and block. */
const GAS_ROOM = 130n;
/** The most that one transaction may ask for. Source: EIP-7825. */
const MOST_GAS = 1n << 24n;
/** A limit for an estimate. */
const withRoom = (gas: bigint): bigint => leastOf((gas * GAS_ROOM) / 100n, MOST_GAS);

// long: one closure over the next nonce and what waits; each of its parts is short
export function createWriter({
  source,
  chainId,
  secret,
  lostAfterMs = LOST_AFTER_MS,
  mostFee = MOST_FEE,
  mostGas = MOST_GAS,
  sent: waiting = new Map(),
}: WriterOptions): ChainWriter {
  const { rpc } = source;
  const account = privateKeyToAccount(`0x${Buffer.from(secret).toString("hex")}`);
  const address = account.address.toLowerCase() as Hex; // an address with the case of its checksum
  /** Next nonce, as far as this writer knows; the chain's word counts where it is higher. */
  let known = 0n;
  /** Since when the chain knows less than that; after a reorganisation it never will again. */
  let behindSince: number | null = null;
  let sentAt = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const request = ({ to, data, value = 0n }: Call) => ({
    from: address,
    ...(to !== undefined && { to }),
    data,
    value: numberText(value),
  });

  const priceNow = async (): Promise<bigint> => quantityOf(await rpc.request("eth_gasPrice"), "gas price");

  const countedNow = async (): Promise<bigint> =>
    quantityOf(await rpc.request("eth_getTransactionCount", [address, "pending"]), "nonce", 64);

  const nextNonce = async (): Promise<bigint> => {
    const counted = await countedNow();
    behindSince = counted < known ? (behindSince ?? sentAt) : null;
    const isLost = behindSince !== null && performance.now() - behindSince >= lostAfterMs;
    if (isLost) behindSince = null;
    return counted > known || isLost ? counted : known;
  };

  /** Sends at the next nonce, or in the place of one that offers too little. */
  const sendNow = async (call: Call, place?: SentCall): Promise<SentCall> => {
    const gas = quantityOf(await rpc.request("eth_estimateGas", [request(call)]).catch(rethrow), "gas", 64);
    if (gas > mostGas) throw tooMuchGas(gas, mostGas);
    const asked = 2n * (await priceNow());
    const least = place === undefined ? 0n : raised(place.fee);
    const fee = leastOf(asked > least ? asked : least, mostFee);
    const nonce = place?.nonce ?? (await nextNonce());
    const signed = await account.signTransaction({
      type: "eip1559",
      chainId: Number(chainId),
      nonce: Number(nonce),
      gas: leastOf(withRoom(gas), mostGas),
      maxFeePerGas: fee,
      maxPriorityFeePerGas: fee / TIP_PARTS,
      value: call.value ?? 0n,
      data: call.data,
      ...(call.to !== undefined && { to: call.to }),
    });
    const hash = dataOf(await rpc.request("eth_sendRawTransaction", [signed]).catch(rethrow), "hash", 32);
    if (place === undefined) known = nonce + 1n;
    sentAt = performance.now();
    return { hash, nonce, fee, sentAt };
  };

  // One at a time, so that nonces follow each other; a failure does not hold up the next.
  const inTurn = <T>(send: () => Promise<T>): Promise<T> => {
    const sent = turn.then(send);
    turn = sent.catch((failure) => {
      if (isChainError(failure)) known = 0n; // what was sent before may be lost: ask the chain again
    });
    return sent;
  };

  const isWaiting = async (hash: Hex): Promise<boolean> => {
    const found = await rpc.request("eth_getTransactionByHash", [hash]);
    return found !== null && (objectOf(found, "transaction").blockNumber ?? null) === null;
  };

  /** Whether one before it is lost, so that no block will ever take it: what comes in its place fills the hole. */
  const isBehindHole = async ({ nonce, sentAt: at }: SentCall): Promise<boolean> => {
    if (performance.now() - at < lostAfterMs || (await countedNow()) > nonce) return false;
    known = 0n;
    return true;
  };

  const sendOnceNow = async (call: Call): Promise<Hex> => {
    const name = `${call.to} ${call.data} ${call.value ?? 0n}`;
    const before = waiting.get(name);
    const isStill = before !== undefined && (await isWaiting(before.hash)) && !(await isBehindHole(before));
    if (isStill && (before.fee >= mostFee || (await priceNow()) <= before.fee)) return before.hash;
    waiting.delete(name);
    const sent = await sendNow(call, isStill ? before : undefined);
    waiting.set(name, sent);
    for (const [oldest] of waiting) {
      if (waiting.size <= MOST_WAITING) break;
      waiting.delete(oldest);
    }
    return sent.hash;
  };

  return {
    address,
    simulate: async (call) => dataOf(await rpc.request("eth_call", [request(call), "latest"]).catch(rethrow), "call"),
    send: (call) => inTurn(async () => (await sendNow(call)).hash),
    sendOnce: (call) => inTurn(() => sendOnceNow(call)),
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

const ERRORS: Abi = [...vaultAbi, ...exitAbi, ...setsAbi].filter(({ type }) => type === "error");

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
