/**
 * When an account has given enough, to backstops or to who stands opposite (LIQ-003, LIQ-043, LIQ-071).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Health, hasInitialMargin } from "../ledger/health.ts";
import { withPassablePositions } from "./passable.ts";
import type { Round } from "./round.ts";

/**
 * Initial margin is met; or, of an account with positions that may not pass, that of the others at the better end, which is all that
 * ending them can bring about: nobody's open markets are closed out for what a closed one may open at (LIQ-071).
 */
export function isRelieved({ house: { margin, state } }: Round, account: AccountRow, health: Health): boolean {
  if (hasInitialMargin(health)) return true;
  const passable = withPassablePositions(state, account);
  const heldAtoms = health.openHighAtoms - health.closingAtoms; // what is about to close is margined here, and holds its gap
  return passable !== account && heldAtoms >= margin.requirement(state, passable).initialMargin;
}
