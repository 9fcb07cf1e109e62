/**
 * What members and validators say to vaults.
 *
 * @module
 */
export { approveCall, type DepositTerms, depositCall, vaultAbi } from "./deposit.ts";
export { KeyStep, KeyWord, keyStepFault, type Statement, signStep, statementsOf } from "./keyStep.ts";
