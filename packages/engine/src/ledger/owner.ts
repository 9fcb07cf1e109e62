/**
 * Whose an account is: a key, which is the same on every chain, or a contract on one chain (ACC-048).
 *
 * The same address on another chain may be a stranger's contract, so an address alone says nothing.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";

type Owned = Pick<AccountRow, "owner" | "ownerChain">;

/** A key's address, or the chain and address of a contract: one text an owner. */
export const ownerId = ({ owner, ownerChain }: Owned): string => (ownerChain === 0 ? owner : `${ownerChain}/${owner}`);

export const isSameOwner = (left: Owned, right: Owned): boolean =>
  left.owner === right.owner && left.ownerChain === right.ownerChain;
