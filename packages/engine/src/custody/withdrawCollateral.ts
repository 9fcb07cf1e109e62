/**
 * Burns a settled balance and queues its payment on a chain (WDR).
 *
 * @module
 */

import { type AccountRow, AccountStatus, type Hex, KeyScope } from "@novate/codec";
import { type Atoms, atoms, divDown, divUp, maxOf, minOf, ZERO_ATOMS } from "@novate/num";
import { authoriseContext } from "../account/authority.ts";
import { debtsCounted } from "../collateral/countedDebts.ts";
import { cashOwed, isBackstopBound, outflowFault } from "../collateral/payable.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { ownerOwes } from "../ledger/exitDebt.ts";
import { keepsLittle, leastAtomsOf } from "../ledger/leastAmount.ts";
import { withWaiting } from "../ledger/leastHeld.ts";
import { isExited } from "../ledger/vaultExit.ts";
import { windingUpFault } from "../ledger/windUp.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { isGated } from "./gate.ts";
import { joinQueue } from "./queue.ts";
import { hourLimitOf } from "./withdrawalWindows.ts";

/** Withdrawals of one account that no chain has paid yet: one may take all that is left, so a limit keeps nobody in. */
export const MOST_WITHDRAWALS = 256;

/** Withdrawals that one command makes. */
const MOST_PARTS = 16;

/** Vaults hold amounts in 96 bits. */
const PAYMENT_LIMIT = atoms(1n << 96n);

/** Nobody's: no vault pays to it, and a row with it would never end. */
export const NO_ADDRESS: Hex = `0x${"00".repeat(20)}`;

export const decideWithdrawCollateral: Decide<"WithdrawCollateral"> = (state, command, context) => {
  const { accountId, assetId, amountAtoms, chainId, recipient } = command;
  const { timeMs, height } = context;

  if (amountAtoms <= 0n) return refuse("AmountNotPositive", { amountAtoms });
  if (amountAtoms >= PAYMENT_LIMIT) return refuse("PaymentTooLarge", { limitAtoms: PAYMENT_LIMIT });
  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  const authority = authoriseContext(state, account, context, KeyScope.withdraw);
  if (!authority.granted) return refused(authority.refusal);
  if (authority.key !== null && !isOwnersAddress(account, chainId, recipient))
    return refuse("RecipientNotOwner", { accountId });
  const payer = payerOf(state, assetId);
  if (payer === null && !state.custodians.has(chainId)) return refuse("CustodianUnknown", { chainId });
  if (payer !== null && payer.chainId !== chainId) return refuse("AssetElsewhere", { assetId, chainId: payer.chainId });
  if (payer !== null && isExited(state, payer.vaultId)) return refuse("VaultInExit", { vaultId: payer.vaultId });
  if (recipient === NO_ADDRESS || recipient === payer?.vault) return refuse("RecipientInvalid", { recipient });
  if (account.status === AccountStatus.managed) return refuse("AccountUnderManagement", { accountId });
  if (isBackstopBound(state, account)) return refuse("BackstopRestricted", { accountId });
  const segment = mustGet(state.segments, account.segmentId);
  const windingUp = windingUpFault(state, segment.segmentId);
  if (windingUp !== null) return refused(windingUp);
  // A call of a vault is heard once: whoever proves it could choose the block in which it is refused (WDR-058).
  if (context.isOwners !== true && isGated(state, segment, timeMs))
    return refuse("WithdrawalsGated", { segmentId: segment.segmentId });
  const collateral = state.collaterals.get(collateralKey(segment.segmentId, assetId));
  if (collateral === undefined) return refuse("AssetNotEligible", { segmentId: segment.segmentId, assetId });
  const owed = ownerOwes(state, context.owing, account) ?? cashOwed(state, account);
  if (owed !== null) return refused(owed);
  const balanceAtoms = balanceOf(account, assetId);
  if (balanceAtoms < amountAtoms)
    return refuse("BalanceTooLow", { accountId, assetId, balanceAtoms, neededAtoms: amountAtoms });
  const leastAtoms = leastAtomsOf(state, assetId);
  if (amountAtoms < leastAtoms && amountAtoms < balanceAtoms) return refuse("AmountTooSmall", { assetId, leastAtoms });
  const balanceAfterAtoms = atoms(balanceAtoms - amountAtoms);
  const after = withBalance(account, assetId, balanceAfterAtoms);
  // What somebody else paid in keeps nobody: only of what leaves too little may not stay.
  const isAllThere = collateral.heldAtoms >= balanceAtoms;
  if (isAllThere && balanceAfterAtoms > 0n && balanceAfterAtoms < leastAtoms && keepsLittle(state, after))
    return refuse("AmountTooSmall", { assetId, leastAtoms });
  const fault = outflowFault(state, after, context);
  if (fault !== null) return refused(fault);
  const { heldAtoms } = collateral;
  if (heldAtoms < amountAtoms)
    return refuse("HoldingsTooLow", { segmentId: segment.segmentId, assetId, heldAtoms, neededAtoms: amountAtoms });
  if (account.withdrawals >= MOST_WITHDRAWALS) return refuse("WithdrawalsFull", { accountId, limit: MOST_WITHDRAWALS });

  // From here on the withdrawal is owed; windows decide when it leaves (WDR-034).
  const { nextWithdrawalId } = houseOf(state);
  const { vaultId, token } = payer ?? { vaultId: 0, token: NO_ADDRESS };
  const asked = { accountId, assetId, chainId, recipient, height, vaultId, token };
  const fresh = { grantedAtoms: ZERO_ATOMS, sameHourAtoms: ZERO_ATOMS, payment: null, paidHeight: 0 };
  let leftAtoms = balanceAtoms;
  const queued = partsOf(state, account, assetId, amountAtoms, payer !== null).map((partAtoms, index) => {
    leftAtoms = atoms(leftAtoms - partAtoms);
    const withdrawal = { ...asked, ...fresh, withdrawalId: nextWithdrawalId + index, amountAtoms: partAtoms };
    return { type: "WithdrawalQueued", withdrawal, balanceAfterAtoms: leftAtoms } as const;
  });
  return accept(...queued, ...debtsCounted(state, context.margin, after));
};

