/**
 * Moves settlement cash from an account into its segment's default fund (DFLT).
 *
 * @module
 */
import { AccountStatus } from "@novate/codec";
import { atoms } from "@novate/num";
import { isOwner } from "../account/authority.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { ownerOwes } from "../ledger/exitDebt.ts";
import { keepsLittle, leastAtomsOf } from "../ledger/leastAmount.ts";
import { Tranche } from "../ledger/tranche.ts";
import { endingFault } from "../ledger/windUp.ts";
import { stakeKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { debtsCounted } from "./countedDebts.ts";
import { isBackstopBound, outflowFault } from "./payable.ts";
import { rebalanced } from "./seasoning.ts";

export const decideContributeDefaultFund: Decide<"ContributeDefaultFund"> = (state, command, context) => {
  const { accountId, tranche, amountAtoms } = command;

  if (amountAtoms <= 0n) return refuse("AmountNotPositive", { amountAtoms });
  if (tranche > Tranche.skin) return refuse("TrancheUnknown", { tranche });
  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  if (!isOwner(account, context.signer)) return refuse("NotAuthorised", { subject: "account", subjectId: accountId });
  const ending = endingFault(state, account.segmentId);
  if (ending !== null) return refused(ending);
  if (account.status === AccountStatus.managed) return refuse("AccountUnderManagement", { accountId });
  if (isBackstopBound(state, account)) return refuse("BackstopRestricted", { accountId });
  const owed = ownerOwes(state, context.owing, account);
  if (owed !== null) return refused(owed);
  const { settlementAssetId } = mustGet(state.segments, account.segmentId);
  const balanceAtoms = balanceOf(account, settlementAssetId);
  const balanceAfterAtoms = atoms(balanceAtoms - amountAtoms);
  if (balanceAfterAtoms < 0n)
    return refuse("BalanceTooLow", { accountId, assetId: settlementAssetId, balanceAtoms, neededAtoms: amountAtoms });
  const after = withBalance(account, settlementAssetId, balanceAfterAtoms);
  // A stake is a row for good, and so is what is left with nothing behind it.
  const leastAtoms = leastAtomsOf(state, settlementAssetId);
  const isStake = tranche !== Tranche.skin && !state.stakes.has(stakeKey(accountId, tranche));
  if ((isStake && amountAtoms < leastAtoms) || keepsLittle(state, after))
    return refuse("AmountTooSmall", { assetId: settlementAssetId, leastAtoms });
  const fault = outflowFault(state, after, context);
  if (fault !== null) return refused(fault);

  // From here on the contribution stands.
  const before = state.stakes.get(stakeKey(accountId, tranche))?.contributedAtoms ?? atoms(0n);
  const stake = { accountId, tranche, contributedAtoms: atoms(before + amountAtoms) };
  const contributed = { type: "DefaultFundContributed", stake, amountAtoms, balanceAfterAtoms } as const;
  return accept(contributed, ...debtsCounted(state, context.margin, after));
};

const POOLS = ["juniorFundAtoms", "seniorFundAtoms", "skinAtoms"] as const;

export const evolveDefaultFundContributed: Evolve<"DefaultFundContributed"> = (state, event) => {
  const { stake, amountAtoms, balanceAfterAtoms } = event;
  const account = mustGet(state.accounts, stake.accountId);
  const segment = mustGet(state.segments, account.segmentId);
  state.accounts.put(rebalanced(state, account, segment.settlementAssetId, balanceAfterAtoms));
  if (stake.tranche !== Tranche.skin) state.stakes.put(stake);
  const pool = POOLS[stake.tranche]!; // decided above
  state.segments.put({ ...segment, [pool]: atoms(segment[pool] + amountAtoms) });
};
