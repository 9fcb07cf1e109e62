/**
 * What each event of accounts, keys and nonces writes.
 *
 * @module
 */

import type { Evolve, Evolvers } from "../command/evolver.ts";
import { mandateKey, sessionKey } from "../state/keys.ts";
import { evolveAccountClosed, evolveAccountEmptied } from "./closeAccount.ts";
import { countKey, evolveKeyGranted } from "./grantKey.ts";
import { evolveMandateGranted } from "./grantMandate.ts";
import { evolveNonceForgotten, evolveNonceUsed } from "./nonces.ts";
import { evolveAccountOpened } from "./openAccount.ts";
import { evolveKeyRevoked } from "./revokeKey.ts";
import { evolveMarginMethodSet } from "./setMarginMethod.ts";

const evolveKeyForgotten: Evolve<"KeyForgotten"> = (state, { accountId, key }) => {
  state.keys.delete(sessionKey(accountId, key));
  countKey(state, accountId, -1);
};
const evolveMandateForgotten: Evolve<"MandateForgotten"> = (state, { accountId, venueId }) =>
  state.mandates.delete(mandateKey(accountId, venueId));

type AccountEventType =
  | "AccountOpened"
  | "MarginMethodSet"
  | "KeyGranted"
  | "KeyRevoked"
  | "MandateGranted"
  | "KeyForgotten"
  | "MandateForgotten"
  | "NonceUsed"
  | "NonceForgotten"
  | "AccountEmptied"
  | "AccountClosed";

export const accountEvolvers = {
  AccountOpened: evolveAccountOpened,
  MarginMethodSet: evolveMarginMethodSet,
  KeyGranted: evolveKeyGranted,
  KeyRevoked: evolveKeyRevoked,
  MandateGranted: evolveMandateGranted,
  KeyForgotten: evolveKeyForgotten,
  MandateForgotten: evolveMandateForgotten,
  NonceUsed: evolveNonceUsed,
  NonceForgotten: evolveNonceForgotten,
  AccountEmptied: evolveAccountEmptied,
  AccountClosed: evolveAccountClosed,
} satisfies Evolvers<AccountEventType>;
