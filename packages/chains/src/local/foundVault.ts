/**
 * Founds a vault with tokens of its own on a chain that does what it is told.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { Call, ChainWriter, Mined } from "../account/writer.ts";
import { ChainError } from "../rpc/failure.ts";
import { type Founding, foundHall, foundSets, foundToken } from "../vault/calls.ts";
import { readVault, readVaultOf } from "../vault/reads.ts";
import type { LocalChain } from "./localChain.ts";

export interface LocalToken {
  readonly symbol: string;
  readonly decimals: number;
  readonly capAtoms: bigint;
  /** The least that may leave in an hour, however little is held. */
  readonly floorAtoms: bigint;
}

export interface LocalVault {
  readonly sets: Hex;
  readonly vault: Hex;
  readonly codeHash: Hex;
  /** By symbol. */
  readonly tokens: ReadonlyMap<string, Hex>;
}

/** Sends one call, makes a block at a time, and answers what became of it. Rejects with `Reverted` or `NotMined`. */
export async function sendNow(chain: LocalChain, writer: ChainWriter, call: Call, timeSec: number): Promise<Mined> {
  const hash = await writer.send(call);
  await chain.mine(timeSec);
  const mined = await writer.outcome(hash);
  if (mined === null) throw new ChainError("NotMined", `no block took ${hash}`);
  return mined;
}

/** Founds tokens, a hall, then sets and vault, a block each from `timeSec` on, a second apart. */
export async function foundVault(
  chain: LocalChain,
  writer: ChainWriter,
  founding: Omit<Founding, "terms" | "hall">,
  tokens: readonly LocalToken[],
  timeSec: number,
): Promise<LocalVault> {
  const founded = new Map<string, Hex>();
  let now = timeSec;
  for (const { symbol, decimals } of tokens) {
    const { contract } = await sendNow(chain, writer, foundToken(symbol, symbol, decimals), now++);
    founded.set(symbol, contract!); // a founding has a contract
  }
  const terms = tokens.map(({ symbol, capAtoms, floorAtoms }) => ({
    token: founded.get(symbol)!,
    capAtoms,
    floorAtoms,
  }));
  const { contract: hall } = await sendNow(chain, writer, foundHall(), now++);
  const { contract: sets } = await sendNow(chain, writer, foundSets({ ...founding, terms, hall: hall! }), now);
  const vault = await readVaultOf(chain.source, sets!);
  const { codeHash } = await readVault(chain.source, await chain.source.header("latest"), vault);
  return { sets: sets!, vault, codeHash, tokens: founded };
}
