/**
 * Brings signed checkpoints to a vault, and puts them in force when they are old enough.
 *
 * @module
 */

import { readAccepted, type VaultState, vaultCalls } from "@novate/chains";
import type { CheckpointRow, Hex, VaultRow } from "@novate/codec";
import {
  compactSignature,
  isQuorum,
  packSignatures,
  powerOf,
  type SignerSet,
  sectionLeaf,
  signersOf,
  sparseTree,
  VAULTS_DEPTH,
} from "@novate/evm";
import type { CustodyRows } from "../custody/rows.ts";
import { isRefusedByVault, type RelayPlace } from "./place.ts";

/** The set that signs at a vault, if the house knows it: its own, or one that it had. */
function signersAt({ validators, rotations }: CustodyRows, hotSet: Hex): SignerSet | undefined {
  const sets = [...rotations.flatMap(({ from, to }) => [from, to]), ...(validators === null ? [] : [validators])];
  const set = sets.find(({ hotHash }) => hotHash === hotSet);
  return set === undefined ? undefined : signersOf("hot", set);
}

const signaturesOf = (set: SignerSet, { signatures }: CheckpointRow) => {
  const compacts = signatures.flatMap(({ key, signature }): [Hex, Hex][] => {
    const compact = compactSignature(signature);
    return compact === undefined ? [] : [[key, compact]];
  });
  return packSignatures(set, new Map(compacts));
};

/** Accepts the newest checkpoint that the set has signed and the vault has not; true if one was sent. */
export async function acceptNewest(
  rows: CustodyRows,
  place: RelayPlace,
  vault: VaultRow,
  at: VaultState,
): Promise<boolean> {
  const set = signersAt(rows, at.hotSet);
  if (set === undefined) return false;
  const signed = rows.checkpoints
    .filter((row) => row.setHash === at.hotSet && BigInt(row.epoch) > at.epoch)
    .filter((row) => isQuorum(powerOf(set, signaturesOf(set, row).signers), set.total))
    .sort((one, other) => other.epoch - one.epoch);
  for (const row of signed) {
    const call = acceptCall(set, vault, row);
    if (call === null) continue;
    await place.writer.sendOnce(call);
    return true;
  }
  return false;
}

function acceptCall(set: SignerSet, vault: VaultRow, row: CheckpointRow) {
  const { vaultId, vault: address } = vault.spec;
  const own = row.sections.find((section) => section.vaultId === vaultId);
  if (own === undefined) return null;
  const leaves = new Map(row.sections.map((section) => [section.vaultId, sectionLeaf(section)]));
  const siblings = sparseTree(leaves, VAULTS_DEPTH).prove(vaultId);
  const checkpoint = { ...row, height: BigInt(row.height), timeMs: BigInt(row.timeMs) };
  const section = { ...own, index: BigInt(vaultId), siblings };
  return vaultCalls.accept(address, checkpoint, section, set, signaturesOf(set, row));
}

/**
 * Puts the newest accepted checkpoint in force that is old enough. The vault knows acceptances by a hash; what it hashed is found
 * again from its logs and the house's rows.
 */
export async function matureNewest(
  rows: CustodyRows,
  place: RelayPlace,
  vault: VaultRow,
  at: VaultState,
): Promise<boolean> {
  if (at.epoch <= at.maturedEpoch) return false;
  const { vaultId, vault: address } = vault.spec;
  const byDigest = new Map(rows.checkpoints.map((row) => [row.digest, row]));
  const accepted = await readAccepted(place.source, address, place.fromBlock);
  for (const { number, digest, timeSec, blockNumber } of accepted.reverse()) {
    const row = byDigest.get(digest);
    const section = row?.sections.find((one) => one.vaultId === vaultId);
    if (row === undefined || section === undefined || BigInt(row.epoch) <= at.maturedEpoch) continue;
    const { stateRoot, claimsRoot } = row;
    const { outboxRoot, assetsRoot, inboxCount } = section;
    const roots = { stateRoot, claimsRoot, outboxRoot, assetsRoot };
    const args = { epoch: BigInt(row.epoch), digest, roots, inboxCount, timeSec, blockNumber };
    try {
      await place.writer.sendOnce(vaultCalls.mature(address, number, args));
      return true;
    } catch (failure) {
      if (!isRefusedByVault(failure)) throw failure; // not old enough: an older one may be
    }
  }
  return false;
}
