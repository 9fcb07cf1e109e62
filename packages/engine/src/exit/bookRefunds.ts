/**
 * Books the deposits that a vault in exit pays back: those that X had not heard and the house has, the newest first (EXIT-112).
 *
 * @module
 */
import type { Event, HeardDeposit } from "@novate/codec";
import { atoms } from "@novate/num";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { relayFault } from "../custody/chains.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { NO_CREDITS } from "../ledger/vaultCredits.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { bookedOf } from "./book.ts";
import { bookingFault } from "./ready.ts";

export const decideBookExitRefunds: Decide<"BookExitRefunds"> = (state, command, context) => {
  const { accountId, vaultId, before, deposits } = command;

  const fault = relayFault(state, accountId, context) ?? bookingFault(state, vaultId);
  if (fault !== null) return refused(fault);
  const { creditsAcc, isRefunded } = mustGet(state.exitBooks, vaultId);
  if (isRefunded) return accept();
  if (deposits.length === 0 || context.evidence !== creditsAcc) return refuse("ExitMismatch", { vaultId });
  const { heardCount } = mustGet(state.vaultExits, vaultId);
  const paidBack = deposits.filter(({ index }) => index >= heardCount);
  for (const { accountId: ownId, assetId } of paidBack)
    if (isWaiting(state, ownId, assetId)) return refuse("ExitWaits", { vaultId, waitingAccountId: ownId });

  // From here on they are booked.
  // What had no place in the house goes back late, out of order: what was credited never is.
  const isOver = before === NO_CREDITS || deposits.some((each) => each.accountId > 0 && each.index < heardCount);
  const advanced = { vaultId, creditsAcc: before, isRefunded: isOver };
  return accept(...refundsOf(state, vaultId, paidBack), { type: "ExitRefundsAdvanced", ...advanced });
};

const isWaiting = (state: StateView, accountId: number, assetId: number): boolean => {
  const account = state.accounts.get(accountId);
  if (account === undefined || account.positions.length === 0) return false;
  return mustGet(state.segments, account.segmentId).settlementAssetId === assetId;
};

/** Each upon what the one before left. */
function refundsOf(state: StateView, vaultId: number, deposits: readonly HeardDeposit[]): Event[] {
  const left = new Map<string, bigint>();
  return deposits.map(({ accountId, assetId, amountAtoms: paidAtoms }) => {
    const account = state.accounts.get(accountId);
    const segmentId = account?.segmentId ?? 0;
    const paid = { vaultId, accountId, segmentId, assetId, isRefund: true, paidAtoms };
    if (account === undefined) {
      const booked = bookedOf(paid, undefined, 0);
      return accountId === 0 ? { ...booked, lackAtoms: atoms(0n) } : booked;
    }
    const key = `${accountId}/${assetId}`;
    const had = atoms(left.get(key) ?? balanceOf(account, assetId));
    const { settlementAssetId } = mustGet(state.segments, segmentId);
    const booked = bookedOf(paid, withBalance(account, assetId, had), settlementAssetId);
    left.set(key, booked.balanceAfterAtoms);
    return booked;
  });
}

export const evolveExitRefundsAdvanced: Evolve<"ExitRefundsAdvanced"> = (state, { type: _, vaultId, ...advanced }) =>
  state.exitBooks.put({ ...mustGet(state.exitBooks, vaultId), ...advanced });
