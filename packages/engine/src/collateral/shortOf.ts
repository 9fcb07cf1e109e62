/**
 * What accounts lack in settlement cash, losses that have not vested counted in (NOV-069).
 *
 * @module
 */
import { type AccountRow, AccountStatus } from "@novate/codec";
import { type Atoms, atoms, minOf, ZERO_ATOMS } from "@novate/num";
import type { Margin } from "../command/margin.ts";
import { balanceOf } from "../ledger/balances.ts";
import { mustGet, type StateView } from "../state/state.ts";

/**
 * How far below zero the account's cash would be if its losses vested now; gains that have not vested pay nothing. Zero under default
 * management, which settles it, and for who holds nothing but cash: what that owes beyond it is a loss, and no debt.
 *
 * Work: the account's positions, and none for cash alone.
 */
export function shortOf(state: StateView, margin: Margin, account: AccountRow): Atoms {
  const { settlementAssetId } = mustGet(state.segments, account.segmentId);
  if (account.status === AccountStatus.managed) return ZERO_ATOMS;
  if (account.balances.every(({ assetId }) => assetId === settlementAssetId)) return ZERO_ATOMS;
  const unvestedAtoms = margin.equityOf(state, { ...account, balances: [] });
  const cashAtoms = balanceOf(account, settlementAssetId) + minOf(unvestedAtoms, ZERO_ATOMS);
  return cashAtoms < 0n ? atoms(-cashAtoms) : ZERO_ATOMS;
}
