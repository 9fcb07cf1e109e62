/**
 * Every reason to refuse, by its code. Engine, API, SDK and pages read this one catalogue.
 *
 * @module
 */
import { accountRefusals } from "./accounts.ts";
import { collateralRefusals } from "./collateral.ts";
import { custodyRefusals } from "./custody.ts";
import { exitRefusals } from "./exits.ts";
import { governanceRefusals } from "./governance.ts";
import { liquidityRefusals } from "./liquidity.ts";
import { nodeRefusals } from "./node.ts";
import { novationRefusals } from "./novation.ts";
import { oracleRefusals } from "./oracle.ts";
import { paymentRefusals } from "./payments.ts";
import { transactionRefusals } from "./transaction.ts";

/** The families, by the first number of their block of 100. */
export const refusalFamilies = {
  100: transactionRefusals,
  200: accountRefusals,
  300: collateralRefusals,
  400: oracleRefusals,
  500: novationRefusals,
  700: governanceRefusals,
  800: nodeRefusals,
  900: { ...custodyRefusals, ...exitRefusals, ...paymentRefusals, ...liquidityRefusals },
} as const;

export const refusalDefinitions = {
  ...transactionRefusals,
  ...accountRefusals,
  ...collateralRefusals,
  ...oracleRefusals,
  ...novationRefusals,
  ...governanceRefusals,
  ...nodeRefusals,
  ...custodyRefusals,
  ...exitRefusals,
  ...paymentRefusals,
  ...liquidityRefusals,
} as const;

export type RefusalCode = keyof typeof refusalDefinitions;

/** The codes of one family. */
export type RefusalCodeOf<First extends keyof typeof refusalFamilies> = keyof (typeof refusalFamilies)[First];

/** The keys of the catalogue, in order of their numbers. */
export const refusalCodes = Object.keys(refusalDefinitions) as readonly RefusalCode[];

export const isRefusalCode = (code: unknown): code is RefusalCode =>
  typeof code === "string" && Object.hasOwn(refusalDefinitions, code);

/** Code → number: what names it for ever. */
export const refusalNumbers = Object.fromEntries(
  refusalCodes.map((code) => [code, refusalDefinitions[code].number]),
) as { readonly [C in RefusalCode]: (typeof refusalDefinitions)[C]["number"] };
