/**
 * Other houses' margin models as profiles, run on their own case files.
 *
 * @module
 */
export type { Figure, Figures, ProfileAnswer, ProfileCaseResult, ProfileRun } from "./caseFile/result.ts";
export type { ProfileDescription } from "./profileFamily.ts";
export { listProfiles, runProfileCase } from "./runProfileCase.ts";
