/**
 * What each event of accounts, keys and nonces writes.
 *
 * @module
 */

import type { Evolvers } from "../command/evolver.ts";
import { evolveKeyGranted } from "./grantKey.ts";
import { evolveMandateGranted } from "./grantMandate.ts";
import { evolveNonceUsed } from "./nonces.ts";
import { evolveAccountOpened } from "./openAccount.ts";
import { evolveKeyRevoked } from "./revokeKey.ts";
import { evolveMarginMethodSet } from "./setMarginMethod.ts";

type AccountEventType =
  | "AccountOpened"
  | "MarginMethodSet"
  | "KeyGranted"
  | "KeyRevoked"
  | "MandateGranted"
  | "NonceUsed";

export const accountEvolvers = {
  AccountOpened: evolveAccountOpened,
  MarginMethodSet: evolveMarginMethodSet,
  KeyGranted: evolveKeyGranted,
  KeyRevoked: evolveKeyRevoked,
  MandateGranted: evolveMandateGranted,
  NonceUsed: evolveNonceUsed,
} satisfies Evolvers<AccountEventType>;
