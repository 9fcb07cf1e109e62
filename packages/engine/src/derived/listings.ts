/**
 * The instruments of every underlying.
 *
 * @module
 */
import type { InstrumentRow } from "@novate/codec";

export class Listings {
  readonly #byUnderlying = new Map<number, InstrumentRow[]>();

  follow(before: InstrumentRow | undefined, after: InstrumentRow | undefined): void {
    if (before !== undefined || after === undefined) return; // a contract is listed once and never changes
    const { underlyingId } = after.spec;
    const listed = this.#byUnderlying.get(underlyingId);
    if (listed === undefined) this.#byUnderlying.set(underlyingId, [after]);
    else listed.push(after);
  }

  /** In order of listing. */
  of(underlyingId: number): readonly InstrumentRow[] {
    return this.#byUnderlying.get(underlyingId) ?? [];
  }
}
