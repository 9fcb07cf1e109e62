/**
 * Rows by index as structures of arrays. Nothing of a row object is kept: the rows of a price are written here and die
 * young, which is all that the garbage collector has to know of them.
 *
 * @module
 */
import { extended } from "@novate/stdx";
import type { RowFigures, RowIdentity, ScenarioRow } from "./row.ts";

/** Rows are padded to this many columns, two vectors of four integers. */
const COLUMN_ALIGNMENT = 8;

/** The fields of `RowFigures` that are one safe integer each, one array a field. */
const FIGURES = [
  "slack",
  "markAtoms",
  "strikeAtoms",
  "atomsPerPoint",
  "deltaAtoms",
  "chargedDeltaAtoms",
  "vegaShockAtoms",
  "gammaAtoms",
  "vegaAtoms",
  "thetaAtoms",
  "shortOptionAtoms",
  "addOnLongAtoms",
  "addOnShortAtoms",
] as const satisfies readonly (keyof RowFigures)[];

/** Whoever reads the arrays keeps no reference to them: a row beyond `capacity` makes them anew. */
export class RowTable {
  readonly columns: number;
  /** Entries from one row of `pnl` to the next. */
  readonly stride: number;
  capacity = 0;
  pnl = new Int32Array(0);
  /** Binary exponent of the atoms per unit of `pnl`, at most 20. */
  shift = new Uint8Array(0);
  isPriced = new Uint8Array(0);
  slack = new Float64Array(0);
  markAtoms = new Float64Array(0);
  strikeAtoms = new Float64Array(0);
  atomsPerPoint = new Float64Array(0);
  deltaAtoms = new Float64Array(0);
  chargedDeltaAtoms = new Float64Array(0);
  vegaShockAtoms = new Float64Array(0);
  gammaAtoms = new Float64Array(0);
  vegaAtoms = new Float64Array(0);
  thetaAtoms = new Float64Array(0);
  shortOptionAtoms = new Float64Array(0);
  addOnLongAtoms = new Float64Array(0);
  addOnShortAtoms = new Float64Array(0);
  /** All of the above, in the order of `FIGURES`. */
  #figures: readonly Float64Array[] = [];

  constructor(columns: number) {
    this.columns = columns;
    this.stride = Math.ceil(columns / COLUMN_ALIGNMENT) * COLUMN_ALIGNMENT;
  }

  /** Makes room for at least `capacity` rows. */
  reserve(capacity: number): void {
    if (capacity <= this.capacity) return;
    this.capacity = Math.max(capacity, this.capacity * 2, 16);
    this.pnl = extended(this.pnl, new Int32Array(this.capacity * this.stride));
    this.shift = extended(this.shift, new Uint8Array(this.capacity));
    this.isPriced = extended(this.isPriced, new Uint8Array(this.capacity));
    this.#figures = FIGURES.map((figure) => {
      this[figure] = extended(this[figure], new Float64Array(this.capacity));
      return this[figure];
    });
  }

  write(index: number, row: RowFigures): void {
    this.reserve(index + 1);
    const from = index * this.stride;
    for (let column = 0; column < this.columns; column += 1) this.pnl[from + column] = row.pnl[column]!;
    this.shift[index] = row.shift;
    this.isPriced[index] = row.isPriced ? 1 : 0;
    this.slack[index] = row.slack;
    this.markAtoms[index] = row.markAtoms;
    this.strikeAtoms[index] = row.strikeAtoms;
    this.atomsPerPoint[index] = row.atomsPerPoint;
    this.deltaAtoms[index] = row.deltaAtoms;
    this.chargedDeltaAtoms[index] = row.chargedDeltaAtoms;
    this.vegaShockAtoms[index] = row.vegaShockAtoms;
    this.gammaAtoms[index] = row.gammaAtoms;
    this.vegaAtoms[index] = row.vegaAtoms;
    this.thetaAtoms[index] = row.thetaAtoms;
    this.shortOptionAtoms[index] = row.shortOptionAtoms;
    this.addOnLongAtoms[index] = row.addOnLongAtoms;
    this.addOnShortAtoms[index] = row.addOnShortAtoms;
  }

  /** Copies the row that stands at `from` in a table of as many columns. */
  copy(index: number, source: RowTable, from: number): void {
    this.reserve(index + 1);
    const here = index * this.stride;
    const there = from * source.stride;
    for (let column = 0; column < this.columns; column += 1) this.pnl[here + column] = source.pnl[there + column]!;
    this.shift[index] = source.shift[from]!;
    this.isPriced[index] = source.isPriced[from]!;
    const figures = this.#figures;
    for (let figure = 0; figure < figures.length; figure += 1)
      figures[figure]![index] = source.#figures[figure]![from]!;
  }

  /** The row as an object of its own, with whose it is. */
  read(index: number, identity: RowIdentity): ScenarioRow {
    return {
      ...identity,
      isPriced: this.isPriced[index] === 1,
      pnl: this.pnl.slice(index * this.stride, index * this.stride + this.columns),
      shift: this.shift[index]!,
      slack: this.slack[index]!,
      markAtoms: this.markAtoms[index]!,
      strikeAtoms: this.strikeAtoms[index]!,
      atomsPerPoint: this.atomsPerPoint[index]!,
      deltaAtoms: this.deltaAtoms[index]!,
      chargedDeltaAtoms: this.chargedDeltaAtoms[index]!,
      vegaShockAtoms: this.vegaShockAtoms[index]!,
      gammaAtoms: this.gammaAtoms[index]!,
      vegaAtoms: this.vegaAtoms[index]!,
      thetaAtoms: this.thetaAtoms[index]!,
      shortOptionAtoms: this.shortOptionAtoms[index]!,
      addOnLongAtoms: this.addOnLongAtoms[index]!,
      addOnShortAtoms: this.addOnShortAtoms[index]!,
    };
  }
}
