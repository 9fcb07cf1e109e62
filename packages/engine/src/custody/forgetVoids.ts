/**
 * Forgets the rows of withdrawals that are void, so many a block (WDR-071).
 *
 * @module
 */
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { isVoid } from "../ledger/voids.ts";
import { mustGet } from "../state/state.ts";

/** Void rows that a block forgets: what a block that is full of entries makes is gone within some seconds. */
export const VOIDS_A_BLOCK = 4_096;

/** Forgets rows that are void, of those first that were taken back first. */
export function forgetVoids(house: House): void {
  const { state, derived } = house;
  for (let left = VOIDS_A_BLOCK; left > 0; ) {
    const accountId = derived.voided.first();
    if (accountId === undefined) return;
    const forgotten = derived.outboxes
      .withdrawalsOf(accountId)
      .filter((withdrawalId) => isVoid(state, mustGet(state.outbox, withdrawalId)))
      .slice(0, left);
    house.emit({ type: "VoidsForgotten", accountId, forgotten });
    left -= forgotten.length;
  }
}

export const evolveVoidsForgotten: Evolve<"VoidsForgotten"> = (state, { accountId, forgotten }) => {
  for (const withdrawalId of forgotten) state.outbox.delete(withdrawalId);
  const account = mustGet(state.accounts, accountId);
  state.accounts.put({ ...account, withdrawals: account.withdrawals - forgotten.length });
  const row = mustGet(state.voids, accountId);
  if (row.withdrawals === forgotten.length) state.voids.delete(accountId);
  else state.voids.put({ ...row, withdrawals: row.withdrawals - forgotten.length });
};
