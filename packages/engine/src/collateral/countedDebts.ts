/**
 * What each account counts in its segment's sum of debts (NOV-069, NOV-076): a row of its own, so that the sum is never more or less than its parts.
 *
 * A sum that followed the changes of trades alone kept what a transfer had paid meanwhile, and forgot what a price had added.
 *
 * @module
 */
import type { AccountRow, EventOf } from "@novate/codec";
import { type Atoms, atoms, ZERO_ATOMS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { Margin } from "../command/margin.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { shortOf } from "./shortOf.ts";

/** What the account counts: what it lacked when something last touched or visited it. */
export const countedDebtOf = (state: StateView, accountId: number): Atoms =>
  state.debts.get(accountId)?.shortAtoms ?? ZERO_ATOMS;

/** The accounts, as a command leaves them, count anew; nothing where they count so already. Work: that of `shortOf`. */
export const debtsCounted = (
  state: StateView,
  margin: Margin,
  ...accounts: readonly AccountRow[]
): EventOf<"DebtCounted">[] =>
  accounts
    .map((account) => ({ accountId: account.accountId, shortAtoms: shortOf(state, margin, account) }))
    .filter(({ accountId, shortAtoms }) => shortAtoms !== countedDebtOf(state, accountId))
    .map((counted) => ({ type: "DebtCounted", ...counted }));

export const evolveDebtCounted: Evolve<"DebtCounted"> = (state, { accountId, shortAtoms }) => {
  const segment = mustGet(state.segments, mustGet(state.accounts, accountId).segmentId);
  const owedAtoms = atoms(segment.owedAtoms - countedDebtOf(state, accountId) + shortAtoms);
  state.segments.put({ ...segment, owedAtoms });
  if (shortAtoms === 0n) state.debts.delete(accountId);
  else state.debts.put({ accountId, shortAtoms });
};
