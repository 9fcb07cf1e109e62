/**
 * An account's positions as the explanation sees them: rows and quantities grouped by underlying, in bigint.
 *
 * @module
 */
import { atoms } from "@novate/num";
import { assert } from "@novate/stdx";
import type { RiskBook } from "../book/book.ts";
import type { Positions } from "../book/positions.ts";
import type { ScenarioRow } from "../scenario/row.ts";
import { sumOf } from "./exact.ts";
import type { GreeksInAtoms } from "./explanation.ts";

export interface Holding {
  readonly row: ScenarioRow;
  readonly quantity: bigint;
}

/** Holdings by underlying id, in ascending order; those of zero lots, and collateral where it does not count, left out. */
export function holdingsByUnderlying(
  book: RiskBook,
  positions: Positions,
  withCollateral: boolean,
): [underlyingId: number, holdings: Holding[]][] {
  const groups = new Map<number, Holding[]>();
  for (let position = positions.from; position < positions.to; position += 1) {
    const row = book.rowAt(positions.instruments[position]!);
    const quantity = BigInt(positions.lots[position]!);
    assert(row !== undefined, "margin: position in an instrument that is not in the book");
    if (quantity === 0n || (row.kind === "collateral" && !withCollateral)) continue;
    assert(row.kind !== "collateral" || quantity > 0n, "margin: negative collateral");
    const group = groups.get(row.underlyingId);
    if (group === undefined) groups.set(row.underlyingId, [{ row, quantity }]);
    else group.push({ row, quantity });
  }
  return [...groups].sort(([left], [right]) => left - right);
}

/** Certain lower bound of the P&L of `holdings` in `column`. */
export const pnlIn = (holdings: readonly Holding[], column: number): bigint =>
  sumOf(
    holdings.map(({ row, quantity }) => {
      const certain = BigInt(row.pnl[column]!) + (quantity < 0n ? BigInt(row.slack) : 0n);
      return quantity * (certain << BigInt(row.shift));
    }),
  );

/** Σ quantity · amount, over long or short holdings or all. */
export const sumLots = (holdings: readonly Holding[], amountOf: (row: ScenarioRow) => number): bigint =>
  sumOf(holdings.map(({ row, quantity }) => quantity * BigInt(amountOf(row))));

export const greeksOf = (holdings: readonly Holding[]): GreeksInAtoms => ({
  delta: atoms(sumLots(holdings, (row) => row.deltaAtoms)),
  gamma: atoms(sumLots(holdings, (row) => row.gammaAtoms)),
  vega: atoms(sumLots(holdings, (row) => row.vegaAtoms)),
  theta: atoms(sumLots(holdings, (row) => row.thetaAtoms)),
});
