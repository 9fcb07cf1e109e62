/**
 * An account's equity alone, for checks that need no margin (I5).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Atoms, atoms } from "@novate/num";
import { balanceOf } from "../account/balances.ts";
import { collateralValueAtoms } from "../collateral/value.ts";
import { unvestedOf } from "../settlement/variationCycle.ts";
import { mustGet, type StateView } from "../state/state.ts";

/** Cash + collateral at its value + unvested gains and losses at the mark: the equity of `Health`. */
export function equityOf(state: StateView, account: AccountRow): Atoms {
  const { settlementAssetId } = mustGet(state.segments, account.segmentId);
  const cash = balanceOf(account, settlementAssetId);
  return atoms(cash + collateralValueAtoms(state, account) + unvestedOf(state, account));
}
