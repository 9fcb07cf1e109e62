/**
 * Credits a deposit that the chain's custodian attests; each (chain, index) counts once (COLL-023, COLL-034).
 *
 * @module
 */
import type { CommandOf, DepositRow } from "@novate/codec";
import { atoms } from "@novate/num";
import { debtsCounted } from "../collateral/countedDebts.ts";
import { raisedByArrival } from "../collateral/haircuts.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { depositKey, signerKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { credit, creditFault } from "./credit.ts";
import { absent } from "./entry.ts";

export const decideCreditDeposit: Decide<"CreditDeposit"> = (state, command, context) => {
  const { chainId, depositIndex, accountId, assetId, amountAtoms } = command;

  const custodian = state.custodians.get(chainId);
  if (custodian === undefined) return refuse("CustodianUnknown", { chainId });
  if (signerKey(custodian.signer) !== signerKey(context.signer))
    return refuse("NotAuthorised", { subject: "custodian", subjectId: chainId });
  const credited = state.deposits.get(depositKey(chainId, depositIndex));
  if (credited !== undefined) {
    return isSame(credited, command) ? accept() : refuse("DepositConflict", { chainId, depositIndex });
  }
  if (amountAtoms <= 0n) return refuse("AmountNotPositive", { amountAtoms });
  const account = state.accounts.get(accountId);
  if (account === undefined) return refused(absent(state, accountId));
  if (!state.assets.has(assetId)) return refuse("AssetUnknown", { assetId });
  const location = state.locations.get(assetId);
  if (location !== undefined) return refuse("AssetLocated", { assetId, vaultId: location.vaultId });
  const fault = creditFault(state, account, assetId, amountAtoms);
  if (fault !== null) return refused(fault);

  // From here on the deposit is credited.
  const balanceAfterAtoms = atoms(balanceOf(account, assetId) + amountAtoms);
  const deposit = { chainId, depositIndex, accountId, assetId, amountAtoms, balanceAfterAtoms };
  const after = withBalance(account, assetId, balanceAfterAtoms);
  const raised = raisedByArrival(state, account.segmentId, assetId, amountAtoms);
  return accept({ type: "DepositCredited", ...deposit }, ...raised, ...debtsCounted(state, context.margin, after));
};

export const evolveDepositCredited: Evolve<"DepositCredited"> = (state, event) => {
  const { chainId, depositIndex, accountId, assetId, amountAtoms, balanceAfterAtoms } = event;
  const account = mustGet(state.accounts, accountId);
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms + amountAtoms) });
  credit(state, account, assetId, balanceAfterAtoms);
  const { height } = houseOf(state);
  state.deposits.put({ chainId, depositIndex, accountId, assetId, amountAtoms, height });
};

const isSame = (credited: DepositRow, command: CommandOf<"CreditDeposit">): boolean =>
  credited.accountId === command.accountId &&
  credited.assetId === command.assetId &&
  credited.amountAtoms === command.amountAtoms;
