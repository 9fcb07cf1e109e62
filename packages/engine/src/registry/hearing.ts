/**
 * Every command's hearing: prices first, then what can only reduce risk, then the rest.
 *
 * @module
 */
import type { Command, CommandOf, CommandType } from "@novate/codec";
import type { Hearing } from "../command/hearing.ts";
import { hearingOfReport } from "../novation/reportTrades.ts";

/** Of a command whose content decides, a function of it. */
type Rule<T extends CommandType> = Hearing | ((command: CommandOf<T>) => Hearing);

const hearings: { readonly [T in CommandType]: Rule<T> } = {
  SubmitObservations: "prices",
  CreditDeposit: "relief",
  RevokeKey: "relief",
  CancelOrder: "relief",
  VoidOrders: "relief",
  CancelWithdrawal: "relief",
  OfferLiquidity: ({ targetAtoms }) => (targetAtoms === 0n ? "relief" : "trades"),
  MoveClaim: "trades",
  SignCheckpoint: "trades",
  ProvePayment: "trades",
  ProveImpairment: "trades",
  ProveExit: "relief",
  ProveExitAsset: "trades",
  BookExitClaims: "trades",
  BookExitRefunds: "trades",
  OpenAccount: "relief",
  ContributeDefaultFund: "trades",
  SetMarginMethod: "trades",
  GrantKey: "trades",
  GrantMandate: "trades",
  TransferCollateral: "trades",
  WithdrawCollateral: "trades",
  ConfirmWithdrawals: "trades",
  ReportTrades: hearingOfReport,
  ProposeBundle: "trades",
  ApproveBundle: "trades",
  WithdrawBundle: "trades",
  AttestHeader: "relief",
  ProveInbox: "relief",
  ProveRewrite: "relief",
  ProveHotSet: "trades",
  SignRotation: "trades",
};

export function hearingOf(command: Command): Hearing {
  const rule = hearings[command.type] as Rule<CommandType>; // the table's key is the command's type
  return typeof rule === "string" ? rule : rule(command);
}
