/**
 * Accounts with withdrawals that are void: what a block forgets next.
 *
 * @module
 */
import type { VoidRow } from "@novate/codec";
import { SortedSet } from "@novate/stdx";

export class Voided {
  readonly #accountIds = new SortedSet<number>((left, right) => left - right);

  follow(before: VoidRow | undefined, after: VoidRow | undefined): void {
    if (before === undefined)
      this.#accountIds.add(after!.accountId); // a change has at least one side
    else if (after === undefined) this.#accountIds.delete(before.accountId);
  }

  /** The account that is next by id, or undefined. */
  first(): number | undefined {
    return this.#accountIds.above(0);
  }
}
