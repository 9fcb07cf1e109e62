/**
 * Reading one record of the QuantLib reference: numbers, small expressions, option types, dates.
 *
 * @module
 */
import { exp } from "@novate/num";
import type { OptionKind } from "@novate/risk";
import type { CalendarDate } from "../curve/dayCount.ts";
import type { BarrierKind } from "../exotic/images.ts";

/** A flat record as extracted from QuantLib's test suite: an id `family/test/table/row` and the columns of that table. */
export type ReferenceRecord = Readonly<Record<string, unknown>>;

const FACTOR = /^(?:std::exp\((.+)\)|(-?[\d.]+(?:e-?\d+)?))$/i;

/** A number, or a product of numbers and `std::exp(…)` such as `4.4064/60*std::exp(-0.04*0.25)`; NaN for anything else. */
export function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return Number.NaN;
  let result = 1;
  let isDivided = false;
  for (const part of splitFactors(value)) {
    if (part === "*" || part === "/") {
      isDivided = part === "/";
      continue;
    }
    const match = FACTOR.exec(part.trim());
    if (match === null) return Number.NaN;
    const factor = match[1] !== undefined ? exp(numberOf(match[1])) : Number(match[2]);
    result = isDivided ? result / factor : result * factor;
  }
  return result;
}

/** The factors of a product and the signs between them; signs inside brackets do not split. */
function splitFactors(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0 && (character === "*" || character === "/")) parts.push(character, "");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

export const numberIn = (record: ReferenceRecord, name: string): number => numberOf(record[name]);

export const kindIn = (record: ReferenceRecord, name = "type"): OptionKind => (record[name] === "Put" ? "put" : "call");

/** QuantLib's `DownOut` as ours. */
export const barrierKindIn = (record: ReferenceRecord, name = "barrierType"): BarrierKind => {
  const text = String(record[name]);
  // Four names in either spelling; anything else is refused by the product's own check.
  return (text.charAt(0).toLowerCase() + text.slice(1)) as BarrierKind;
};

/** The tests turn years into whole days of a 360-day year. */
export const roundedYears = (years: number): number => Math.floor(years * 360 + 0.5) / 360;

export const yearsIn = (record: ReferenceRecord, name = "t"): number => roundedYears(numberIn(record, name));

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** A month by its name or the first three letters of it, as the tests write both; 0 for anything else. */
const monthOf = (text: string): number =>
  MONTHS.findIndex((month) => month === text || (text.length === 3 && month.startsWith(text))) + 1;

/** `Date(20, August, 2006)` or `Date(20, Aug, 2006)`; undefined for anything else. */
export function dateOf(value: unknown): CalendarDate | undefined {
  const match = /^Date\((\d+),\s*(\w+),\s*(\d+)\)$/.exec(String(value));
  const month = match === null ? 0 : monthOf(match[2]!); // three groups always match together
  if (match === null || month === 0) return undefined;
  return { year: Number(match[3]), month, day: Number(match[1]) };
}
