/**
 * The accounts of every owner.
 *
 * @module
 */
import type { AccountRow, Hex } from "@novate/codec";

export class OwnerIndex {
  readonly #accounts = new Map<Hex, number[]>();
  /** Accounts whose owner has others: few. */
  readonly #siblings = new Set<number>();

  /** The index of accounts that do not change any more. */
  static of(accounts: Iterable<AccountRow>): OwnerIndex {
    const index = new OwnerIndex();
    for (const account of accounts) index.follow(undefined, account);
    return index;
  }

  follow(before: AccountRow | undefined, after: AccountRow | undefined): void {
    if (before !== undefined || after === undefined) return; // accounts are opened once and keep their owner
    const accounts = this.#accounts.get(after.owner);
    if (accounts === undefined) {
      this.#accounts.set(after.owner, [after.accountId]);
      return;
    }
    accounts.push(after.accountId);
    this.#siblings.add(accounts[0]!).add(after.accountId); // the others joined when they came
  }

  /** Account ids of the owner, in order of opening. */
  accountsOf(owner: Hex): readonly number[] {
    return this.#accounts.get(owner) ?? [];
  }

  /** Whether the account's owner has another one, in whichever segment. */
  hasSiblings(accountId: number): boolean {
    return this.#siblings.has(accountId);
  }
}
