/**
 * The risk book: every instrument's row as structures of arrays, in the order that the kernel reads them.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import type { MarginProfile } from "../profile/profile.ts";
import { columnCount, TILT_COLUMNS } from "../scenario/prepared.ts";
import type { ScenarioRow } from "../scenario/row.ts";

/** Codes of `RiskBook.kind`. */
export const KIND = { none: 0, perpetual: 1, future: 2, call: 3, put: 4, collateral: 5 } as const;

/** Rows are padded to this many columns, two vectors of four integers. */
const COLUMN_ALIGNMENT = 8;

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
  /** 2^shift: atoms per unit of `pnl`. */
  unit = new Float64Array(0);
  /** Atoms added to the loss of each short lot. */
  slack = new Float64Array(0);
  mark = new Float64Array(0);
  strike = new Float64Array(0);
  atomsPerPoint = new Float64Array(0);
  delta = new Float64Array(0);
  chargedDelta = new Float64Array(0);
  vegaShock = new Float64Array(0);
  shortOption = new Float64Array(0);
  addOnLong = new Float64Array(0);
  addOnShort = new Float64Array(0);
  /** Scan loss of one lot alone (MARG-020). */
  scanLong = new Float64Array(0);
  scanShort = new Float64Array(0);
  /** Largest magnitude of the row, for the bound of MARG-011. */
  largest = new Float64Array(0);
  readonly rows: (ScenarioRow | undefined)[] = [];

  /** Dense indexes, in order of first appearance. */
  readonly #underlyingIndexes = new Map<number, number>();
  readonly #bucketIndexes = new Map<string, number>();

  constructor(profile: MarginProfile, jointCount = 0) {
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
  }

  get underlyingCount(): number {
    return this.#underlyingIndexes.size;
  }

  get bucketCount(): number {
    return this.#bucketIndexes.size;
  }

  /** Dense index of an underlying; it is given one on first use. */
  underlyingIndex(underlyingId: number): number {
    return denseIndex(this.#underlyingIndexes, underlyingId);
  }

  /** Puts an instrument in the book, or its new row in place of the old one. Work: one copy of the row. */
  setRow(index: number, row: ScenarioRow): void {
    assert(Number.isSafeInteger(index) && index >= 0, "book: instrument index is not a whole number");
    assert(row.pnl.length === columnCount(this.profile, this.jointCount), "book: row has other columns than the book");
    if (index >= this.capacity) this.#grow(index + 1);
    this.rows[index] = row;
    this.pnl.set(row.pnl, index * this.stride);
    this.kind[index] = kindCode(row);
    this.underlying[index] = this.underlyingIndex(row.underlyingId);
    this.bucket[index] = denseIndex(this.#bucketIndexes, `${row.underlyingId}/${row.expiryMs}`);
    const unit = 1 << row.shift; // the shift is at most 20
    this.unit[index] = unit;
    this.slack[index] = row.slack * unit;
    this.mark[index] = row.markAtoms;
    this.strike[index] = row.strikeAtoms;
    this.atomsPerPoint[index] = row.atomsPerPoint;
    this.delta[index] = row.deltaAtoms;
    this.chargedDelta[index] = row.chargedDeltaAtoms;
    this.vegaShock[index] = row.vegaShockAtoms;
    this.shortOption[index] = row.shortOptionAtoms;
    this.addOnLong[index] = row.addOnLongAtoms;
    this.addOnShort[index] = row.addOnShortAtoms;
    this.#setWorst(index, row, unit);
  }

  /** Takes an expired instrument out. Accounts must hold none of it any more. */
  clearRow(index: number): void {
    this.rows[index] = undefined;
    this.kind[index] = KIND.none;
  }

  #setWorst(index: number, row: ScenarioRow, unit: number): void {
    let least = 0;
    let most = 0;
    for (let column = 0; column < this.gridCount + TILT_COLUMNS; column += 1) {
      least = Math.min(least, row.pnl[column]!);
      most = Math.max(most, row.pnl[column]!);
    }
    this.scanLong[index] = -least * unit;
    this.scanShort[index] = (most + row.slack) * unit;
    let largest = Math.max(row.markAtoms, row.strikeAtoms, row.atomsPerPoint, Math.abs(row.deltaAtoms));
    largest = Math.max(largest, Math.abs(row.vegaShockAtoms), row.shortOptionAtoms, row.addOnLongAtoms);
    largest = Math.max(largest, row.addOnShortAtoms, (most + row.slack) * unit, -least * unit);
    for (const entry of row.pnl) largest = Math.max(largest, (Math.abs(entry) + row.slack) * unit);
    this.largest[index] = largest;
  }

  #grow(least: number): void {
    const capacity = Math.max(least, this.capacity * 2, 16);
    this.capacity = capacity;
    this.pnl = extended(this.pnl, new Int32Array(capacity * this.stride));
    this.kind = extended(this.kind, new Uint8Array(capacity));
    this.underlying = extended(this.underlying, new Int32Array(capacity));
    this.bucket = extended(this.bucket, new Int32Array(capacity));
    const column = (old: Float64Array<ArrayBuffer>) => extended(old, new Float64Array(capacity));
    this.unit = column(this.unit);
    this.slack = column(this.slack);
    this.mark = column(this.mark);
    this.strike = column(this.strike);
    this.atomsPerPoint = column(this.atomsPerPoint);
    this.delta = column(this.delta);
    this.chargedDelta = column(this.chargedDelta);
    this.vegaShock = column(this.vegaShock);
    this.shortOption = column(this.shortOption);
    this.addOnLong = column(this.addOnLong);
    this.addOnShort = column(this.addOnShort);
    this.scanLong = column(this.scanLong);
    this.scanShort = column(this.scanShort);
    this.largest = column(this.largest);
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
