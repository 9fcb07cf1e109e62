/**
 * What founders put in before the first block: accounts' first balances, skin in the game, guarantees (GOV-030).
 *
 * @module
 */
import {
  AccountRole,
  accountRole,
  atoms,
  Balance,
  bytes20,
  list,
  MarginMethod,
  marginMethod,
  segmentId,
  struct,
  type ValueOf,
  venueId,
} from "@novate/codec";
import { atoms as toAtoms } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { withFounded } from "../ledger/leastHeld.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView, type WritableState } from "../state/state.ts";

/** An account that exists from the start; ids count from 1 in this order. A backstop account is pooled (LIQ). */
export const GenesisAccount = struct("GenesisAccount", {
  owner: bytes20,
  segmentId,
  method: marginMethod,
  role: accountRole,
  balances: list(Balance, 64),
});
export type GenesisAccount = ValueOf<typeof GenesisAccount>;

/** The fields of a genesis that name money. */
export const genesisFunding = {
  accounts: list(GenesisAccount, 65_536),
  skins: list(struct("GenesisSkin", { segmentId, amountAtoms: atoms }), 64),
  guarantees: list(struct("GenesisGuarantee", { venueId, amountAtoms: atoms }), 64),
};
type GenesisFunding = { readonly [K in keyof typeof genesisFunding]: ValueOf<(typeof genesisFunding)[K]> };

/** The first thing wrong with the funding against the state that the genesis changes made, or null. */
export function faultOfFunding(state: StateView, { accounts, skins, guarantees }: GenesisFunding): string | null {
  for (const [index, account] of accounts.entries()) {
    const fault = faultOfAccount(state, account);
    if (fault !== null) return `accounts[${index}] ${fault}`;
  }
  for (const [index, { segmentId, amountAtoms }] of skins.entries()) {
    if (!state.segments.has(segmentId)) return `skins[${index}] segmentId: no segment ${segmentId}`;
    if (amountAtoms <= 0n) return `skins[${index}] amountAtoms: is not positive`;
  }
  for (const [index, { venueId, amountAtoms }] of guarantees.entries()) {
    if (!state.venues.has(venueId)) return `guarantees[${index}] venueId: no venue ${venueId}`;
    if (amountAtoms <= 0n) return `guarantees[${index}] amountAtoms: is not positive`;
  }
  if (new Set(skins.map(({ segmentId }) => segmentId)).size < skins.length) return "skins: a segment is listed twice";
  if (new Set(guarantees.map(({ venueId }) => venueId)).size < guarantees.length) {
    return "guarantees: a venue is listed twice";
  }
  return null;
}

function faultOfAccount(state: StateView, { segmentId, method, role, balances }: GenesisAccount): string | null {
  if (!state.segments.has(segmentId)) return `segmentId: no segment ${segmentId}`;
  if (role > AccountRole.backstop) return `role: ${role} is not known`;
  const isPooled = method === MarginMethod.pooled;
  if (method > MarginMethod.pooled || isPooled !== (role === AccountRole.backstop)) {
    return "method: a backstop account is pooled, and no other";
  }
  let previousAssetId = -1;
  for (const { assetId, amountAtoms } of balances) {
    if (assetId <= previousAssetId) return "balances: do not ascend by asset";
    if (!state.collaterals.has(collateralKey(segmentId, assetId))) return `balances: asset ${assetId} is no collateral`;
    if (amountAtoms <= 0n) return `balances: asset ${assetId} is not positive`;
    previousAssetId = assetId;
  }
  return null;
}

export const evolveSkinFunded: Evolve<"SkinFunded"> = (state, { segmentId, amountAtoms, skinAfterAtoms }) => {
  const segment = mustGet(state.segments, segmentId);
  state.segments.put({ ...segment, skinAtoms: skinAfterAtoms });
  addEscrow(state, segment.settlementAssetId, amountAtoms);
  const held = state.collaterals.get(collateralKey(segmentId, segment.settlementAssetId));
  if (held !== undefined) state.collaterals.put(withFounded(held, held.heldAtoms + amountAtoms, houseOf(state).timeMs));
};

export const evolveGuaranteeFunded: Evolve<"GuaranteeFunded"> = (state, event) => {
  const { venueId, amountAtoms, guaranteeAfterAtoms } = event;
  const venue = mustGet(state.venues, venueId);
  state.venues.put({ ...venue, guaranteeAtoms: guaranteeAfterAtoms });
  addEscrow(state, venue.spec.settlementAssetId, amountAtoms);
};

function addEscrow(state: WritableState, assetId: number, amountAtoms: bigint): void {
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, escrowAtoms: toAtoms(asset.escrowAtoms + amountAtoms) });
}
