/**
 * How long a kit may be: whoever gives longer ones gives more than a house owes one account.
 *
 * By the widest rows, in characters of JSON. Amounts have fewer digits as a rule, and proofs end where their tree does.
 *
 * @module
 */

/** A hundred signers, each with its word and its signature. */
const SIGNERS = 100 * 300;
/** 255 vaults, with proofs of eight siblings. */
const SECTIONS = 255 * 1_050;
/** What an account may have under way (WDR-032), with proofs of 32 siblings. */
const PAYMENTS = 256 * 2_700;
/** Assets with such proofs, and the rates of two segments each. */
const ASSETS = 512 * 3_200;
/** A claim with 65 balances, its proof, and what was signed. */
const CLAIM = 8_000;

/** Some two and a half million characters. */
const MOST_KIT_LENGTH = SIGNERS + SECTIONS + PAYMENTS + ASSETS + CLAIM;

/** What is wrong with the length of a text; null where it may be kept. */
export const lengthFault = (length: number): string | null =>
  length <= MOST_KIT_LENGTH ? null : `it has ${length} characters, and ${MOST_KIT_LENGTH} are the most`;
