/**
 * Contracts whose tear-up passes in laps, so that a block that has none does not look through its markets (LIQ-063).
 *
 * @module
 */
import type { MarketRow } from "@novate/codec";

export class Laps {
  readonly #instruments = new Set<number>();

  follow(before: MarketRow | undefined, after: MarketRow | undefined): void {
    if (before?.tearUp === after?.tearUp) return;
    const { instrumentId } = (after ?? before)!; // a change has at least one side
    if (after == null || after.tearUp === null) this.#instruments.delete(instrumentId);
    else this.#instruments.add(instrumentId);
  }

  /** Ascending. */
  instruments(): number[] {
    return [...this.#instruments].sort((left, right) => left - right);
  }
}
