/**
 * An entry of a vault's inbox, and who is behind it.
 *
 * @module
 */
import {
  type AccountRow,
  type Hex,
  type InboxItem,
  type Refusal,
  type RefusalOf,
  refusal,
  SignatureScheme,
} from "@novate/codec";
import { ownerKey } from "../account/authority.ts";
import type { Context } from "../command/context.ts";
import { houseOf, type StateView } from "../state/state.ts";

/** `place`: in the command; `index`: in the inbox; `chainId`: of the vault. */
export interface Entry {
  readonly vaultId: number;
  readonly chainId: number;
  readonly place: number;
  readonly index: bigint;
  readonly item: InboxItem;
}

/** The assets of a vault by their tokens. Work: all locations. */
export function assetsIn(state: StateView, vaultId: number): ReadonlyMap<Hex, number> {
  const here = [...state.locations.values()].filter((row) => row.vaultId === vaultId);
  return new Map(here.map(({ token, assetId }) => [token, assetId]));
}

/** Whether the owner itself called the vault: a key from anywhere, a contract on its own chain (CSTD-038). */
export const isOwnersCall = ({ chainId, item: { sender, owner, ownerChain } }: Entry): boolean =>
  sender === owner && (ownerChain === 0n || ownerChain === BigInt(chainId));

/**
 * The context in which the owner's request is decided as its command would be. Looks are counted and never lacking: a request is heard
 * once, and whoever brings it could else spend the account's looks of that block by trades. Work: its positions, which it paid gas for.
 */
export const ownersContext = ({ item }: Entry, context: Context): OwnersContext => ({
  ...context,
  signer: { scheme: SignatureScheme.eip712, key: ownerKey(item.owner) },
  isOwners: true,
  evidence: null,
  looks: { take: (accountId, positions) => context.looks.take(accountId, positions) || true },
});

export type OwnersContext = Context<"GrantKey"> & Context<"RevokeKey"> & Context<"WithdrawCollateral">;

/** The account that the entry names, or why it is not the named owner's. */
export function accountOf(state: StateView, item: InboxItem): AccountRow | Refusal {
  const { accountId } = item;
  const account = state.accounts.get(accountId);
  if (account === undefined) return absent(state, accountId);
  const isOwners = account.owner === item.owner && BigInt(account.ownerChain) === item.ownerChain;
  return isOwners ? account : refusal("OwnerMismatch", { accountId });
}

/** An id that was given out once belongs to an account that is closed. */
export const absent = (state: StateView, accountId: number): RefusalOf<"AccountClosed" | "AccountUnknown"> =>
  refusal(accountId < houseOf(state).nextAccountId && accountId > 0 ? "AccountClosed" : "AccountUnknown", {
    accountId,
  });
