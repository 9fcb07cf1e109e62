/**
 * Every reason to refuse, with its number. Blocks of 100 by module; a number is never reused.
 *
 * @module
 */
import { accountRefusals } from "../account/refusals.ts";
import { collateralRefusals } from "../collateral/refusals.ts";
import { governanceRefusals } from "../governance/refusals.ts";
import { novationRefusals } from "../novation/refusals.ts";
import { oracleRefusals } from "../oracle/refusals.ts";

/** 100–199: the transaction itself, before its command is looked at, in order of precedence. */
export const transactionRefusals = {
  BytesInvalid: 100,
  ChainMismatch: 101,
  TransactionExpired: 102,
  LifetimeTooLong: 103,
  SignatureInvalid: 104,
  NonceUsed: 105,
  NonceTooFarAhead: 106,
} as const;

export const refusalNumbers = {
  ...transactionRefusals,
  ...accountRefusals,
  ...collateralRefusals,
  ...oracleRefusals,
  ...novationRefusals,
  ...governanceRefusals,
} as const;

export type RefusalCode = keyof typeof refusalNumbers;
