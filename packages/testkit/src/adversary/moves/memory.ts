/**
 * What was signed and said in a run, so that it can be said again.
 *
 * @module
 */
import type { Authority, CommandOf } from "@novate/codec";

export class Memory {
  #serial = 1n;
  /** An order that its owner voided. */
  voided: Extract<Authority, { type: "Order" }> | null = null;
  lastReport: CommandOf<"ReportTrades"> | null = null;
  nextDeposit = 1n;
  nextBundle = 1;
  nextInstrument = 100;
  lastExitMs = 0;

  copy(): Memory {
    const copy = new Memory();
    copy.#serial = this.#serial;
    [copy.voided, copy.lastReport, copy.lastExitMs] = [this.voided, this.lastReport, this.lastExitMs];
    [copy.nextDeposit, copy.nextBundle, copy.nextInstrument] = [this.nextDeposit, this.nextBundle, this.nextInstrument];
    return copy;
  }

  /** A number that nothing else in the run has: a salt, a serial. */
  unique(): bigint {
    return this.#serial++;
  }
}
