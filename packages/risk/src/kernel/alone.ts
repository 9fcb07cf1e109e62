/**
 * One position margined alone: the `isolated` method, and a ceiling of the others (MARG-020, MARG-083).
 *
 * @module
 */
import type { RiskBook } from "../book/book.ts";
import type { MarginContext } from "../book/context.ts";
import { ppmUp } from "../book/integer.ts";
import {
  ADD_ON,
  CEILING,
  CHARGED_LONG,
  CHARGED_SHORT,
  DELTA_LONG,
  DELTA_SHORT,
  SCAN,
  SHORT_OPTION,
  SIDE_WIDTH,
  VEGA_LONG,
  VEGA_SHORT,
} from "../book/side.ts";
import type { Rates } from "./rates.ts";

/** Levels of positions that stand alone, added up. */
export interface AloneSums {
  initial: number;
  maintenance: number;
}

/** Adds `quantity` ≠ 0 lots of an instrument to `sums`, at the liquidity rates of its underlying. */
export function addAlone(
  sums: AloneSums,
  book: RiskBook,
  context: MarginContext,
  rates: Rates,
  instrument: number,
  quantity: number,
): void {
  const { sides } = book;
  const { initialPpm, maintenancePpm, charges } = context;
  const size = quantity < 0 ? -quantity : quantity;
  const side = (instrument * 2 + (quantity < 0 ? 1 : 0)) * SIDE_WIDTH;
  const underlying = book.underlying[instrument]!;

  const charged = size * (sides[side + CHARGED_LONG]! + sides[side + CHARGED_SHORT]!);
  const minimum = ppmUp(charged, charges.unhedgedPpm) + size * sides[side + SHORT_OPTION]!;
  const base = Math.max(size * sides[side + SCAN]!, minimum);
  const fixed =
    ppmUp(size * sides[side + DELTA_LONG]!, rates.deltaLong) +
    ppmUp(size * sides[side + DELTA_SHORT]!, rates.deltaShort) +
    ppmUp(size * sides[side + VEGA_LONG]!, rates.vegaLong) +
    ppmUp(size * sides[side + VEGA_SHORT]!, rates.vegaShort) +
    size * sides[side + ADD_ON]!;
  const ceiling = size * sides[side + CEILING]!;
  sums.initial += Math.min(ppmUp(base, initialPpm[underlying]!) + fixed, ceiling);
  sums.maintenance += Math.min(ppmUp(base, maintenancePpm[underlying]!) + fixed, ceiling);
}
