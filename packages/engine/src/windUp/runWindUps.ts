/**
 * Segments that wind up, as far as a block has room (EXIT-200 … EXIT-212). The story of each:
 *
 * 1. It trades and takes in nothing any more. Its last cycle is paid, and its prices are waited for, the term at most.
 * 2. Marks, prices and pools are struck at one instant; its contracts end.
 * 3. Every account is worked out by them, and summed: that says who bears what debtors lack, and the rates.
 * 4. Every account is booked: positions, stakes and debts are gone, and it has what it would claim if the house closed.
 * 5. What nobody has a stake in stays as skin, fees and dust.
 *
 * Nothing else moves in the segment between 2 and 5, so that it does not matter in which block an account comes.
 *
 * @module
 */
import { type ExitPotRow, WindUpPhase } from "@novate/codec";
import type { House } from "../command/house.ts";
import { isBooked } from "../ledger/exitBook.ts";
import { isExitedAsset } from "../ledger/vaultExit.ts";
import { CLAIM_COUNT } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { bookAccounts } from "./bookAccounts.ts";
import { WIND_UPS_A_BLOCK } from "./room.ts";
import { strike } from "./strike.ts";
import { sumAccounts } from "./sumAccounts.ts";

/** `work`: accounts and positions that the block looks at, all segments together; what is booked counts for four (EXIT-207). */
export function runWindUps(house: House, work = WIND_UPS_A_BLOCK): void {
  beginOfExits(house);
  let left = work;
  for (const segmentId of underWay(house)) {
    const phaseOf = () => mustGet(house.state.windUps, segmentId).phase;
    // A count under way holds what it has frozen; it is over in some blocks, and none begins meanwhile (EXIT-209).
    if (phaseOf() === WindUpPhase.closing && !house.state.claimCounts.has(CLAIM_COUNT)) strike(house, segmentId);
    if (phaseOf() === WindUpPhase.summing) left -= sumAccounts(house, segmentId, left);
    if (phaseOf() === WindUpPhase.booking && left > 0) left -= bookAccounts(house, segmentId, left);
    if (left <= 0) return;
  }
}

/** Ascending. */
const underWay = ({ state }: House): number[] =>
  [...state.windUps.values()]
    .filter(({ phase }) => phase < WindUpPhase.over)
    .map(({ segmentId }) => segmentId)
    .sort((one, other) => one - other);

/**
 * A segment whose settlement cash lies in a vault in exit has nothing to settle with. What that vault pays is of an earlier checkpoint: who
 * is below zero once all of it is booked gives coins to those it owes, as at the first time (EXIT-213).
 */
function beginOfExits(house: House): void {
  const { state } = house;
  if (state.vaultExits.size === 0) return;
  const segments = [...state.segments.values()].sort((one, other) => one.segmentId - other.segmentId);
  for (const { segmentId, settlementAssetId } of segments) {
    if (!isExitedAsset(state, settlementAssetId)) continue;
    const row = state.windUps.get(segmentId);
    const { vaultId } = mustGet(state.locations, settlementAssetId);
    const isDue =
      row === undefined || (row.phase === WindUpPhase.over && !row.isAgain && isAllMadeGood(state, segmentId, vaultId));
    if (isDue) house.emit({ type: "WindUpBegun", segmentId });
  }
}

/** The vault is booked, and who was paid another asset than its own owes cash for it by now (EXIT-216). */
function isAllMadeGood(state: StateView, segmentId: number, vaultId: number): boolean {
  const isFull = (of: number) => state.exitBooks.has(of) && isBooked(state, of);
  const isOpen = (pot: ExitPotRow) => pot.segmentId === segmentId && !pot.isClosed;
  return (
    isFull(vaultId) &&
    ![...state.exitPots.values()].some((pot) => isOpen(pot) && isFull(mustGet(state.exitAssets, pot.assetId).vaultId))
  );
}
