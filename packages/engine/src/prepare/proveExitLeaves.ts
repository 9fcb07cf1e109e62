/**
 * The evidence of what is shown of a vault's last checkpoint, and of what the house heard: the root that it leads to (EXIT-110 … EXIT-112).
 *
 * @module
 */
import type { CommandOf, ExitLeaf, Hex } from "@novate/codec";
import { assetLeaf, claimLeaf, climbRange, climbTree, ratesHash, TABLE_DEPTH, uintWord } from "@novate/evm";
import { nextCredit } from "../ledger/vaultCredits.ts";

const EMPTY_LEAF = uintWord(0);

export function proveExitAsset(command: CommandOf<"ProveExitAsset">): Hex | null {
  const { assetId, token, isListed, consumedAtoms, queued, claimTotalAtoms, rates, siblings } = command;
  const { mainAtoms: main, smallAtoms: small, sentBackAtoms: sentBack } = queued;
  const sum = consumedAtoms + main + small + sentBack + claimTotalAtoms;
  if (!isListed && (sum !== 0n || rates.length > 0)) return null; // it would be believed unproven
  const leaf = assetLeaf({
    ...{ assetId, token, consumedCum: consumedAtoms, claimTotal: claimTotalAtoms },
    queuedCum: { main, small, sentBack },
    ratesHash: ratesHash(rates),
  });
  return climbTree(isListed ? leaf : EMPTY_LEAF, assetId, siblings, TABLE_DEPTH) ?? null;
}

export function proveExitClaims(command: CommandOf<"BookExitClaims">): Hex | null {
  const { firstAccountId, leaves, left, right } = command;
  const hashes = leaves.map((leaf, place) => hashOf(leaf, firstAccountId + place));
  return climbRange(firstAccountId, hashes, { left, right }, TABLE_DEPTH) ?? null;
}

const hashOf = (leaf: ExitLeaf | null, accountId: number): Hex =>
  leaf === null || accountId > 0xffff_ffff ? EMPTY_LEAF : claimLeaf({ ...leaf, accountId });

/** Null where what was paid in is below zero. */
export function proveExitRefunds({ before, deposits }: CommandOf<"BookExitRefunds">): Hex | null {
  if (!deposits.every(({ amountAtoms }) => amountAtoms >= 0n)) return null;
  return deposits.reduce(nextCredit, before);
}
