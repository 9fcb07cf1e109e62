/**
 * Withdrawals and checkpoints as the API shows them.
 *
 * @module
 */
import { type CheckpointRow, type Hex, type OutboxRow, tables, toJson } from "@novate/codec";
import { type CheckpointProofs, checkpointOfPayment, type Engine, isVoid, proofsOf, stepOf } from "@novate/engine";
import type { RowJson } from "@novate/wire";

type EpochName = number | "latest" | "signed";

/** Trees of a checkpoint do not change, so the last few are kept: a crowd of owners asks for the same ones. */
const MOST_TREES = 8;
type Trees = Map<Hex, CheckpointProofs>;
export const createTrees = (): Trees => new Map();

function treesOf(trees: Trees, { state }: Engine, checkpoint: CheckpointRow): CheckpointProofs {
  const known = trees.get(checkpoint.digest);
  if (known !== undefined) return known;
  const proofs = proofsOf(state, checkpoint);
  if (trees.size === MOST_TREES) trees.delete(trees.keys().next().value!); // the first that came
  trees.set(checkpoint.digest, proofs);
  return proofs;
}

/** The checkpoint of an epoch, the newest, or the newest signed; null where there is none. */
function checkpointBy({ state }: Engine, name: EpochName): CheckpointRow | null {
  if (typeof name === "number") return state.checkpoints.get(name) ?? null;
  let newest: CheckpointRow | null = null;
  for (const row of state.checkpoints.values())
    if ((name === "latest" || row.isSigned) && row.epoch > (newest?.epoch ?? -1)) newest = row;
  return newest;
}

const proofView = ({ index, siblings }: { readonly index: number; readonly siblings: readonly Hex[] }) => ({
  index,
  siblings: [...siblings],
});

export function checkpointView(trees: Trees, engine: Engine, name: EpochName) {
  const row = checkpointBy(engine, name);
  if (row === null) return null;
  const proofs = treesOf(trees, engine, row);
  return {
    height: engine.height,
    checkpoint: toJson(tables.checkpoints, row) as unknown as RowJson<"checkpoints">, // by the table's own field
    sections: row.sections.map(({ vaultId }) => ({ vaultId, proof: proofView(proofs.section(vaultId)) })),
    assets: row.assets.map(({ assetId }) => ({ assetId, proof: proofView(proofs.asset(assetId)) })),
  };
}

export function withdrawalView({ height, state }: Engine, row: OutboxRow) {
  const checkpoint = checkpointOfPayment(state, row);
  return {
    height,
    step: stepOf(row, checkpoint),
    epoch: checkpoint?.epoch ?? null,
    isSigned: checkpoint?.isSigned ?? false,
    row: toJson(tables.outbox, row) as unknown as RowJson<"outbox">, // by the table's own field
  };
}

export function withdrawalDetail(trees: Trees, engine: Engine, withdrawalId: number) {
  const row = engine.state.outbox.get(withdrawalId);
  if (row === undefined || isVoid(engine.state, row)) return null;
  const checkpoint = checkpointOfPayment(engine.state, row);
  if (checkpoint === null) return { ...withdrawalView(engine, row), proof: null };
  const { epoch } = checkpoint;
  const proofs = treesOf(trees, engine, checkpoint);
  const proof = { epoch, payment: proofView(proofs.payment(row)), section: proofView(proofs.section(row.vaultId)) };
  return { ...withdrawalView(engine, row), proof };
}

/** An account's withdrawals, oldest first, from an id on. Work: those. */
export function withdrawalPage(engine: Engine, accountId: number, limit: number, cursor: string | undefined) {
  const from = Number.parseInt(cursor ?? "0", 10);
  const { outbox } = engine.state;
  const own = engine.house.derived.outboxes
    .withdrawalsOf(accountId)
    .filter((withdrawalId) => withdrawalId >= from && !isVoid(engine.state, outbox.get(withdrawalId)!)); // of their rows
  const next = own[limit];
  return {
    height: engine.height,
    withdrawals: own.slice(0, limit).map((withdrawalId) => withdrawalView(engine, outbox.get(withdrawalId)!)), // it is of their ids
    nextCursor: next === undefined ? null : `${next}`,
  };
}
