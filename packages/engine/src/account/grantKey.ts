/**
 * Lets a session key act for an account. The owner grants what it likes; a key grants no more than it has (ACC-004, ACC-007).
 *
 * @module
 */
import { type CommandOf, type KeyRow, KeyScope, type RefusalData, SignatureScheme } from "@novate/codec";
import { type Atoms, atoms, ZERO_ATOMS } from "@novate/num";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { sessionKey } from "../state/keys.ts";
import { mustGet, type WritableState } from "../state/state.ts";
import { addressOfKey, isOwner, isOwners, liveKey, namesOwner } from "./authority.ts";

// A key grants from the block after its own grant on: so a child is always younger than the grant that it came from, and
// dies when the owner grants that key anew.

type GrantKey = CommandOf<"GrantKey">;

/** Session keys of one account that have rows, lapsed ones for a day among them. */
export const MOST_KEYS = 256;

const EVERY_SCOPE = KeyScope.trade | KeyScope.transfer | KeyScope.withdraw | KeyScope.liquidity | KeyScope.exit;

export const decideGrantKey: Decide<"GrantKey"> = (state, command, context) => {
  const { accountId, key } = command;
  const { signer, timeMs } = context;

  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  const grantor = isOwners(account, context) ? null : liveKey(state, account, signer);
  if (grantor === undefined) return refuse("NotAuthorised", { subject: "account", subjectId: accountId });
  if (grantor !== null && timeMs >= grantor.validUntilMs) return refuse("KeyExpired", { accountId });
  if (grantor !== null && grantor.grantedAtMs === timeMs) return refuse("KeyTooYoung", { accountId });
  const field = invalidField(command, timeMs);
  if (field !== null) return refuse("GrantInvalid", { accountId, field });
  if ((command.scopes & KeyScope.exit) !== 0 && addressOfKey(key) === null)
    return refuse("GrantInvalid", { accountId, field: "key" });
  if (isOwner(account, key)) return refuse("GrantInvalid", { accountId, field: "key" });
  if (grantor !== null) {
    if (!namesOwner(account, grantor.grantor)) return refuse("KeyWiderThanGrantor", { accountId, field: "grantor" });
    if (state.keys.has(sessionKey(accountId, key))) return refuse("KeyExists", { accountId });
    const wider = widerField(command, grantor);
    if (wider !== null) return refuse("KeyWiderThanGrantor", { accountId, field: wider });
  }
  if (account.keys >= MOST_KEYS && !state.keys.has(sessionKey(accountId, key)))
    return refuse("KeysFull", { accountId, limit: MOST_KEYS });

  // From here on the key is granted.
  const { scopes, tradeNotionalAtoms, totalNotionalAtoms, venueIds, reduceOnly, validUntilMs } = command;
  const limits = { scopes, tradeNotionalAtoms, totalNotionalAtoms, venueIds, reduceOnly, validUntilMs };
  const granted = { accountId, key, ...limits, usedNotionalAtoms: ZERO_ATOMS, grantor: signer, grantedAtMs: timeMs };
  const grantorUsedAfterAtoms = grantor === null ? ZERO_ATOMS : usedWith(grantor, totalNotionalAtoms);
  return accept({ type: "KeyGranted", key: granted, grantorUsedAfterAtoms });
};

export const evolveKeyGranted: Evolve<"KeyGranted"> = (state, { key, grantorUsedAfterAtoms }) => {
  countKey(state, key.accountId, state.keys.has(sessionKey(key.accountId, key.key)) ? 0 : 1);
  state.keys.put(key);
  if (namesOwner(mustGet(state.accounts, key.accountId), key.grantor)) return;
  const grantor = mustGet(state.keys, sessionKey(key.accountId, key.grantor));
  state.keys.put({ ...grantor, usedNotionalAtoms: grantorUsedAfterAtoms });
};

/** Keeps the account's count of keys with rows. Whoever grants uses the account. */
export function countKey(state: WritableState, accountId: number, change: 1 | 0 | -1): void {
  const account = mustGet(state.accounts, accountId);
  const emptySinceMs = change === -1 ? account.emptySinceMs : 0;
  state.accounts.put({ ...account, keys: account.keys + change, emptySinceMs });
}

/** The first field that makes no sense whoever grants it. */
function invalidField(command: GrantKey, timeMs: number): RefusalData<"GrantInvalid">["field"] | null {
  if (command.key.scheme > SignatureScheme.ed25519) return "key";
  if (command.scopes === 0 || (command.scopes & ~EVERY_SCOPE) !== 0) return "scopes";
  if (command.tradeNotionalAtoms < 0n) return "tradeNotionalAtoms";
  if (command.totalNotionalAtoms < 0n) return "totalNotionalAtoms";
  if (command.validUntilMs <= timeMs) return "validUntilMs";
  return null;
}

/** The first field in which the new key would be wider than its grantor. Its total comes out of the grantor's own. */
function widerField(command: GrantKey, grantor: KeyRow): RefusalData<"KeyWiderThanGrantor">["field"] | null {
  if ((command.scopes & (~grantor.scopes | KeyScope.exit)) !== 0) return "scopes"; // whom it is paid to is for the owner to say
  if (command.tradeNotionalAtoms > grantor.tradeNotionalAtoms) return "tradeNotionalAtoms";
  if (usedWith(grantor, command.totalNotionalAtoms) > grantor.totalNotionalAtoms) return "totalNotionalAtoms";
  if (!isVenueSubset(command.venueIds, grantor.venueIds)) return "venueIds";
  if (grantor.reduceOnly && !command.reduceOnly) return "reduceOnly";
  if (command.validUntilMs > grantor.validUntilMs) return "validUntilMs";
  return null;
}

const usedWith = (grantor: KeyRow, totalNotionalAtoms: Atoms): Atoms =>
  atoms(grantor.usedNotionalAtoms + totalNotionalAtoms);

/** No venues listed means all of them. */
const isVenueSubset = (inner: readonly number[], outer: readonly number[]): boolean =>
  outer.length === 0 || (inner.length > 0 && inner.every((venueId) => outer.includes(venueId)));
