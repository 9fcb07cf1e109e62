/**
 * Every command's `decide`, and the phase of the block in which it is heard.
 *
 * @module
 */
import type { CommandOf, CommandType } from "@novate/codec";
import { decideGrantKey } from "../account/grantKey.ts";
import { decideGrantMandate } from "../account/grantMandate.ts";
import { decideOpenAccount } from "../account/openAccount.ts";
import { decideRevokeKey } from "../account/revokeKey.ts";
import { decideSetMarginMethod } from "../account/setMarginMethod.ts";
import { decideContributeDefaultFund } from "../collateral/contributeDefaultFund.ts";
import { decideTransferCollateral } from "../collateral/transferCollateral.ts";
import type { Context, Decide } from "../command/context.ts";
import type { Decision } from "../command/decision.ts";
import { decideCreditDeposit } from "../custody/creditDeposit.ts";
import { decideWithdrawCollateral } from "../custody/withdrawCollateral.ts";
import { decideApproveBundle } from "../governance/approveBundle.ts";
import { decideProposeBundle } from "../governance/proposeBundle.ts";
import { decideCancelOrder } from "../novation/cancelOrder.ts";
import { decideSubmitObservations } from "../oracle/submitObservations.ts";
import type { StateView } from "../state/state.ts";

/** Trade reports are batches with an answer a trade; `novation/reportTrades.ts` hears them. */
export type SingleCommandType = Exclude<CommandType, "ReportTrades">;
export type SingleCommand = CommandOf<SingleCommandType>;

const deciders: { readonly [T in SingleCommandType]: Decide<T> } = {
  OpenAccount: decideOpenAccount,
  SetMarginMethod: decideSetMarginMethod,
  GrantKey: decideGrantKey,
  RevokeKey: decideRevokeKey,
  GrantMandate: decideGrantMandate,
  TransferCollateral: decideTransferCollateral,
  CreditDeposit: decideCreditDeposit,
  WithdrawCollateral: decideWithdrawCollateral,
  SubmitObservations: decideSubmitObservations,
  CancelOrder: decideCancelOrder,
  ContributeDefaultFund: decideContributeDefaultFund,
  ProposeBundle: decideProposeBundle,
  ApproveBundle: decideApproveBundle,
};

export function decide(state: StateView, command: SingleCommand, context: Context): Decision {
  const decideOne = deciders[command.type] as Decide<SingleCommandType>; // the table's key is the command's type
  return decideOne(state, command, context);
}

/** The three moments of a block at which commands are heard; within one, block order holds. */
export type Hearing = "prices" | "relief" | "trades";

/** Prices first, then what can only reduce risk, then the rest (architecture, the block). */
export const hearingOf: { readonly [T in CommandType]: Hearing } = {
  SubmitObservations: "prices",
  CreditDeposit: "relief",
  RevokeKey: "relief",
  CancelOrder: "relief",
  ContributeDefaultFund: "trades",
  OpenAccount: "relief",
  SetMarginMethod: "trades",
  GrantKey: "trades",
  GrantMandate: "trades",
  TransferCollateral: "trades",
  WithdrawCollateral: "trades",
  ReportTrades: "trades",
  ProposeBundle: "trades",
  ApproveBundle: "trades",
};
