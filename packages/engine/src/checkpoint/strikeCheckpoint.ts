/**
 * Strikes a checkpoint over the last block of an epoch, once the first of a later one opens (CKPT-001 … CKPT-006).
 *
 * @module
 */
import type { CheckpointAsset, CheckpointRow, CheckpointSection, Hex, HouseRow } from "@novate/codec";
import { checkpointDigest, EPOCH_MS } from "@novate/evm";
import { validatorSet } from "../account/validators.ts";
import type { CommittedRoots } from "../command/block.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { houseOf, type StateView, type WritableState } from "../state/state.ts";
import { assetsTree, vaultsTree } from "./trees.ts";

/** Checkpoints that are kept. */
const CHECKPOINTS_KEPT = 64;

/** Payments that a block forgets. */
const FORGOTTEN_A_BLOCK = 1_024;

const NO_DIGEST: Hex = `0x${"00".repeat(32)}`;

const epochOf = (timeMs: number): number => Math.floor(timeMs / EPOCH_MS);

/** The checkpoint of the state at hand, if a block at `timeMs` is the first after its epoch; null without vaults or validators. */
export function checkpointOf(
  house: House,
  { stateRoot, claimsRoot }: CommittedRoots,
  timeMs: number,
): CheckpointRow | null {
  const { state } = house;
  const before = houseOf(state);
  const set = validatorSet(state);
  const epoch = epochOf(before.timeMs);
  if (set === undefined || state.vaults.size === 0 || epoch === epochOf(timeMs)) return null;
  const assets = assetsOf(state);
  const sections = sectionsOf(house, assets);
  const said = {
    epoch,
    height: before.height,
    timeMs: before.timeMs,
    previous: newestOf(state)?.digest ?? NO_DIGEST,
    stateRoot,
    claimsRoot,
    vaultsRoot: vaultsTree(sections).root,
    setHash: set.hotHash,
  };
  return { ...said, digest: digestOf(before, said), isSigned: false, sections, assets, signatures: [] };
}

type Said = Omit<CheckpointRow, "digest" | "isSigned" | "sections" | "assets" | "signatures">;

const digestOf = ({ house }: HouseRow, said: Said): Hex => checkpointDigest(house, said);

/** By id. */
function assetsOf(state: StateView): CheckpointAsset[] {
  return [...state.locations.values()]
    .sort((left, right) => left.assetId - right.assetId)
    .map(({ assetId, vaultId, token, consumedAtoms, queued }) => ({ assetId, vaultId, token, consumedAtoms, queued }));
}

/** By id. */
function sectionsOf({ state, derived }: House, assets: readonly CheckpointAsset[]): CheckpointSection[] {
  return [...state.vaults.values()]
    .sort((left, right) => left.spec.vaultId - right.spec.vaultId)
    .map(({ spec: { vaultId, chainId, vault }, inboxCount, inboxAcc }) => {
      const roots = { outboxRoot: derived.outboxes.rootOf(vaultId), assetsRoot: assetsTree(assets, vaultId).root };
      return { vaultId, chainId, vault, inboxCount, inboxAcc, ...roots };
    });
}

/** Work: the checkpoints that are kept. */
function newestOf(state: StateView): CheckpointRow | undefined {
  let newest: CheckpointRow | undefined;
  for (const row of state.checkpoints.values()) if (newest === undefined || row.epoch > newest.epoch) newest = row;
  return newest;
}

function oldestOf(state: StateView): CheckpointRow | undefined {
  let oldest: CheckpointRow | undefined;
  for (const row of state.checkpoints.values()) if (oldest === undefined || row.epoch < oldest.epoch) oldest = row;
  return oldest;
}

export const evolveCheckpointStruck: Evolve<"CheckpointStruck"> = (state, { checkpoint }) => {
  state.checkpoints.put(checkpoint);
  if (state.checkpoints.size > CHECKPOINTS_KEPT) state.checkpoints.delete(oldestOf(state)!.epoch);
};

/** Payments that were proven before the oldest checkpoint that is kept: none of them shows them any more. */
export function forgetPayments(house: House): void {
  const { state, derived } = house;
  if (derived.outboxes.paidBy(houseOf(state).height, 1).length === 0) return;
  const height = oldestOf(state)?.height ?? 0;
  for (const withdrawalId of derived.outboxes.paidBy(height, FORGOTTEN_A_BLOCK))
    house.emit({ type: "PaymentForgotten", withdrawalId });
}

export const evolvePaymentForgotten: Evolve<"PaymentForgotten"> = (state: WritableState, { withdrawalId }) =>
  state.outbox.delete(withdrawalId);
