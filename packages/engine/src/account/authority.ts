/**
 * Who may act for an account: its owner for anything, a session key within its scopes, limits and time (ACC-003, ACC-004).
 *
 * @module
 */
import {
  type AccountRow,
  type FaultySide,
  type Hex,
  type KeyRow,
  type Refusal,
  refusal,
  SignatureScheme,
  type Signer,
} from "@novate/codec";
import type { Context } from "../command/context.ts";
import { sessionKey } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";

/** An owner's signer id: its address, left-padded to 32 bytes. */
export const ownerKey = (owner: Hex): Hex => `0x${"00".repeat(12)}${owner.slice(2)}`;

/** Whether it is the owner's address that the signer names: as a grantor of keys, where the owner may be a contract. */
export const namesOwner = (account: AccountRow, signer: Signer): boolean =>
  signer.scheme === SignatureScheme.eip712 && signer.key === ownerKey(account.owner);

/** A contract signs nothing: it acts through its chain's inbox alone (ACC-049). */
export const isOwner = (account: AccountRow, signer: Signer): boolean =>
  account.ownerChain === 0 && namesOwner(account, signer);

/** The address behind an EIP-712 signer, or null if its key is not a padded address. */
export function addressOf(signer: Signer): Hex | null {
  if (signer.scheme !== SignatureScheme.eip712 || !signer.key.startsWith(`0x${"00".repeat(12)}`)) return null;
  return `0x${signer.key.slice(26)}`;
}

/** The address behind a key on secp256k1, whatever it signs over, or null: ed25519 has none. */
export const addressOfKey = ({ scheme, key }: Signer): Hex | null =>
  scheme === SignatureScheme.ed25519 ? null : addressOf({ scheme: SignatureScheme.eip712, key });

/**
 * The row of a session key, or undefined if it has none or its grantor's has gone.
 *
 * A key granted by a key lives only as long as the very grant it came from, so that revoking one ends both (ACC-031).
 */
export function liveKey(state: StateView, account: AccountRow, signer: Signer): KeyRow | undefined {
  const key = state.keys.get(sessionKey(account.accountId, signer));
  if (key === undefined || namesOwner(account, key.grantor)) return key;
  const grantor = state.keys.get(sessionKey(account.accountId, key.grantor));
  return grantor !== undefined && grantor.grantedAtMs < key.grantedAtMs ? key : undefined;
}

/** Whether whoever asks is the owner: by its signature, or by its call of a vault. */
export const isOwners = (account: AccountRow, { signer, isOwners }: Asker): boolean =>
  isOwners === true ? namesOwner(account, signer) : isOwner(account, signer);

type Asker = Pick<Context, "signer" | "isOwners">;

export type Authority =
  | { readonly granted: true; readonly key: KeyRow | null }
  | { readonly granted: false; readonly refusal: Refusal };

/**
 * Checks that `signer` may use `scope` (a `KeyScope` bit) on the account at `timeMs`.
 *
 * Granted: `key` is null for the owner, else the key's row, whose limits are the caller's to check. `faulty` is the side
 * of the trade whose order it is, null for a command of the account's own.
 */
export function authorise(
  state: StateView,
  account: AccountRow,
  signer: Signer,
  scope: number,
  timeMs: number,
  faulty: FaultySide | null = null,
): Authority {
  if (isOwner(account, signer)) return OWNERS;
  const key = liveKey(state, account, signer);
  const { accountId } = account;
  if (key === undefined) return denied(refusal("NotAuthorised", { subject: "account", subjectId: accountId, faulty }));
  if (timeMs >= key.validUntilMs) return denied(refusal("KeyExpired", { accountId, faulty }));
  if ((key.scopes & scope) !== scope) return denied(refusal("ScopeMissing", { accountId, faulty }));
  return { granted: true, key };
}

/** The same of whoever asks in a context: an owner's word that a vault's inbox brought needs no signature. */
export const authoriseContext = (state: StateView, account: AccountRow, context: Context, scope: number): Authority =>
  isOwners(account, context) ? OWNERS : authorise(state, account, context.signer, scope, context.timeMs);

const OWNERS: Authority = { granted: true, key: null };

const denied = (refusal: Refusal): Authority => ({ granted: false, refusal });
