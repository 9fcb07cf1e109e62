/**
 * The risk book: every instrument's row as structures of arrays, in the order that the kernel reads them.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import type { MarginProfile } from "../profile/profile.ts";
import { columnCount, TILT_COLUMNS } from "../scenario/prepared.ts";
import type { ScenarioRow } from "../scenario/row.ts";
import { SIDE_WIDTH, writeSides } from "./side.ts";

/** Codes of `RiskBook.kind`. */
export const KIND = { none: 0, perpetual: 1, future: 2, call: 3, put: 4, collateral: 5 } as const;

/** Rows are padded to this many columns, two vectors of four integers. */
const COLUMN_ALIGNMENT = 8;
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
  readonly stride: number;
  /** Grid columns below `downEnd` have a falling spot, those from `flatEnd` on a rising one. */
  readonly downEnd: number;
  readonly flatEnd: number;

  capacity = 0;
  pnl = new Int32Array(0);
  kind = new Uint8Array(0);
  underlying = new Int32Array(0);
  bucket = new Int32Array(0);
  /** Binary exponent of the atoms per unit of `pnl`, at most 20. */
  shift = new Uint8Array(0);
  mark = new Float64Array(0);
  strike = new Float64Array(0);
  atomsPerPoint = new Float64Array(0);
  /** Two records an instrument, long and short; see `side.ts`. */
  sides = new Float64Array(0);
  readonly rows: (ScenarioRow | undefined)[] = [];
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
    this.stride = Math.ceil(columnCount(profile, jointCount) / COLUMN_ALIGNMENT) * COLUMN_ALIGNMENT;
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
    const old = this.rows[index];
    if (old?.instrumentId !== row.instrumentId) {
      if (old !== undefined) this.clearRow(index);
      this.#join(index, this.underlyingIndex(row.underlyingId));
    }
    this.rows[index] = row;
    this.pnl.set(row.pnl, index * this.stride);
    this.kind[index] = kindCode(row);
    const underlying = this.underlyingIndex(row.underlyingId);
    this.underlying[index] = underlying;
    this.bucket[index] = denseIndex(this.#bucketIndexes, row.expiryMs * MOST_UNDERLYINGS + underlying);
    this.shift[index] = row.shift;
    this.mark[index] = row.markAtoms;
    this.strike[index] = row.strikeAtoms;
    this.atomsPerPoint[index] = row.atomsPerPoint;
    const { unhedgedPpm } = this.profile.charges;
    const scanColumns = this.gridCount + TILT_COLUMNS;
    writeSides(this.sides, index * 2 * SIDE_WIDTH, row, scanColumns, unhedgedPpm);
  }

  /** Takes an expired instrument out. Accounts must hold none of it any more. */
  clearRow(index: number): void {
    if (this.rows[index] === undefined) return;
    this.rows[index] = undefined;
    this.kind[index] = KIND.none;
    const underlying = this.underlying[index]!;
    this.#members[underlying] = this.instrumentsOn(underlying).filter((other) => other !== index);
  }

  #join(index: number, underlying: number): void {
    const members = this.#members[underlying];
    if (members === undefined) this.#members[underlying] = [index];
    else members.push(index);
  }

  #grow(least: number): void {
    const capacity = Math.max(least, this.capacity * 2, 16);
    this.capacity = capacity;
    this.pnl = extended(this.pnl, new Int32Array(capacity * this.stride));
    this.kind = extended(this.kind, new Uint8Array(capacity));
    this.underlying = extended(this.underlying, new Int32Array(capacity));
    this.bucket = extended(this.bucket, new Int32Array(capacity));
    this.shift = extended(this.shift, new Uint8Array(capacity));
    this.mark = extended(this.mark, new Float64Array(capacity));
    this.strike = extended(this.strike, new Float64Array(capacity));
    this.atomsPerPoint = extended(this.atomsPerPoint, new Float64Array(capacity));
    this.sides = extended(this.sides, new Float64Array(capacity * 2 * SIDE_WIDTH));
  }
}

function denseIndex<Key>(indexes: Map<Key, number>, key: Key): number {
  const known = indexes.get(key);
  if (known !== undefined) return known;
  indexes.set(key, indexes.size);
  return indexes.size - 1;
}

function kindCode(row: ScenarioRow): number {
  if (row.kind === "collateral") return KIND.collateral;
  if (row.kind === "option") return row.isCall ? KIND.call : KIND.put;
  return row.kind === "future" ? KIND.future : KIND.perpetual;
}

/** Copies `old` into the larger `fresh` and returns that. */
function extended<Column extends Int32Array | Float64Array | Uint8Array>(old: Column, fresh: Column): Column {
  fresh.set(old);
  return fresh;
}
