/**
 * What the workload has said before, so that it can repeat, contradict and continue it.
 *
 * @module
 */
import type { CommandOf, Order, Signer } from "@novate/codec";

export interface KnownOrder {
  readonly order: Order;
  readonly signer: Signer;
}

export interface KnownReport {
  readonly report: CommandOf<"ReportTrades">;
  readonly signer: Signer;
}

/** Keeps the last `limit` things. */
export class Recent<T> {
  readonly items: T[] = [];
  readonly #limit: number;
  #next = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(item: T): void {
    this.items[this.#next] = item;
    this.#next = (this.#next + 1) % this.#limit;
  }
}

export class Memory {
  readonly reports = new Recent<KnownReport>(40);
  readonly orders = new Recent<KnownOrder>(60);
  readonly deposits = new Recent<CommandOf<"CreditDeposit">>(20);
  readonly raw = new Recent<Uint8Array>(200);
  nextReference = 1n;
  nextSalt = 1n;
  nextDeposit = 1n;
  nextBundle = 1;
  nextInstrument = 100;
  nextAsset = 50;
  nextSegment = 50;
}
