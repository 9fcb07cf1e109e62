/**
 * The accounts of every owner.
 *
 * @module
 */
import type { AccountRow, Hex } from "@novate/codec";

export class OwnerIndex {
  readonly #accounts = new Map<Hex, number[]>();

  /** The index of accounts that do not change any more. */
  static of(accounts: Iterable<AccountRow>): OwnerIndex {
    const index = new OwnerIndex();
    for (const account of accounts) index.follow(undefined, account);
    return index;
  }

  follow(before: AccountRow | undefined, after: AccountRow | undefined): void {
    if (before !== undefined || after === undefined) return; // accounts are opened once and keep their owner
    const accounts = this.#accounts.get(after.owner);
    if (accounts === undefined) this.#accounts.set(after.owner, [after.accountId]);
    else accounts.push(after.accountId);
  }

  /** Account ids of the owner, in order of opening. */
  accountsOf(owner: Hex): readonly number[] {
    return this.#accounts.get(owner) ?? [];
  }
}
