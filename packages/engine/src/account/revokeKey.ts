/**
 * Ends a session key at once, and with it every key that it granted (ACC-008, ACC-031).
 *
 * @module
 */
import type { Signer } from "@novate/codec";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { sessionKey, signerKey } from "../state/keys.ts";
import { isOwners } from "./authority.ts";
import { countKey } from "./grantKey.ts";

export const decideRevokeKey: Decide<"RevokeKey"> = (state, command, context) => {
  const { accountId, key } = command;

  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  const row = state.keys.get(sessionKey(accountId, key));
  const { signer } = context;
  const mayRevoke =
    isOwners(account, context) || isSame(signer, key) || (row !== undefined && isSame(signer, row.grantor));
  if (!mayRevoke) return refuse("NotAuthorised", { subject: "account", subjectId: accountId });
  if (row === undefined) return refuse("KeyUnknown", { accountId });

  // From here on the key ends.
  return accept({ type: "KeyRevoked", accountId, key });
};

export const evolveKeyRevoked: Evolve<"KeyRevoked"> = (state, { accountId, key }) => {
  state.keys.delete(sessionKey(accountId, key));
  countKey(state, accountId, -1);
};

const isSame = (left: Signer, right: Signer): boolean => signerKey(left) === signerKey(right);
