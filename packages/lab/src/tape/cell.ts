/**
 * One cell of a tape, `last[-below][+above][*size]`: the trades of one source in one step.
 *
 * @module
 */
import type { Print } from "@novate/agents";
import { ticks } from "@novate/num";
import { TapeError } from "./error.ts";

/** No price may exceed this many ticks: sums and products of a few of them stay exact everywhere. */
const MAX_PRICE_TICKS = 10n ** 15n;

const CELL = /^(0|[1-9]\d{0,17})(?:-([1-9]\d{0,17}))?(?:\+([1-9]\d{0,17}))?(?:\*([1-9]\d{0,17}))?$/;

/** Writes the one canonical form: absent parts are zero. */
export function formatCell(print: Print | undefined): string {
  if (print === undefined) return "";
  const below = print.lastTicks - print.lowTicks;
  const above = print.highTicks - print.lastTicks;
  return (
    `${print.lastTicks}` +
    (below > 0n ? `-${below}` : "") +
    (above > 0n ? `+${above}` : "") +
    (print.size > 0n ? `*${print.size}` : "")
  );
}

/** Reads one cell; the empty cell is a source that printed no trade. Throws {@link TapeError}. */
export function parseCell(text: string, line: number): Print | undefined {
  if (text === "") return undefined;
  if (text.startsWith("-")) throw new TapeError("PriceNotPositive", line, `the price in "${clip(text)}" is negative`);
  const match = CELL.exec(text);
  if (match === null) {
    throw new TapeError("PrintMalformed", line, `"${clip(text)}" is not last[-below][+above][*size] in whole ticks`);
  }
  const last = BigInt(match[1]!);
  const low = last - BigInt(match[2] ?? "0");
  const high = last + BigInt(match[3] ?? "0");
  if (low <= 0n) throw new TapeError("PriceNotPositive", line, `"${clip(text)}" has a price of ${low} ticks`);
  if (high > MAX_PRICE_TICKS) throw new TapeError("PriceTooLarge", line, `"${clip(text)}" is above ${MAX_PRICE_TICKS}`);
  return { lastTicks: ticks(last), lowTicks: ticks(low), highTicks: ticks(high), size: BigInt(match[4] ?? "0") };
}

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
