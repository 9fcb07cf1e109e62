/**
 * Accounts of a segment make good to each other what a vault in exit paid otherwise than the house would have (EXIT-118 … EXIT-122).
 *
 * Who was paid too much owes it in the asset, at one struck worth. What its owner still has of it here pays first, then cash that no margin
 * needs. What was collected goes to whoever has some of the asset left, the same part to each: never more than was collected.
 *
 * @module
 */
import type { House } from "../command/house.ts";
import { isBooked } from "../ledger/exitBook.ts";
import { isBeingBooked, isClosing } from "../ledger/windUp.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { collect } from "./collect.ts";
import { payOut } from "./payOut.ts";
import { beginWalk } from "./turnPot.ts";

/** Work: the pots; of each that is open and does not rest a part of its debts, or of the segment's accounts. */
export function settlePots(house: House): void {
  const { timeMs } = houseOf(house.state);
  const open = [...house.state.exitPots.values()]
    .filter(({ segmentId, assetId, walk, isClosed, restsUntilMs }) => {
      if (isClosed || restsUntilMs > timeMs || isBeingBooked(house.state, segmentId)) return false;
      // A walk is ended before its segment is struck, and none begins (EXIT-217).
      if (walk === null && isClosing(house.state, segmentId)) return false;
      return isBooked(house.state, mustGet(house.state.exitAssets, assetId).vaultId);
    })
    .sort((left, right) => left.assetId - right.assetId || left.segmentId - right.segmentId);
  for (const pot of open) {
    if (pot.walk !== null) payOut(house, pot, pot.walk);
    else if (pot.lackAtoms > 0n) collect(house, pot);
    else beginWalk(house, pot);
  }
}
