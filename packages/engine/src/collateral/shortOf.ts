/**
 * What accounts lack in settlement cash, losses that have not vested counted in (NOV-069).
 *
 * @module
 */
import { type AccountRow, AccountStatus, type EventOf, type SegmentRow } from "@novate/codec";
import { type Atoms, atoms, maxOf, minOf, ZERO_ATOMS } from "@novate/num";
import type { Margin } from "../command/margin.ts";
import { balanceOf } from "../ledger/balances.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

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

/** The segment's debts are so much more or less, by a trade of accounts: the sweep under way counts it too if it has passed them. */
export function debtsGrown(
  state: StateView,
  segment: SegmentRow,
  grown: readonly { readonly accountId: number; readonly atoms: bigint }[],
): EventOf<"DebtsCounted"> | null {
  if (grown.every(({ atoms }) => atoms === 0n)) return null;
  const { visitedAccountId } = houseOf(state);
  const sumOf = (of: typeof grown): bigint => of.reduce((sum, { atoms }) => sum + atoms, 0n);
  return {
    type: "DebtsCounted",
    segmentId: segment.segmentId,
    owedAtoms: maxOf(atoms(segment.owedAtoms + sumOf(grown)), ZERO_ATOMS),
    sweptOwedAtoms: maxOf(
      atoms(segment.sweptOwedAtoms + sumOf(grown.filter(({ accountId }) => accountId <= visitedAccountId))),
      ZERO_ATOMS,
    ),
  };
}
