/**
 * What a checkpoint says of the state at hand, and what it is once its claims are counted (CKPT-001 … CKPT-006).
 *
 * @module
 */

import type {
  CheckpointAsset,
  CheckpointRow,
  CheckpointSection,
  ClaimCountRow,
  Hex,
  SegmentRow,
  StruckCycle,
  StruckSegment,
  StruckVenue,
} from "@novate/codec";
import { checkpointDigest, emptyRoot, TABLE_DEPTH } from "@novate/evm";
import { atoms, ZERO_ATOMS } from "@novate/num";
import { validatorSet } from "../account/validators.ts";
import { countPrices, struckCollaterals, struckMarks } from "../claims/countPrices.ts";
import type { SegmentPots } from "../claims/payRounds.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { Tranche } from "../ledger/tranche.ts";
import { isExited } from "../ledger/vaultExit.ts";
import { isAnyBeingBooked } from "../ledger/windUp.ts";
import { CLAIM_COUNT } from "../state/keys.ts";
import { houseOf, mustGet, type StateView, type WritableState } from "../state/state.ts";
import { epochOf } from "./epoch.ts";
import { struckPots } from "./struckPots.ts";
import { noteRoots } from "./struckRoots.ts";
import { assetsTree, vaultsTree } from "./trees.ts";

/** Checkpoints that are kept. */
const CHECKPOINTS_KEPT = 64;

/** Payments that a block forgets. */
const FORGOTTEN_A_BLOCK = 1_024;

const NO_POTS: SegmentPots = { pots: [], owers: [] };

const NO_DIGEST: Hex = `0x${"00".repeat(32)}`;

/** All that is counted for the checkpoint of the state at hand; null without vaults or validators. Work: contracts, collateral, stakes. */
export function claimCountOf(house: House, stateRoot: Hex): ClaimCountRow | null {
  const { state } = house;
  const { height, timeMs, nextAccountId } = houseOf(state);
  const set = validatorSet(state);
  if (set === undefined || state.vaults.size === 0) return null;
  // Between two accounts of a segment that is booked nobody can say who has what (EXIT-209).
  if (isAnyBeingBooked(state)) return null;
  const draft: CheckpointRow = {
    epoch: epochOf(timeMs),
    height,
    timeMs,
    previous: NO_DIGEST,
    stateRoot,
    claimsRoot: NO_DIGEST,
    vaultsRoot: NO_DIGEST,
    setHash: set.hotHash,
    digest: NO_DIGEST,
    isSigned: false,
    sections: sectionsOf(house),
    assets: assetsOf(house),
    signatures: [],
  };
  const prices = { marks: struckMarks(state), collaterals: struckCollaterals(state) };
  const without = struckSegments(state);
  const pots = struckPots(house, () => countPrices(state, { draft, segments: without, ...prices }));
  const segments = without.map((segment) => ({ ...segment, ...pots.get(segment.segmentId) }));
  return { draft, lastAccountId: nextAccountId - 1, segments, ...prices, venues: struckVenues(state) };
}

/** The checkpoint of a count whose claims are counted. */
export function checkpointOf(
  state: StateView,
  draft: CheckpointRow,
  assets: readonly CheckpointAsset[],
  claimsRoot: Hex,
): CheckpointRow {
  const sections = draft.sections.map((section) => ({
    ...section,
    assetsRoot: assetsTree(assets, section.vaultId).root,
  }));
  const said = {
    ...draft,
    previous: newestOf(state)?.digest ?? NO_DIGEST,
    claimsRoot,
    vaultsRoot: vaultsTree(sections).root,
    sections,
    assets: [...assets],
  };
  return { ...said, digest: checkpointDigest(houseOf(state).house, said) };
}

/** By id. Held for claims is what is neither on its way out nor gone; what waits to be withdrawn has not left. */
function assetsOf({ state, derived }: House): CheckpointAsset[] {
  return [...state.locations.values()]
    .filter(({ vaultId }) => !isExited(state, vaultId))
    .sort((left, right) => left.assetId - right.assetId)
    .map(({ assetId, vaultId, token, consumedAtoms, queued }) => {
      const { escrowAtoms, outboxAtoms } = mustGet(state.assets, assetId);
      const heldAtoms = atoms(escrowAtoms - outboxAtoms + derived.claims.beside.waitingOf(assetId));
      return {
        assetId,
        vaultId,
        token,
        consumedAtoms,
        queued,
        heldAtoms,
        claimTotalAtoms: ZERO_ATOMS,
        rates: [],
      };
    });
}

