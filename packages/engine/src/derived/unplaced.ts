/**
 * What was paid in of tokens that are no assets yet, by vault and token: a block that finds one placed reads the first of many.
 *
 * @module
 */
import type { UnplacedRow } from "@novate/codec";
import { SortedSet } from "@novate/stdx";

const bySender = (left: UnplacedRow, right: UnplacedRow): number =>
  left.sender < right.sender ? -1 : left.sender > right.sender ? 1 : 0;

export class Unplaced {
  readonly #rows = new Map<string, SortedSet<UnplacedRow>>();

  follow(before: UnplacedRow | undefined, after: UnplacedRow | undefined): void {
    const { vaultId, token } = (after ?? before)!; // a change has at least one side
    const name = `${vaultId}/${token}`;
    const rows = this.#rows.get(name) ?? new SortedSet<UnplacedRow>(bySender);
    if (before !== undefined) rows.delete(before);
    if (after !== undefined) rows.add(after);
    if (rows.size === 0) this.#rows.delete(name);
    else this.#rows.set(name, rows);
  }

  /** Of the token in the vault, by who paid it in. */
  of(vaultId: number, token: string): Iterable<UnplacedRow> {
    return this.#rows.get(`${vaultId}/${token}`) ?? [];
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }
}
