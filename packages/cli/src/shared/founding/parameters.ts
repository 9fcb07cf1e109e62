/**
 * Parameters of a segment as people write them: each as standard unless it is written, by the name that the reference gives it without
 * its unit.
 *
 * @module
 */
import type { SegmentParameters } from "@novate/codec";
import { standardParameters } from "@novate/engine";
import { DAY_MS } from "@novate/num";
import type { Place, Read } from "./place.ts";
import { amount, count, type Decimal, percent, span } from "./scalars.ts";
import { type Optional, optional, record } from "./shape.ts";

type Value = bigint | number;
type Written = Decimal | Value;
type Groups = Record<string, Record<string, Value>>;

const LONGEST = span(366 * DAY_MS);
const MOST_COUNT = 999_999_999;

const groupsOf = (parameters: SegmentParameters): Groups => parameters as unknown as Groups; // numbers by group and name

/** Where two would be alike without their unit, the duration ends in `Time`. */
function writtenName(name: string, all: readonly string[]): string {
  const bare = name.replace(/(Ppm|Ms|Atoms)$/, "");
  return name.endsWith("Ms") && all.includes(`${bare}Ppm`) ? `${bare}Time` : bare;
}

function readerOf(name: string): Read<Written> {
  if (name.endsWith("Ppm")) return percent(1_000_000n);
  if (name.endsWith("Ms")) return LONGEST;
  return name.endsWith("Atoms") ? amount : count(0, MOST_COUNT);
}

/** By group, then by the codec's name, the name that is written. */
const NAMES = new Map(
  Object.entries(groupsOf(standardParameters(6))).map(([group, values]) => {
    const names = Object.keys(values);
    return [group, new Map(names.map((name) => [name, writtenName(name, names)]))] as const;
  }),
);

interface WrittenGroup {
  readonly [name: string]: unknown;
  at(field?: string): Place;
}
export interface HandParameters {
  readonly [group: string]: unknown;
  at(group?: string): Place;
}

const groupReader = (names: ReadonlyMap<string, string>): Optional<unknown> =>
  optional(record(Object.fromEntries([...names].map(([name, bare]) => [bare, optional(readerOf(name))]))));

export const parameters = record(
  Object.fromEntries([...NAMES].map(([group, names]) => [group, groupReader(names)])),
) as unknown as Read<HandParameters>; // its shape is made of a table

/** Those that are written over the standard ones, but for `left`: `margin.mporMs`, or a whole group. */
export function parametersOf(
  written: HandParameters | undefined,
  decimals: number,
  toAtoms: (value: Decimal, place: Place) => bigint,
  left: ReadonlySet<string>,
): SegmentParameters {
  const standard = structuredClone(groupsOf(standardParameters(decimals)));
  for (const [group, names] of NAMES) {
    const said = written?.[group] as WrittenGroup | undefined;
    if (said === undefined || left.has(group)) continue;
    for (const [name, bare] of names) {
      const value = said[bare] as Written | undefined;
      if (value === undefined || left.has(`${group}.${name}`)) continue;
      standard[group]![name] = typeof value === "object" ? toAtoms(value, said.at(bare)) : value; // each has a group
    }
  }
  return standard as unknown as SegmentParameters;
}

/** Where a parameter is written, or else its group, or else all of them. */
export function placeOf(written: HandParameters, group: string, name: string): Place {
  const said = written[group] as WrittenGroup | undefined;
  return said === undefined ? written.at() : said.at(NAMES.get(group)?.get(name) ?? name);
}

/** Of a group: by the codec's names, in their order, those that are written. */
export const writtenNames = (group: string): ReadonlyMap<string, string> => NAMES.get(group)!; // of the codec's
