/**
 * Reads `vectors/num` and measures errors in units of the last place.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../../../../vectors/num/", import.meta.url);

export interface Case {
  readonly arguments: readonly number[];
  /** Bits that the kernel must return. */
  readonly bits: string;
  /** The float64 nearest to the true value, and where the true value lies from it, in ulp. */
  readonly nearest: number;
  readonly offset: number;
}

const view = new DataView(new ArrayBuffer(8));

/** The 16 hexadecimal digits of a float64; one pattern for every NaN. */
export function bitsOf(x: number): string {
  view.setFloat64(0, x);
  return Number.isNaN(x) ? "7ff8000000000000" : view.getBigUint64(0).toString(16).padStart(16, "0");
}

export function floatOf(bits: string): number {
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

/** The float64 `steps` places above x (below, if negative), for positive x. */
export function neighbour(x: number, steps: number): number {
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(steps));
  return view.getFloat64(0);
}

/** Distance from |x| to the next float64 above. */
export const ulpOf = (x: number): number => neighbour(Math.abs(x), 1) - Math.abs(x);

export const vectorNames = (): string[] =>
  readdirSync(FOLDER)
    .filter((file) => file !== "README.md")
    .map((file) => file.replace(/\.json$/, ""))
    .sort();

export function readVectors(name: string): Case[] {
  const { cases } = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8")) as {
    readonly cases: readonly { in: readonly string[]; bits: string; nearest: string; offset: number }[];
  };
  return cases.map((entry) => ({
    arguments: entry.in.map(floatOf),
    bits: entry.bits,
    nearest: floatOf(entry.nearest),
    offset: entry.offset,
  }));
}

/** Error of a result in ulp of the true value; infinite where a value that is not finite is missed. */
export function errorInUlp(result: number, { nearest, offset }: Case): number {
  if (!Number.isFinite(nearest)) return Object.is(result, nearest) ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs((result - nearest) / ulpOf(nearest) - offset);
}
