/**
 * Which block of a chain an attestor vouches for: the newest of the stride that all of its sources call final alike.
 *
 * @module
 */

import { agreedHeader, agreedNumber, type BlockHeader, type ChainSource } from "@novate/chains";
import type { Command, HeaderRow, Hex } from "@novate/codec";
import { SECOND_MS } from "@novate/num";
import { type CustodyRows, newestHeader } from "../custody/rows.ts";

/** What a chain's clock may be ahead of the house's last block: half of what the house allows. */
const SKEW_MS = 30 * SECOND_MS;

const commandOf = (chainId: number, { number, timeSec, hash, stateRoot }: BlockHeader): Command => ({
  type: "AttestHeader",
  chainId,
  number,
  timeSec: Number(timeSec),
  blockHash: hash,
  stateRoot,
});

const isSame = (row: HeaderRow, header: BlockHeader): boolean =>
  row.blockHash === header.hash && row.stateRoot === header.stateRoot && BigInt(row.timeSec) === header.timeSec;

/**
 * The vote on a chain that is due, if any. Where the house accepted another block than this validator's sources have, that is said
 * first: more than a third saying so closes the chain. Rejects with `ChainError`.
 */
export async function headerVote(
  rows: CustodyRows,
  chainId: number,
  hot: Hex,
  sources: readonly ChainSource[],
): Promise<Command | null> {
  const vault = rows.vaults.find(({ spec }) => spec.chainId === chainId);
  if (vault === undefined || vault.isGated) return null;
  const own = rows.headerVotes.find((row) => row.chainId === chainId && row.validator === hot)?.votes ?? [];
  const final = await agreedNumber(sources, "finalized");
  const accepted = newestHeader(rows, chainId);
  if (accepted !== undefined && accepted.number <= final && !own.some(({ number }) => number === accepted.number)) {
    const header = await agreedHeader(sources, accepted.number);
    if (!isSame(accepted, header)) return commandOf(chainId, header);
  }
  const stride = BigInt(vault.spec.headerStride);
  const number = (final / stride) * stride;
  const before = own.reduce((most, vote) => (vote.number > most ? vote.number : most), vault.headerNumber);
  if (number === 0n || number <= before) return null;
  const header = await agreedHeader(sources, number);
  // The house refuses what is far ahead of its clock; the next look finds it in time.
  return Number(header.timeSec) * SECOND_MS > rows.timeMs + SKEW_MS ? null : commandOf(chainId, header);
}