/** By id; without the roots of assets, which want the claims. */
function sectionsOf({ state, derived }: House): CheckpointSection[] {
  return [...state.vaults.values()]
    .filter(({ spec }) => !isExited(state, spec.vaultId))
    .sort((left, right) => left.spec.vaultId - right.spec.vaultId)
    .map(({ spec: { vaultId, chainId, vault }, inboxCount, inboxAcc }) => {
      const roots = { outboxRoot: derived.outboxes.rootOf(vaultId), assetsRoot: emptyRoot(TABLE_DEPTH) };
      return { vaultId, chainId, vault, inboxCount, inboxAcc, ...roots };
    });
}

/** By id; without pots, of which a count alone knows. */
export function struckSegments(state: StateView): StruckSegment[] {
  const stakes = stakesBySegment(state);
  return [...state.segments.values()]
    .sort((left, right) => left.segmentId - right.segmentId)
    .map((segment) => {
      const { segmentId, settlementAssetId, feesAtoms, skinAtoms, juniorFundAtoms, seniorFundAtoms } = segment;
      const { dustAtoms, transitAtoms, treasuryAccountId } = segment;
      const pools = { feesAtoms, skinAtoms, juniorFundAtoms, seniorFundAtoms, dustAtoms, transitAtoms };
      const { junior, senior } = stakes.get(segmentId) ?? NO_STAKES;
      const sums = { juniorStakesAtoms: atoms(junior), seniorStakesAtoms: atoms(senior) };
      return {
        segmentId,
        settlementAssetId,
        ...pools,
        ...sums,
        cycle: cutCycleOf(segment),
        treasuryAccountId,
        ...NO_POTS,
      };
    });
}

/** What is somebody's of what venues hold, by venue. */
const struckVenues = (state: StateView): StruckVenue[] =>
  [...state.venues.values()]
    .filter(({ treasuryAccountId }) => treasuryAccountId !== 0)
    .sort((left, right) => left.spec.venueId - right.spec.venueId)
    .map(({ spec: { settlementAssetId }, guaranteeAtoms, feesAtoms, treasuryAccountId }) => ({
      treasuryAccountId,
      assetId: settlementAssetId,
      amountAtoms: atoms(guaranteeAtoms + feesAtoms),
    }));

/** The cycle under way, if it takes part of what it pays. */
function cutCycleOf({ cycle }: SegmentRow): StruckCycle | null {
  if (cycle === null || cycle.cutAtoms === 0n) return null;
  const { cycleMs, cursor, lastAccountId, cutAtoms, gainedAtoms } = cycle;
  return { cycleMs, cursor, lastAccountId, cutAtoms, gainedAtoms };
}

const NO_STAKES = { junior: 0n, senior: 0n };

/** What was contributed to each segment's funds. Work: the stakes, each once. */
function stakesBySegment(state: StateView): Map<number, typeof NO_STAKES> {
  const sums = new Map<number, typeof NO_STAKES>();
  for (const { accountId, tranche, contributedAtoms } of state.stakes.values()) {
    const { segmentId } = mustGet(state.accounts, accountId);
    const { junior, senior } = sums.get(segmentId) ?? NO_STAKES;
    const isJunior = tranche === Tranche.junior;
    sums.set(segmentId, {
      junior: isJunior ? junior + contributedAtoms : junior,
      senior: isJunior ? senior : senior + contributedAtoms,
    });
  }
  return sums;
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
  noteRoots(state, checkpoint);
  if (state.checkpoints.size > CHECKPOINTS_KEPT) state.checkpoints.delete(oldestOf(state)!.epoch);
  if (state.claimCounts.has(CLAIM_COUNT)) state.claimCounts.delete(CLAIM_COUNT);
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
