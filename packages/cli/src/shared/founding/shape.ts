/**
 * Mappings and lists of a file written by hand. Each entry remembers where its fields stand, so that later faults name a place too.
 *
 * @module
 */

import { isMap, isScalar, isSeq, type Node } from "yaml";
import { thereAre } from "../thereAre.ts";
import { type Place, type Read, tellAt } from "./place.ts";

/** A field that may be left out. */
export interface Optional<T> {
  readonly read: Read<T>;
  readonly isOptional: true;
}
export const optional = <T>(read: Read<T>): Optional<T> => ({ read, isOptional: true });

/** A field whose fault does not keep the rest from being judged: `otherwise` stands in for it, in a file that is refused anyway. */
export interface Patched<T> {
  readonly read: Read<T>;
  readonly otherwise: T;
}
export const patched = <T>(read: Read<T>, otherwise: T): Patched<T> => ({ read, otherwise });

type Field<T> = Read<T> | Optional<T> | Patched<T>;
type Shape = Readonly<Record<string, Field<unknown>>>;
type ValueIn<F> =
  F extends Optional<infer T> ? T | undefined : F extends Patched<infer T> ? T : F extends Read<infer T> ? T : never;
/** What a mapping says, and where: of a field that was left out, the mapping's own place. */
export type Entry<S extends Shape> = { readonly [K in keyof S]: ValueIn<S[K]> } & {
  at(field?: keyof S & string): Place;
};

const offsetOf = (node: Node | null | undefined, otherwise: number): number => node?.range?.[0] ?? otherwise;

/** Exactly these fields, in any order. */
export function record<S extends Shape>(shape: S): Read<Entry<S>> {
  return (place) => {
    const { node, path, faults, offset } = place;
    const names = Object.keys(shape);
    if (!isMap(node)) return tellAt(place, "NotFields", `has fields, each on a line of its own: ${names.join(", ")}`);
    const places = new Map<string, Place>();
    let isWhole = true;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const keyOffset = offsetOf(key as Node, offset);
      const inner = { node: value as Node | null, path: path === "" ? name : `${path}.${name}`, faults };
      if (Object.hasOwn(shape, name)) {
        places.set(name, { ...inner, offset: offsetOf(value as Node | null, keyOffset) });
        continue;
      }
      tellAt({ ...inner, offset: keyOffset }, "FieldUnknown", `is no field; ${thereAre(names)}`);
    }
    const values: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(shape)) {
      const found = places.get(name);
      const rule = typeof field === "function" ? { read: field } : field;
      if (found === undefined && "isOptional" in rule) continue;
      const value = found === undefined ? tellAt(place, "FieldMissing", `lacks ${name}`) : rule.read(found);
      values[name] = value ?? ("otherwise" in rule ? rule.otherwise : undefined);
      if (values[name] === undefined && !("isOptional" in rule)) isWhole = false;
    }
    if (!isWhole) return undefined;
    return { ...values, at: (field?: string) => places.get(field ?? "") ?? place } as Entry<S>; // each field was read
  };
}

/** What could be read of a list. */
export type Items<T> = readonly T[] & {
  /** Whether nothing was left out for a fault. */
  readonly isWhole: boolean;
  /** Those that have the name of one before them: refused, and judged like the others. */
  readonly doubled: readonly T[];
};
/** What stands in for a list that is none. */
export const NO_LIST: Items<never> = Object.assign([], { isWhole: false, doubled: [] });

/** From `least` to `most` items, of which no two have the same name. */
export function list<T>(
  read: Read<T>,
  nameOf: (item: T) => string,
  [least, most]: readonly [least: number, most: number],
): Read<Items<T>> {
  return (place) => {
    const { node, path, faults, offset } = place;
    if (!isSeq(node)) return tellAt(place, "NotAList", "is a list, each item on a line that begins with a dash");
    if (node.items.length < least || node.items.length > most)
      return tellAt(place, "ListLength", `has from ${least} to ${most} items, not ${node.items.length}`);
    const names = new Set<string>();
    const doubled: T[] = [];
    const items = node.items.flatMap((item, index) => {
      const own = { node: item as Node, path: `${path}[${index}]`, faults, offset: offsetOf(item as Node, offset) };
      const value = read(own);
      if (value === undefined) return [];
      const name = nameOf(value);
      if (!names.has(name)) {
        names.add(name);
        return [value];
      }
      tellAt(own, "NamedTwice", `says ${name} a second time`);
      doubled.push(value);
      return [];
    });
    return Object.assign(items, { isWhole: items.length === node.items.length, doubled });
  };
}