/**
 * The withdrawals that an amount is: of a vault's several, if it is more than an hour's limit (WDR-051). One that was released
 * after days of turns would stand for days before all others of its lane in the vault.
 */
function partsOf(
  state: StateView,
  account: AccountRow,
  assetId: number,
  amountAtoms: Atoms,
  isOfVault: boolean,
): Atoms[] {
  if (!isOfVault) return [amountAtoms];
  const limitAtoms = maxOf(hourLimitOf(state, account.segmentId, assetId), atoms(1n));
  const most = Math.min(MOST_PARTS, MOST_WITHDRAWALS - account.withdrawals);
  // No part is less than the least, if all of it is more.
  const leastAtoms = maxOf(leastAtomsOf(state, assetId), atoms(1n));
  const wanted = maxOf(minOf(divUp(amountAtoms, limitAtoms), divDown(amountAtoms, leastAtoms)), 1n);
  const parts: Atoms[] = [];
  let leftAtoms = amountAtoms;
  // Each is its part of what is left, so that the last one has the remainder.
  for (let count = minOf(wanted, BigInt(most)); count > 0n; count -= 1n) {
    const partAtoms = atoms(divDown(leftAtoms, count));
    parts.push(partAtoms);
    leftAtoms = atoms(leftAtoms - partAtoms);
  }
  return parts;
}

export const evolveWithdrawalQueued: Evolve<"WithdrawalQueued"> = (state, { withdrawal, balanceAfterAtoms }) => {
  const { withdrawalId, accountId, assetId, amountAtoms } = withdrawal;
  const house = houseOf(state);
  state.house.put({ ...house, nextWithdrawalId: withdrawalId + 1 });
  const account = mustGet(state.accounts, accountId);
  const collateral = mustGet(state.collaterals, collateralKey(account.segmentId, assetId));
  state.collaterals.put(withWaiting(state, collateral, amountAtoms, house.timeMs));
  joinQueue(state, account.segmentId, assetId, amountAtoms);
  state.accounts.put({ ...withBalance(account, assetId, balanceAfterAtoms), withdrawals: account.withdrawals + 1 });
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, outboxAtoms: atoms(asset.outboxAtoms + amountAtoms) });
  state.outbox.put(withdrawal);
};

/** The vault that holds the asset, or null where the chain's custodian does. */
function payerOf(state: StateView, assetId: number) {
  const location = state.locations.get(assetId);
  if (location === undefined) return null;
  const { vaultId, token } = location;
  const { chainId, vault } = mustGet(state.vaults, vaultId).spec;
  return { vaultId, token, chainId, vault };
}

/** A contract's address is its own on its chain alone: elsewhere a stranger may have it. */
const isOwnersAddress = ({ owner, ownerChain }: AccountRow, chainId: number, recipient: Hex): boolean =>
  recipient === owner && (ownerChain === 0 || ownerChain === chainId);
