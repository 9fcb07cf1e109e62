/**
 * Per instrument, the signed sum of all positions, and who holds one (I2).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { assert } from "@novate/stdx";

export class OpenPositions {
  readonly #net = new Map<number, bigint>();
  readonly #long = new Map<number, bigint>();
  readonly #holders = new Map<number, Set<number>>();
  readonly #touched = new Set<number>();

  follow(before: AccountRow | undefined, after: AccountRow | undefined): void {
    if (before?.positions === after?.positions) return;
    for (const { instrumentId, lots } of before?.positions ?? []) {
      this.#add(instrumentId, -lots, lots > 0n ? -lots : 0n);
      this.#holders.get(instrumentId)?.delete(before!.accountId);
    }
    for (const { instrumentId, lots } of after?.positions ?? []) {
      this.#add(instrumentId, lots, lots > 0n ? lots : 0n);
      this.#holdersOf(instrumentId).add(after!.accountId);
    }
  }

  /** Accounts with a position in the instrument, ascending. */
  holdersOf(instrumentId: number): number[] {
    return [...(this.#holders.get(instrumentId) ?? [])].sort((left, right) => left - right);
  }

  /** Sum of the long positions. */
  longOf(instrumentId: number): bigint {
    return this.#long.get(instrumentId) ?? 0n;
  }

  /** Asserts I2 for every instrument touched since the last call. */
  assertMatched(): void {
    for (const instrumentId of this.#touched) {
      const net = this.#net.get(instrumentId) ?? 0n;
      assert(net === 0n, `I2: positions of instrument ${instrumentId} sum to ${net}`);
    }
    this.#touched.clear();
  }

  #add(instrumentId: number, net: bigint, long: bigint): void {
    this.#touched.add(instrumentId);
    this.#net.set(instrumentId, (this.#net.get(instrumentId) ?? 0n) + net);
    if (long !== 0n) this.#long.set(instrumentId, (this.#long.get(instrumentId) ?? 0n) + long);
  }

  #holdersOf(instrumentId: number): Set<number> {
    let holders = this.#holders.get(instrumentId);
    if (holders === undefined) {
      holders = new Set();
      this.#holders.set(instrumentId, holders);
    }
    return holders;
  }
}
