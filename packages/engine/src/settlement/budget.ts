/**
 * How much of settlement one block does: counted in what is committed, so that every node stops at the same place (INV-011).
 *
 * Each class has a share of its own; what one leaves goes to the next: expiries, cycles, interest.
 *
 * @module
 */

/** Events of payments, with a cycle's payment counting once more for each position that it settles. */
export const PAYMENTS_A_BLOCK = { expiries: 8_192, cycles: 16_384, interest: 4_096 } as const;

/** Account ids that a cycle passes over in one block, held or not. */
export const IDS_A_BLOCK = 65_536;

export class Budget {
  #left: number;

  constructor(payments: number, before: Budget | null = null) {
    this.#left = payments + Math.max(before?.left ?? 0, 0);
  }

  get left(): number {
    return this.#left;
  }

  /** Whether anything is left; what is begun is finished, whatever it costs. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  spend(payments: number): void {
    this.#left -= payments;
  }
}
