/**
 * The risk book: every instrument's row as structures of arrays, in the order that the kernel reads them.
 *
 * @module
 */
import { assert, extended } from "@novate/stdx";
import type { MarginProfile } from "../profile/profile.ts";
import { columnCount, TILT_COLUMNS } from "../scenario/prepared.ts";
import type { RowIdentity, ScenarioRow } from "../scenario/row.ts";
import { RowTable } from "../scenario/rowTable.ts";
import { SIDE_WIDTH, writeSides } from "./side.ts";

/** Codes of `RiskBook.kind`. */
export const KIND = { none: 0, perpetual: 1, future: 2, call: 3, put: 4, collateral: 5 } as const;

/** Underlyings a book holds, so that an expiry and an underlying make one safe integer. */
const MOST_UNDERLYINGS = 2048;

/**
 * Instruments by index; the engine chooses the indexes and keeps them small.
 *
 * Per-lot amounts are safe integers in float64. Reading the arrays is the kernel's business; writing is `setRow`'s.
 */
export class RiskBook {
  readonly profile: MarginProfile;
  /** Columns that are the profile's scenarios, and joint ones. */
  readonly gridCount: number;
  readonly jointCount: number;
  /** Grid columns below `downEnd` have a falling spot, those from `flatEnd` on a rising one. */
  readonly downEnd: number;
  readonly flatEnd: number;

  readonly rows: RowTable;
  capacity = 0;
  kind = new Uint8Array(0);
  underlying = new Int32Array(0);
  bucket = new Int32Array(0);
  /** Two records an instrument, long and short; see `side.ts`. */
  sides = new Float64Array(0);
  /** Rises with every row that is put in: readers that keep a copy compare it. Zero where there is no row. */
  revisions = new Float64Array(0);
  /** Revision of the first row of the instrument that stands there now. */
  firstRevisions = new Float64Array(0);
  #revision = 0;
  readonly #identities: (RowIdentity | undefined)[] = [];
  /** Instruments of each underlying, by its dense index, in the order they were put in. */
  readonly #members: number[][] = [];

  /** Dense indexes, in order of first appearance. */
  readonly #underlyingIndexes = new Map<number, number>();
  readonly #bucketIndexes = new Map<number, number>();

  /** An empty book for rows of `profile` with `jointCount` joint scenarios, with room for `capacity` instruments. */
  constructor(profile: MarginProfile, jointCount = 0, capacity = 16) {
    this.profile = profile;
    this.gridCount = profile.scenarios.length;
    this.jointCount = jointCount;
    this.rows = new RowTable(columnCount(profile, jointCount));
    const signs = profile.scenarios.map((scenario) => Math.sign(scenario.spot.amount));
    this.downEnd = signs.filter((sign) => sign < 0).length;
    this.flatEnd = this.downEnd + signs.filter((sign) => sign === 0).length;
    assert(
      signs.every((sign, column) => sign === (column < this.downEnd ? -1 : column < this.flatEnd ? 0 : 1)),
      "book: scenarios are not ordered down, flat, up",
    );
    this.#grow(capacity);
  }

  get underlyingCount(): number {
    return this.#underlyingIndexes.size;
  }

  get bucketCount(): number {
    return this.#bucketIndexes.size;
  }

  /** Dense index of an underlying; it is given one on first use. */
  underlyingIndex(underlyingId: number): number {
    const index = denseIndex(this.#underlyingIndexes, underlyingId);
    assert(index < MOST_UNDERLYINGS, "book: more underlyings than a book holds");
    return index;
  }

  /** Instruments in the book that are on the underlying with this dense index. */
  instrumentsOn(underlying: number): readonly number[] {
    return this.#members[underlying] ?? [];
  }

  /** Puts an instrument in the book, or its new row in place of the old one. Work: one copy of the row. */
  setRow(index: number, row: ScenarioRow): void {
    assert(Number.isSafeInteger(index) && index >= 0, "book: instrument index is not a whole number");
    assert(row.pnl.length === columnCount(this.profile, this.jointCount), "book: row has other columns than the book");
    if (index >= this.capacity) this.#grow(index + 1);
    this.#revision += 1;
    if (this.#identities[index]?.instrumentId !== row.instrumentId) this.#enter(index, row);
    this.rows.write(index, row);
    this.revisions[index] = this.#revision;
    const { unhedgedPpm } = this.profile.charges;
    writeSides(this.sides, index * 2 * SIDE_WIDTH, row, this.gridCount + TILT_COLUMNS, unhedgedPpm);
  }

  /** Takes an expired instrument out. Accounts must hold none of it any more. */
  clearRow(index: number): void {
    if (this.#identities[index] === undefined) return;
    this.#identities[index] = undefined;
    this.revisions[index] = 0;
    this.kind[index] = KIND.none;
    const underlying = this.underlying[index]!;
    this.#members[underlying] = this.instrumentsOn(underlying).filter((other) => other !== index);
  }

  isOption(index: number): boolean {
    return this.kind[index] === KIND.call || this.kind[index] === KIND.put;
  }

  /** The instrument's row as an object of its own; undefined where none stands. For answers, not for sums. */
  rowAt(index: number): ScenarioRow | undefined {
    const identity = this.#identities[index];
    return identity === undefined ? undefined : this.rows.read(index, identity);
  }

  /** Every row, in order of index. */
  allRows(): ScenarioRow[] {
    return [...this.#identities.keys()].map((index) => this.rowAt(index)).filter((row) => row !== undefined);
  }

  /** An instrument takes a place in the book, perhaps that of another one. */
  #enter(index: number, { instrumentId, underlyingId, kind, expiryMs, isCall }: ScenarioRow): void {
    this.clearRow(index);
    this.#identities[index] = { instrumentId, underlyingId, kind, expiryMs, isCall };
    const underlying = this.underlyingIndex(underlyingId);
    this.kind[index] = kindCode(kind, isCall);
    this.underlying[index] = underlying;
    this.bucket[index] = denseIndex(this.#bucketIndexes, expiryMs * MOST_UNDERLYINGS + underlying);
    this.firstRevisions[index] = this.#revision;
    this.#join(index, underlying);
  }

  #join(index: number, underlying: number): void {
    const members = this.#members[underlying];
    if (members === undefined) this.#members[underlying] = [index];
    else members.push(index);
  }

  #grow(least: number): void {
    const capacity = Math.max(least, this.capacity * 2, 16);
    this.capacity = capacity;
    this.rows.reserve(capacity);
    this.kind = extended(this.kind, new Uint8Array(capacity));
    this.underlying = extended(this.underlying, new Int32Array(capacity));
    this.bucket = extended(this.bucket, new Int32Array(capacity));
    this.sides = extended(this.sides, new Float64Array(capacity * 2 * SIDE_WIDTH));
    this.revisions = extended(this.revisions, new Float64Array(capacity));
    this.firstRevisions = extended(this.firstRevisions, new Float64Array(capacity));
  }
}

function denseIndex<Key>(indexes: Map<Key, number>, key: Key): number {
  const known = indexes.get(key);
  if (known !== undefined) return known;
  indexes.set(key, indexes.size);
  return indexes.size - 1;
}

function kindCode(kind: ScenarioRow["kind"], isCall: boolean): number {
  if (kind === "collateral") return KIND.collateral;
  if (kind === "option") return isCall ? KIND.call : KIND.put;
  return kind === "future" ? KIND.future : KIND.perpetual;
}
