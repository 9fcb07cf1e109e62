/**
 * Accounts with withdrawals that are void: what a block forgets next.
 *
 * @module
 */
import type { VoidRow } from "@novate/codec";
import { SortedSet } from "@novate/stdx";

/** Those that were taken back first come first, so that nobody with a low id stands before all others for ever. */
const byAge = (left: VoidRow, right: VoidRow): number =>
  left.belowId - right.belowId || left.accountId - right.accountId;

export class Voided {
  readonly #rows = new SortedSet<VoidRow>(byAge);

  follow(before: VoidRow | undefined, after: VoidRow | undefined): void {
    if (before !== undefined) this.#rows.delete(before);
    if (after !== undefined) this.#rows.add(after);
  }

  /** The account that is next, or undefined. */
  first(): number | undefined {
    for (const { accountId } of this.#rows) return accountId;
    return undefined;
  }
}
