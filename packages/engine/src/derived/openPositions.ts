/**
 * Per instrument, the signed sum of all positions and of those that its settlement has paid, and who holds one (INV-002).
 *
 * @module
 */
import type { AccountRow, MarketRow, Position } from "@novate/codec";
import { assert } from "@novate/stdx";

const NONE: readonly Position[] = [];

export class OpenPositions {
  readonly #net = new Map<number, bigint>();
  readonly #long = new Map<number, bigint>();
  readonly #holders = new Map<number, Set<number>>();
  readonly #touched = new Set<number>();

  /** Walks both ascending lists side by side; entries that the change left alone are the same objects, and skipped. */
  follow(before: AccountRow | undefined, after: AccountRow | undefined): void {
    const left = before?.positions ?? NONE;
    const right = after?.positions ?? NONE;
    if (left === right) return;
    const { accountId } = (after ?? before)!; // a change has at least one side
    for (let from = 0, to = 0; from < left.length || to < right.length; ) {
      const gone = left[from];
      const come = right[to];
      if (gone === come) {
        from += 1;
        to += 1;
      } else if (gone?.instrumentId === come?.instrumentId) {
        this.#change(gone!, come!);
        from += 1;
        to += 1;
      } else if (come === undefined || (gone !== undefined && gone.instrumentId < come.instrumentId)) {
        this.#drop(accountId, gone!);
        from += 1;
      } else {
        this.#take(accountId, come);
        to += 1;
      }
    }
  }

  /** Lots that settlement paid count until the last of them: longs and shorts leave one by one. */
  followMarket(before: MarketRow | undefined, after: MarketRow | undefined): void {
    const { instrumentId } = (after ?? before)!; // a change has at least one side
    const expired = (after?.expiredLots ?? 0n) - (before?.expiredLots ?? 0n);
    if (expired !== 0n) this.#add(instrumentId, expired, 0n);
  }

  /** It stays with its holder. */
  #change(gone: Position, come: Position): void {
    if (gone.lots === come.lots) return;
    this.#add(come.instrumentId, come.lots - gone.lots, longOf(come) - longOf(gone));
  }

  #drop(accountId: number, { instrumentId, lots }: Position): void {
    this.#add(instrumentId, -lots, lots > 0n ? -lots : 0n);
    this.#holdersOf(instrumentId).delete(accountId);
  }

  #take(accountId: number, { instrumentId, lots }: Position): void {
    this.#add(instrumentId, lots, lots > 0n ? lots : 0n);
    this.#holdersOf(instrumentId).add(accountId);
  }

  /** Accounts with a position in the instrument, ascending. */
  holdersOf(instrumentId: number): number[] {
    return [...(this.#holders.get(instrumentId) ?? [])].sort((left, right) => left - right);
  }

  /** How many accounts have a position in the instrument. */
  countOf(instrumentId: number): number {
    return this.#holders.get(instrumentId)?.size ?? 0;
  }

  isHeld(instrumentId: number): boolean {
    return this.countOf(instrumentId) > 0;
  }

  /** Sum of the long positions. */
  longOf(instrumentId: number): bigint {
    return this.#long.get(instrumentId) ?? 0n;
  }

  /** Asserts INV-002 for every instrument touched since the last call. */
  assertMatched(): void {
    for (const instrumentId of this.#touched) {
      const net = this.#net.get(instrumentId) ?? 0n;
      assert(net === 0n, `INV-002: positions of instrument ${instrumentId} sum to ${net}`);
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

const longOf = ({ lots }: Position): bigint => (lots > 0n ? lots : 0n);
