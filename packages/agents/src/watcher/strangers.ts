/**
 * What a vault was told that the house never said: a forgery, seen before it takes anything.
 *
 * Books part only once something was taken. A checkpoint of stolen keys, or a set of the thief's own, stands at the vault for its
 * delay before that.
 *
 * @module
 */
import { type ChainSource, readAccepted, readColdSet, readPendingSet, readVault } from "@novate/chains";
import type { Hex, VaultRow } from "@novate/codec";
import { SET_KINDS } from "@novate/evm";
import type { CustodyRows } from "../custody/rows.ts";

export interface Stranger {
  readonly vaultId: number;
  readonly chainId: number;
  /** A checkpoint that the vault accepted; a set that signs, or that will. */
  readonly what: "checkpoint" | "set";
  readonly hash: Hex;
}

const NONE: Hex = `0x${"00".repeat(32)}`;

/** Whatever the vault was told and the house's rows do not hold. Rejects with `ChainError`. */
export async function strangersAt(
  rows: CustodyRows,
  source: ChainSource,
  { spec }: VaultRow,
  fromBlock: bigint,
): Promise<Stranger[]> {
  const { vaultId, chainId, vault, sets } = spec;
  const latest = await source.header("latest");
  // The house keeps the last ones: what a vault took before the oldest of them was struck is not to be told from a forgery.
  const oldestMs = rows.checkpoints.reduce((oldest, { timeMs }) => Math.min(oldest, timeMs), rows.timeMs);
  const isKept = ({ timeSec }: { timeSec: bigint }): boolean => timeSec * 1_000n >= oldestMs;
  const accepted = (await readAccepted(source, vault, fromBlock)).filter(isKept);
  const { hotSet } = await readVault(source, latest, vault);
  const standing = [hotSet, await readColdSet(source, sets)];
  for (const kind of SET_KINDS) standing.push(await readPendingSet(source, sets, kind));

  const [checkpoints, known] = [new Set(rows.checkpoints.map(({ digest }) => digest)), setsOf(rows)];
  const found = (what: Stranger["what"]) => (hash: Hex) => ({ vaultId, chainId, what, hash });
  const forged = accepted.map(({ digest }) => digest).filter((digest) => !checkpoints.has(digest));
  const foreign = standing.filter((hash) => hash !== NONE && !known.has(hash));
  return [...forged.map(found("checkpoint")), ...foreign.map(found("set"))];
}

/** Every set that the house has, had lately, or will have. */
function setsOf({ validators, rotations }: CustodyRows): Set<Hex> {
  const next = validators?.next;
  const sets = [...rotations.flatMap(({ from, to }) => [from, to]), validators, next];
  return new Set(sets.flatMap((set) => (set === null || set === undefined ? [] : [set.hotHash, set.coldHash])));
}
