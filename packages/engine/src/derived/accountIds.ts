/**
 * The ids of the accounts that stand, ascending, and how much there is to look at: walks over accounts cost what is open, not what ever was.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";

/** What a visit of the account looks at: itself, and each of its positions. */
export const looksOf = ({ positions }: AccountRow): number => 1 + positions.length;

export class AccountIds {
  /** With those that are gone until a quarter is. */
  #ids: number[] = [];
  #isSorted = true;
  readonly #gone = new Set<number>();
  #looks = 0;

  follow(before: AccountRow | undefined, after: AccountRow | undefined): void {
    this.#looks += (after === undefined ? 0 : looksOf(after)) - (before === undefined ? 0 : looksOf(before));
    if (before === undefined && after !== undefined) {
      if (after.accountId < (this.#ids.at(-1) ?? 0)) this.#isSorted = false; // rows come back in the order of slots
      this.#ids.push(after.accountId);
    } else if (before !== undefined && after === undefined) this.#drop(before.accountId);
  }

  get count(): number {
    return this.#ids.length - this.#gone.size;
  }

  /** Accounts and positions, all together. */
  get looks(): number {
    return this.#looks;
  }

  /** The lowest id above `accountId`, or undefined. Work: the logarithm of their number, and few that are gone. */
  after(accountId: number): number | undefined {
    this.#sort();
    let [low, high] = [0, this.#ids.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ids[middle]! <= accountId) low = middle + 1;
      else high = middle;
    }
    while (low < this.#ids.length && this.#gone.has(this.#ids[low]!)) low += 1;
    return this.#ids[low];
  }

  /** All ids that are no greater than `last`, ascending. Work: their number. */
  upTo(last: number): number[] {
    this.#sort();
    const isWhole = this.#gone.size === 0 && (this.#ids.at(-1) ?? 0) <= last;
    return isWhole ? this.#ids.slice() : this.#ids.filter((each) => each <= last && !this.#gone.has(each));
  }

  #sort(): void {
    if (!this.#isSorted) this.#ids.sort((left, right) => left - right);
    this.#isSorted = true;
  }

  #drop(accountId: number): void {
    this.#gone.add(accountId);
    if (4 * this.#gone.size <= this.#ids.length) return;
    this.#ids = this.#ids.filter((each) => !this.#gone.has(each));
    this.#gone.clear();
  }
}
