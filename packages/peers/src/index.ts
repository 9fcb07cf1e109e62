/**
 * Other houses' margin models as profiles, run on their own case files.
 *
 * @module
 */
export { answerCase, isCaseDocument } from "./answerCase.ts";
export { runProfileCase } from "./runProfileCase.ts";
