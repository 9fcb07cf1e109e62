/**
 * What other packages may use: the audit of a house, the workload, the soak's parts.
 *
 * @module
 */
export { Auditor } from "./auditor/auditor.ts";
export { AuditFailure } from "./auditor/failure.ts";
export { type AssaultReport, assault } from "./bytes/assault.ts";
export { mutate } from "./bytes/mutate.ts";
export { Dice } from "./dice.ts";
export { runTrial, TrialFailure, type TrialReport } from "./trial/trial.ts";
export { type Plan, Workload } from "./workload/workload.ts";
export { toySignature, verifyToySignature } from "./world/cast.ts";
export { worldGenesis } from "./world/genesis.ts";
