/**
 * The trees of a checkpoint: assets of each vault, sections of all vaults, and any vault's outbox as it was (CKPT-005).
 *
 * All are built of rows: a checkpoint says its sections and assets itself, and a payment's row says from which block to which
 * it stood in its outbox. So whoever has the state proves to each of the checkpoints that are kept.
 *
 * @module
 */
import type { CheckpointAsset, CheckpointRow, CheckpointSection, Hex } from "@novate/codec";
import { assetLeaf, ratesHash, type SparseTree, sectionLeaf, sparseTree, TABLE_DEPTH, VAULTS_DEPTH } from "@novate/evm";
import { indexOf, leafOf } from "../ledger/outboxLeaf.ts";
import type { StateView } from "../state/state.ts";

function leafOfAsset({ assetId, token, consumedAtoms, queued, claimTotalAtoms, rates }: CheckpointAsset): Hex {
  const queuedCum = { main: queued.mainAtoms, small: queued.smallAtoms, sentBack: queued.sentBackAtoms };
  return assetLeaf({
    assetId,
    token,
    consumedCum: consumedAtoms,
    queuedCum,
    claimTotal: claimTotalAtoms,
    ratesHash: ratesHash(rates),
  });
}

/** The assets of one vault. */
export const assetsTree = (assets: readonly CheckpointAsset[], vaultId: number): SparseTree =>
  sparseTree(
    new Map(assets.filter((each) => each.vaultId === vaultId).map((each) => [each.assetId, leafOfAsset(each)])),
    TABLE_DEPTH,
  );

export const vaultsTree = (sections: readonly CheckpointSection[]): SparseTree =>
  sparseTree(new Map(sections.map((section) => [section.vaultId, sectionLeaf(section)])), VAULTS_DEPTH);

/** The outbox of a vault as a kept checkpoint has it. Work: all payments of the state, and a hash a branch. */
export function outboxTree(state: StateView, { height }: CheckpointRow, vaultId: number): SparseTree {
  const leaves = new Map<number, Hex>();
  for (const row of state.outbox.values()) {
    if (row.vaultId !== vaultId || row.payment === null || row.payment.height > height) continue;
    if (row.paidHeight === 0 || row.paidHeight > height) leaves.set(indexOf(row), leafOf(row)!); // it is released
  }
  return sparseTree(leaves, TABLE_DEPTH);
}
