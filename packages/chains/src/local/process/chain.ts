/**
 * A chain in this process: transactions wait until a block is asked for, and any block may be asked about.
 *
 * @module
 */
import { createTxFromRLP, type TypedTransaction } from "@ethereumjs/tx";
import type { RunTxResult } from "@ethereumjs/vm";
import { bytesToHex, type Hex } from "@novate/codec";
import { closeBlock, type MinedBlock, type MinedTransaction, openBlock } from "./blocks.ts";
import { createMachine, type Machine, type StateView, type Trial } from "./machine.ts";

interface Snapshot {
  readonly height: number;
  readonly waiting: readonly TypedTransaction[];
}

export class ProcessChain {
  readonly #machine: Machine;
  readonly #finalityBlocks: number;
  readonly #blocks: MinedBlock[] = [];
  /** Heights of blocks and of transactions, by hash. */
  readonly #heights = new Map<Hex, number>();
  #waiting: TypedTransaction[] = [];
  readonly #snapshots: Snapshot[] = [];

  private constructor(machine: Machine, finalityBlocks: number) {
    this.#machine = machine;
    this.#finalityBlocks = finalityBlocks;
  }

  /** Starts with a block of nothing at `timeSec`. */
  static async create(chainId: bigint, timeSec: bigint, finalityBlocks: number): Promise<ProcessChain> {
    const chain = new ProcessChain(await createMachine(chainId), finalityBlocks);
    await chain.mine(timeSec);
    return chain;
  }

  get chainId(): bigint {
    return this.#machine.common.chainId();
  }

  get head(): MinedBlock {
    return this.#blocks.at(-1)!; // there is one from the beginning
  }

  get finalHeight(): number {
    return Math.max(0, this.#blocks.length - 1 - this.#finalityBlocks);
  }

  block(height: number): MinedBlock | undefined {
    return this.#blocks[height];
  }

  blockOf(hash: Hex): MinedBlock | undefined {
    const height = this.#heights.get(hash);
    return height === undefined ? undefined : this.#blocks[height];
  }

  /** Takes a signed transaction for the next block. Throws for what is none, is of another chain, or was there before. */
  async send(bytes: Uint8Array): Promise<Hex> {
    const tx = createTxFromRLP(bytes, { common: this.#machine.common });
    if (!tx.isSigned() || !tx.verifySignature()) throw new Error("invalid signature");
    const nonce = await this.#machine.nonceOf(tx.getSenderAddress());
    if (tx.nonce < nonce) throw new Error(`nonce too low: next ${nonce}, got ${tx.nonce}`);
    this.#waiting.push(tx);
    return bytesToHex(tx.hash());
  }

  /** The nonce of a sender's next transaction, after those that wait. */
  async nextNonce(address: Hex): Promise<bigint> {
    const { nonce } = await (await this.view(this.head)).account(address);
    const own = this.#waiting.filter((tx) => tx.getSenderAddress().toString() === address);
    return own.reduce((next, tx) => (tx.nonce >= next ? tx.nonce + 1n : next), nonce);
  }

  /** What a block's state answers, until the next question. */
  view({ root }: MinedBlock): Promise<StateView> {
    return this.#machine.at(root);
  }

  /** Tries a call on the state after a block: in that block itself, or in one to come. */
  async attempt(trial: Trial, after: MinedBlock, isNext: boolean): Promise<RunTxResult> {
    const { number, timestamp } = after.block.header;
    const step = isNext ? 1n : 0n;
    const opening = { number: number + step, timeSec: timestamp + step, parentHash: after.hash };
    return (await this.view(after)).attempt(trial, openBlock(this.#machine, opening));
  }

  /** Makes a block of what waits, in the order in which it came. Throws for a time before the last. */
  async mine(timeSec: bigint): Promise<void> {
    const parent = this.#blocks.at(-1);
    if (parent !== undefined && timeSec < parent.block.header.timestamp)
      throw new Error(`timestamp ${timeSec} is before ${parent.block.header.timestamp}`);
    const number = BigInt(this.#blocks.length);
    const opened = openBlock(this.#machine, { number, timeSec, parentHash: parent?.hash });
    const mined: MinedTransaction[] = [];
    const later: TypedTransaction[] = [];
    let [gasUsed, logsBefore] = [0n, 0];
    for (const tx of this.#waiting) {
      if (tx.nonce > (await this.#machine.nonceOf(tx.getSenderAddress()))) {
        later.push(tx); // one before it is missing
        continue;
      }
      const result = await this.#machine.execute(tx, opened, gasUsed).catch(() => null);
      if (result === null) continue; // it may not begin any more, as with a nonce that is spent
      mined.push(minedOf(tx, result, logsBefore));
      gasUsed += result.totalGasSpent;
      logsBefore += result.receipt.logs.length;
    }
    this.#waiting = later;
    const closed = await closeBlock(this.#machine, opened, mined);
    for (const hash of hashesOf(closed)) this.#heights.set(hash, this.#blocks.length);
    this.#blocks.push(closed);
  }

  /** Remembers where the chain stands. */
  snapshot(): number {
    return this.#snapshots.push({ height: this.#blocks.length, waiting: [...this.#waiting] });
  }

  /** Takes back all blocks since a snapshot, and all snapshots from it on. */
  async revert(id: number): Promise<boolean> {
    const snapshot = this.#snapshots[id - 1];
    if (snapshot === undefined) return false;
    for (const gone of this.#blocks.splice(snapshot.height))
      for (const hash of hashesOf(gone)) this.#heights.delete(hash);
    this.#waiting = [...snapshot.waiting];
    this.#snapshots.length = id - 1;
    await this.#machine.reset(this.head.root);
    return true;
  }
}

const hashesOf = ({ hash, mined }: MinedBlock): readonly Hex[] => [hash, ...mined.map((one) => one.hash)];

function minedOf(tx: TypedTransaction, result: RunTxResult, logsBefore: number): MinedTransaction {
  const { receipt, totalGasSpent, createdAddress, execResult } = result;
  const isFounded = createdAddress !== undefined && execResult.exceptionError === undefined;
  return {
    tx,
    hash: bytesToHex(tx.hash()),
    from: bytesToHex(tx.getSenderAddress().bytes),
    receipt,
    gasUsed: totalGasSpent,
    contract: isFounded ? bytesToHex(createdAddress.bytes) : null,
    logsBefore,
  };
}
