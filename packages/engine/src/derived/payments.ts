/**
 * How much of settlement one block does: counted in what is committed, so that every node stops at the same place (INV-011).
 *
 * Each class has a share of its own. What relief leaves goes to whom else the block names, what expiries leave to cycles, and
 * what those leave to interest; a reserve for names that were not named is no work to be looked for.
 *
 * @module
 */

/**
 * Events of payments, with a cycle's payment counting once more for each position that it settles. `relief`, `touched`: of
 * accounts that a block's reports of reductions name, and that its other transactions do (SETL-035, SETL-036).
 */
export const PAYMENTS_A_BLOCK = { relief: 4_096, touched: 8_192, expiries: 4_096, cycles: 8_192, interest: 4_096 };

/** Accounts that a cycle passes over in one block, with positions or not. */
export const IDS_A_BLOCK = 65_536;

export class Budget {
  #left: number;

  constructor(payments: number) {
    this.#left = payments;
  }

  get left(): number {
    return Math.max(this.#left, 0);
  }

  /** Whether anything is left; what is begun is finished, whatever it costs. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  spend(payments: number): void {
    this.#left -= payments;
  }

  /** Takes what another class has left. */
  takeOver(from: Budget): void {
    this.#left += from.left;
    from.#left = Math.min(from.#left, 0);
  }
}

/** The budgets of the block at hand. */
export class Payments {
  relief!: Budget;
  touched!: Budget;
  expiries!: Budget;
  cycles!: Budget;
  interest!: Budget;

  constructor() {
    this.begin();
  }

  /** A block begins. */
  begin(): void {
    this.relief = new Budget(PAYMENTS_A_BLOCK.relief);
    this.touched = new Budget(PAYMENTS_A_BLOCK.touched);
    this.expiries = new Budget(PAYMENTS_A_BLOCK.expiries);
    this.cycles = new Budget(PAYMENTS_A_BLOCK.cycles);
    this.interest = new Budget(PAYMENTS_A_BLOCK.interest);
  }
}
