/**
 * What members and validators say to vaults, and paying in as one action.
 *
 * @module
 */
export { approveCall, type DepositTerms, depositCall, vaultAbi } from "./deposit.ts";
export { KeyStep, KeyWord, keyStepFault, type Statement, signStep, statementsOf } from "./keyStep.ts";
export { injectedPayer, type Mined, type Payer, type ViemReader, type ViemWallet, viemPayer } from "./payer.ts";
export { type Deposited, type DepositOutcome, type DepositRefusal, type DepositRequest, deposit } from "./payIn.ts";
