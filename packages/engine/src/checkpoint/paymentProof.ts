/**
 * Where a withdrawal stands on its way out, and its proof to the vault: views for whoever asks, no part of the state.
 *
 * @module
 */
import type { CheckpointRow, Hex, OutboxRow } from "@novate/codec";
import type { SparseTree } from "@novate/evm";
import { indexOf } from "../ledger/outboxLeaf.ts";
import type { StateView } from "../state/state.ts";
import { assetsTree, outboxTree, vaultsTree } from "./trees.ts";

/** What the house knows: whether a vault has put a checkpoint in force is the vault's to say. */
export type WithdrawalStep = "queued" | "released" | "inCheckpoint" | "paid";

/** A place under a root of a checkpoint; siblings from the bottom up, without empty ones at the end (CKPT-005). */
export interface TreeProof {
  readonly index: number;
  readonly siblings: readonly Hex[];
}

/** The proofs that a checkpoint gives, each tree built once. A checkpoint's trees never change. */
export interface CheckpointProofs {
  readonly checkpoint: CheckpointRow;
  payment(row: OutboxRow): TreeProof;
  asset(assetId: number): TreeProof;
  section(vaultId: number): TreeProof;
}

/** What a vault pays; from its exit on checkpoints say nothing of it. */
const isShownBy = ({ vaultId, payment, paidHeight }: OutboxRow, { height, sections }: CheckpointRow): boolean =>
  sections.some((section) => section.vaultId === vaultId) &&
  payment !== null &&
  payment.height <= height &&
  (paidHeight === 0 || paidHeight > height);

/** The newest checkpoint that shows the payment: a signed one if any does. Work: the checkpoints that are kept. */
export function checkpointOfPayment(state: StateView, row: OutboxRow): CheckpointRow | null {
  let found: CheckpointRow | null = null;
  for (const checkpoint of state.checkpoints.values())
    if (isShownBy(row, checkpoint) && isBetter(checkpoint, found)) found = checkpoint;
  return found;
}

const isBetter = (one: CheckpointRow, other: CheckpointRow | null): boolean =>
  other === null || (one.isSigned === other.isSigned ? one.epoch > other.epoch : one.isSigned);

export function stepOf(row: OutboxRow, checkpoint: CheckpointRow | null): WithdrawalStep {
  if (row.paidHeight > 0) return "paid";
  if (row.payment === null) return "queued";
  return checkpoint === null ? "released" : "inCheckpoint";
}

/** Work: all payments of a vault at the first of them, a hash a branch; then look-ups. */
export function proofsOf(state: StateView, checkpoint: CheckpointRow): CheckpointProofs {
  const outboxes = new Map<number, SparseTree>();
  const sections = vaultsTree(checkpoint.sections);
  const outboxOf = (vaultId: number): SparseTree => {
    const outbox = outboxes.get(vaultId) ?? outboxTree(state, checkpoint, vaultId);
    outboxes.set(vaultId, outbox);
    return outbox;
  };
  const proof = (tree: SparseTree, index: number): TreeProof => ({ index, siblings: tree.prove(index) });
  return {
    checkpoint,
    payment: (row) => proof(outboxOf(row.vaultId), indexOf(row)),
    asset(assetId) {
      const { vaultId } = checkpoint.assets.find((each) => each.assetId === assetId)!; // the caller names one of its assets
      return proof(assetsTree(checkpoint.assets, vaultId), assetId);
    },
    section: (vaultId) => proof(sections, vaultId),
  };
}
