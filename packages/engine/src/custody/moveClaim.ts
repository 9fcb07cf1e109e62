/**
 * Moves a claim on one vault to another of the same currency, against volunteers who hold it there (MOVE-010 … MOVE-016).
 *
 * Nothing leaves the segment and no vault hears of it: two accounts change places, atom for atom, less what the volunteer asks.
 *
 * @module
 */
import { type AccountRow, AccountStatus, type Event, KeyScope, type Refusal } from "@novate/codec";
import { type Atoms, atoms, maxOf } from "@novate/num";
import { authorise } from "../account/authority.ts";
import { accountCapExceeded } from "../collateral/caps.ts";
import { debtsCounted } from "../collateral/countedDebts.ts";
import { cashOwed, isBackstopBound, outflowFault } from "../collateral/payable.ts";
import { rebalanced } from "../collateral/seasoning.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { ownerOwes } from "../ledger/exitDebt.ts";
import { keepsLittle, leastAtomsOf } from "../ledger/leastAmount.ts";
import { windingUpFault } from "../ledger/windUp.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { type ClaimPair, faultOfDoubt, faultOfPair } from "./claimPair.ts";
import { type Fill, matchOffers } from "./matchOffers.ts";
import { moveStock } from "./offerLiquidity.ts";
import { pricesOf } from "./offerPrice.ts";

export const decideMoveClaim: Decide<"MoveClaim"> = (state, command, context) => {
  const { accountId, fromAssetId, toAssetId, amountAtoms, minimumAtoms } = command;
  const pair = { fromAssetId, toAssetId };

  if (amountAtoms <= 0n) return refuse("AmountNotPositive", { amountAtoms });
  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  const authority = authorise(state, account, context.signer, KeyScope.liquidity, context.timeMs);
  if (!authority.granted) return refused(authority.refusal);
  const windingUp = windingUpFault(state, account.segmentId);
  if (windingUp !== null) return refused(windingUp);
  if (account.status === AccountStatus.managed) return refuse("AccountUnderManagement", { accountId });
  if (isBackstopBound(state, account)) return refuse("BackstopRestricted", { accountId });
  const doubt = faultOfPair(state, account.segmentId, pair) ?? faultOfDoubt(state, pair);
  if (doubt !== null) return refused(doubt);
  const owed = ownerOwes(state, context.owing, account) ?? cashLacked(state, account, toAssetId);
  if (owed !== null) return refused(owed);
  const balanceAtoms = balanceOf(account, fromAssetId);
  if (balanceAtoms < amountAtoms)
    return refuse("BalanceTooLow", { accountId, assetId: fromAssetId, balanceAtoms, neededAtoms: amountAtoms });
  const fills = matchOffers(state, context.owing, account, pair, amountAtoms, pricesOf(state, pair));
  const offeredAtoms = sumOf(fills, (fill) => fill.amountAtoms);
  if (offeredAtoms < amountAtoms) return refuse("LiquidityTooLow", { offeredAtoms, neededAtoms: amountAtoms });
  const receivedAtoms = atoms(amountAtoms - sumOf(fills, ({ feeAtoms }) => feeAtoms));
  if (receivedAtoms < maxOf(minimumAtoms, atoms(1n))) return refuse("MinimumMissed", { receivedAtoms, minimumAtoms });
  const toAfterAtoms = atoms(balanceOf(account, toAssetId) + receivedAtoms);
  const cap = accountCapExceeded(mustGet(state.collaterals, collateralKey(account.segmentId, toAssetId)), toAfterAtoms);
  if (cap !== null) return refuse("CollateralCapExceeded", cap);
  const given = withBalance(account, fromAssetId, atoms(balanceAtoms - amountAtoms));
  const after = withBalance(given, toAssetId, toAfterAtoms);
  if (keepsLittle(state, after))
    return refuse("AmountTooSmall", { assetId: fromAssetId, leastAtoms: leastAtomsOf(state, fromAssetId) });
  const fault = outflowFault(state, after, context);
  if (fault !== null) return refused(fault);

  // From here on the claim moves.
  return accept(...moved(state, account, pair, fills), ...debtsCounted(state, context.margin, after));
};

/** Who owes settlement cash moves nothing but into it (MOVE-015); who owes for coins nothing at all, at a fee of its own choice (EXIT-137). */
const cashLacked = (state: StateView, account: AccountRow, toAssetId: number): Refusal | null =>
  mustGet(state.segments, account.segmentId).settlementAssetId === toAssetId ? null : cashOwed(state, account);

const sumOf = (fills: readonly Fill[], of: (fill: Fill) => Atoms): Atoms =>
  atoms(fills.reduce((sum, fill) => sum + of(fill), 0n));

/** An event a volunteer, with what both have after it. */
function moved(
  state: StateView,
  account: AccountRow,
  { fromAssetId, toAssetId }: ClaimPair,
  fills: readonly Fill[],
): Event[] {
  let fromAfterAtoms = balanceOf(account, fromAssetId);
  let toAfterAtoms = balanceOf(account, toAssetId);
  return fills.map(({ accountId: volunteerAccountId, amountAtoms, feeAtoms }) => {
    const volunteer = mustGet(state.accounts, volunteerAccountId);
    const givenAtoms = atoms(amountAtoms - feeAtoms);
    fromAfterAtoms = atoms(fromAfterAtoms - amountAtoms);
    toAfterAtoms = atoms(toAfterAtoms + givenAtoms);
    return {
      type: "ClaimMoved",
      ...{ accountId: account.accountId, volunteerAccountId, fromAssetId, toAssetId, amountAtoms, feeAtoms },
      ...{ fromAfterAtoms, toAfterAtoms },
      volunteerFromAfterAtoms: atoms(balanceOf(volunteer, fromAssetId) + amountAtoms),
      volunteerToAfterAtoms: atoms(balanceOf(volunteer, toAssetId) - givenAtoms),
    };
  });
}

export const evolveClaimMoved: Evolve<"ClaimMoved"> = (state, event) => {
  const { accountId, volunteerAccountId, fromAssetId, toAssetId, amountAtoms } = event;
  const put = (id: number, assetId: number, afterAtoms: Atoms) =>
    state.accounts.put(rebalanced(state, mustGet(state.accounts, id), assetId, afterAtoms));
  put(accountId, fromAssetId, event.fromAfterAtoms);
  put(accountId, toAssetId, event.toAfterAtoms);
  put(volunteerAccountId, fromAssetId, event.volunteerFromAfterAtoms);
  put(volunteerAccountId, toAssetId, event.volunteerToAfterAtoms);
  moveStock(state, mustGet(state.accounts, volunteerAccountId), { fromAssetId, toAssetId }, amountAtoms);
};
