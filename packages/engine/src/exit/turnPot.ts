/**
 * Where a pot stands between blocks.
 *
 * @module
 */
import type { ExitPotRow } from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import type { House } from "../command/house.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** Between two rounds, while somebody owes. */
const REST_MS = HOUR_MS;

type Turn = Pick<ExitPotRow, "debtCursor" | "walk" | "restsUntilMs">;

export function turnPot(
  house: House,
  { segmentId, assetId, debtCursor, walk, restsUntilMs }: ExitPotRow,
  to: Partial<Turn>,
): void {
  house.emit({ type: "ExitPotTurned", segmentId, assetId, debtCursor, walk, restsUntilMs, ...to });
}

export const restPot = (house: House, pot: ExitPotRow): void =>
  turnPot(house, pot, { debtCursor: 0, walk: null, restsUntilMs: houseOf(house.state).timeMs + REST_MS });

/** A walk over who is owed begins: what there is now is what it shares out. */
export function beginWalk(house: House, pot: ExitPotRow): void {
  const { segmentId, assetId, potAtoms, lackAtoms } = pot;
  const { heldAtoms } = mustGet(house.state.collaterals, collateralKey(segmentId, assetId));
  turnPot(house, pot, { debtCursor: 0, walk: { cursor: 0, potAtoms, heldAtoms, isLast: lackAtoms === 0n } });
}
