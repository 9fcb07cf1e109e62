/**
 * Owners that owe what a vault in exit paid them too much, by segment and asset (EXIT-118).
 *
 * @module
 */
import type { AccountRow, ExitDebtRow } from "@novate/codec";
import { ownerId } from "../ledger/owner.ts";

type Owned = Pick<AccountRow, "owner" | "ownerChain" | "segmentId">;

const keyOf = (account: Owned, assetId: number): string => `${account.segmentId}/${assetId}/${ownerId(account)}`;

export class Owers {
  /** How many accounts of the owner owe of the asset in the segment. */
  readonly #debts = new Map<string, number>();

  /** `account`: whose debt it is, which stands longer than the debt. */
  follow(before: ExitDebtRow | undefined, after: ExitDebtRow | undefined, account: Owned): void {
    if ((before === undefined) === (after === undefined)) return;
    const key = keyOf(account, (before ?? after)!.assetId); // one of them is there
    const debts = (this.#debts.get(key) ?? 0) + (after === undefined ? -1 : 1);
    if (debts === 0) this.#debts.delete(key);
    else this.#debts.set(key, debts);
  }

  /** Whether an account of the owner in this one's segment owes of the asset. */
  has(account: Owned, assetId: number): boolean {
    return this.#debts.size > 0 && this.#debts.has(keyOf(account, assetId));
  }
}
