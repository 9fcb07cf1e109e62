/**
 * A chain with a vault that people pay into, whose last blocks are taken back now and then, and what of it stands in the end.
 *
 * @module
 */
import { type ChainWriter, createWriter, vaultCalls } from "@novate/chains";
import { type ReplayVault, SEGMENT_ID } from "@novate/lab";
import { deriveSecret } from "@novate/sdk";

/** A deposit as it was sent. */
export interface PaidIn {
  readonly accountId: number;
  readonly owner: `0x${string}`;
  readonly amountAtoms: bigint;
}

/** How blocks are taken back: to a copy of before, cut off, or replaced by others at once. */
export const WAYS = ["revert", "rollback", "reorg"] as const;
export type Way = (typeof WAYS)[number];

/** Beyond about a thousand blocks, anvil 1.7.1 forgets contracts' code where it cuts off or replaces; copies it keeps. */
const MOST_BLOCKS = 800n;

/** Deposits in one transaction. */
const BATCH = 50;

export class PlayedChain {
  readonly vault: ReplayVault;
  /** Its one asset's symbol. */
  readonly symbol: string;
  /** Everything that was ever sent, by the hash of its transaction. */
  readonly #sent = new Map<`0x${string}`, readonly PaidIn[]>();

  readonly #payer: ChainWriter;

  constructor(vault: ReplayVault) {
    const { source, chainId } = vault.chain;
    this.vault = vault;
    // What its chain took back is gone: there is no other that might still know it.
    this.#payer = createWriter({ source, chainId, secret: deriveSecret("played", `payer/${chainId}`), lostAfterMs: 0 });
    this.symbol = vault.plan.assets[0]!;
  }

  async payIn(deposits: readonly PaidIn[]): Promise<void> {
    const { where } = this.vault;
    for (let from = 0; from < deposits.length; from += BATCH) {
      const part = deposits.slice(from, from + BATCH);
      const targets = part.map(({ accountId, owner }) => ({ ownerChain: 0n, owner, segmentId: SEGMENT_ID, accountId }));
      const amounts = part.map(({ amountAtoms }) => amountAtoms);
      const call = vaultCalls.fund(where.tokens.get(this.symbol)!, where.vault, targets, amounts);
      this.#sent.set(await this.#payer.send(call), part);
    }
  }

  /** Blocks up to a time, evenly; none where less than a second a block is left. */
  async pass(blocks: number, toSec: number): Promise<void> {
    const { chain } = this.vault;
    const { timeSec } = await chain.source.header("latest");
    const every = Math.floor((toSec - Number(timeSec)) / blocks);
    if (every > 0) await chain.pass(blocks, every);
  }

  /** Does `inside` and makes `depth` blocks, which are then taken back. */
  async takeBack(depth: number, way: Way, inside: () => Promise<void>): Promise<void> {
    const { chain } = this.vault;
    const { rpc } = chain.source;
    const { number } = await chain.source.header("latest");
    const isCopied = way === "revert" || number > MOST_BLOCKS;
    const snapshot = isCopied ? await rpc.request("evm_snapshot") : null;
    await inside();
    await chain.pass(depth, 1);
    if (isCopied) await rpc.request("evm_revert", [snapshot]);
    else if (way === "rollback") await rpc.request("anvil_rollback", [depth]);
    else await rpc.request("anvil_reorg", [depth, []]);
  }

  /** Deposits whose transactions stand. */
  async standing(): Promise<readonly PaidIn[]> {
    const found: PaidIn[] = [];
    for (const [hash, deposits] of this.#sent) {
      const receipt = await this.vault.chain.source.rpc.request("eth_getTransactionReceipt", [hash]);
      if ((receipt as { status?: string } | null)?.status === "0x1") found.push(...deposits);
    }
    return found;
  }
}
