/**
 * Every command's `decide`.
 *
 * @module
 */
import type { Command, CommandType } from "@novate/codec";
import { decideGrantKey } from "../account/grantKey.ts";
import { decideGrantMandate } from "../account/grantMandate.ts";
import { decideOpenAccount } from "../account/openAccount.ts";
import { decideRevokeKey } from "../account/revokeKey.ts";
import { decideSetMarginMethod } from "../account/setMarginMethod.ts";
import { decideSignCheckpoint } from "../checkpoint/signCheckpoint.ts";
import { decideContributeDefaultFund } from "../collateral/contributeDefaultFund.ts";
import { decideTransferCollateral } from "../collateral/transferCollateral.ts";
import type { Context, Decide } from "../command/context.ts";
import type { Batch, Decision } from "../command/decision.ts";
import { decideAttestHeader } from "../custody/attestHeader.ts";
import { decideCancelWithdrawal } from "../custody/cancelWithdrawal.ts";
import { decideConfirmWithdrawals } from "../custody/confirmWithdrawals.ts";
import { decideCreditDeposit } from "../custody/creditDeposit.ts";
import { decideMoveClaim } from "../custody/moveClaim.ts";
import { decideOfferLiquidity } from "../custody/offerLiquidity.ts";
import { decideProveExit } from "../custody/proveExit.ts";
import { decideProveHotSet } from "../custody/proveHotSet.ts";
import { decideProveImpairment } from "../custody/proveImpairment.ts";
import { decideProveInbox } from "../custody/proveInbox.ts";
import { decideProvePayment } from "../custody/provePayment.ts";
import { decideProveRewrite } from "../custody/proveRewrite.ts";
import { decideSignRotation } from "../custody/signRotation.ts";
import { decideWithdrawCollateral } from "../custody/withdrawCollateral.ts";
import { decideBookExitClaims } from "../exit/bookClaims.ts";
import { decideBookExitRefunds } from "../exit/bookRefunds.ts";
import { decideProveExitAsset } from "../exit/proveExitAsset.ts";
import { decideApproveBundle } from "../governance/approveBundle.ts";
import { decideProposeBundle } from "../governance/proposeBundle.ts";
import { decideWithdrawBundle } from "../governance/withdrawBundle.ts";
import { decideCancelOrder } from "../novation/cancelOrder.ts";
import { decideReportTrades } from "../novation/reportTrades.ts";
import { decideVoidOrders } from "../novation/voidOrders.ts";
import { decideSubmitObservations } from "../oracle/submitObservations.ts";
import type { StateView } from "../state/state.ts";

const deciders: { readonly [T in CommandType]: Decide<T> } = {
  OpenAccount: decideOpenAccount,
  SetMarginMethod: decideSetMarginMethod,
  GrantKey: decideGrantKey,
  RevokeKey: decideRevokeKey,
  GrantMandate: decideGrantMandate,
  TransferCollateral: decideTransferCollateral,
  CreditDeposit: decideCreditDeposit,
  ConfirmWithdrawals: decideConfirmWithdrawals,
  CancelWithdrawal: decideCancelWithdrawal,
  OfferLiquidity: decideOfferLiquidity,
  MoveClaim: decideMoveClaim,
  SignCheckpoint: decideSignCheckpoint,
  ProvePayment: decideProvePayment,
  ProveImpairment: decideProveImpairment,
  ProveExit: decideProveExit,
  ProveExitAsset: decideProveExitAsset,
  BookExitClaims: decideBookExitClaims,
  BookExitRefunds: decideBookExitRefunds,
  WithdrawCollateral: decideWithdrawCollateral,
  SubmitObservations: decideSubmitObservations,
  ReportTrades: decideReportTrades,
  CancelOrder: decideCancelOrder,
  VoidOrders: decideVoidOrders,
  ContributeDefaultFund: decideContributeDefaultFund,
  ProposeBundle: decideProposeBundle,
  ApproveBundle: decideApproveBundle,
  WithdrawBundle: decideWithdrawBundle,
  AttestHeader: decideAttestHeader,
  ProveInbox: decideProveInbox,
  ProveRewrite: decideProveRewrite,
  ProveHotSet: decideProveHotSet,
  SignRotation: decideSignRotation,
};

export function decide(state: StateView, command: Command, context: Context): Decision | Batch {
  const decideOne = deciders[command.type] as Decide<CommandType>; // the table's key is the command's type
  return decideOne(state, command, context);
}
