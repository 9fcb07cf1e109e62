/**
 * The header of a tape: one field a line, `name value`, up to the line `data`.
 *
 * @module
 */
import { TapeError } from "./error.ts";
import type { TapeHeader, TapeSource, TapeUnderlying } from "./types.ts";

const TAPE_MAGIC = "novate-tape";
const TAPE_VERSION = 1;
const MAX_SOURCES = 256;

const WORD = /^[A-Za-z0-9._/:-]{1,64}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/;

/** Writes a time as the format wants it: UTC, with milliseconds only where they are not zero. */
export const formatTime = (timeMs: number): string => new Date(timeMs).toISOString().replace(".000Z", "Z");

/** Milliseconds since 1970 UTC, or `undefined` for anything but a real `2025-10-10T20:45:00[.000]Z`. */
export function parseTime(text: string): number | undefined {
  if (!TIME.test(text)) return undefined;
  const timeMs = Date.parse(text);
  // A day that no calendar has (30 February) parses in some engines to its neighbour: compare the way back.
  return Number.isNaN(timeMs) || formatTime(timeMs) !== text.replace(".000Z", "Z") ? undefined : timeMs;
}

export function formatHeader(header: TapeHeader): string[] {
  return [
    `${TAPE_MAGIC} ${TAPE_VERSION}`,
    `name ${header.name}`,
    `from ${formatTime(header.fromMs)}`,
    `to ${formatTime(header.toMs)}`,
    `grid ${header.gridMs}`,
    `origin ${header.origin}`,
    ...header.underlyings.map((one) => `underlying ${one.name} ${one.priceDecimals} ${one.sizeDecimals}`),
    ...header.sources.map((one) => `source ${one.underlying} ${one.venue} ${one.symbol}`),
    "data",
  ];
}

type SingleField = "name" | "from" | "to" | "grid" | "origin";

/** Collects header lines one by one; `finish` answers the whole header or says what is missing. */
export interface HeaderReader {
  /** Takes the next line of the header. Answers true at `data`, the end of the header. */
  take(text: string, line: number): boolean;
  finish(line: number): TapeHeader;
}

export function createHeaderReader(): HeaderReader {
  const single = new Map<SingleField, string>();
  const underlyings: TapeUnderlying[] = [];
  const sources: TapeSource[] = [];

  const takeUnderlying = (value: string, line: number): void => {
    const match = /^(\S+) (\d{1,2}) (\d{1,2})$/.exec(value);
    const [name, price, size] = [match?.[1], Number(match?.[2]), Number(match?.[3])];
    if (name === undefined || !WORD.test(name) || price > 18 || size > 18) {
      throw new TapeError("HeaderFieldMalformed", line, "want: underlying NAME PRICE_DECIMALS SIZE_DECIMALS (0 to 18)");
    }
    if (underlyings.some((one) => one.name === name)) {
      throw new TapeError("HeaderFieldRepeated", line, `underlying ${name} is declared twice`);
    }
    underlyings.push({ name, priceDecimals: price, sizeDecimals: size });
  };

  const takeSource = (value: string, line: number): void => {
    const words = value.split(" ");
    const [underlying, venue, symbol] = words;
    if (words.length !== 3 || !words.every((word) => WORD.test(word)) || sources.length >= MAX_SOURCES) {
      throw new TapeError("HeaderFieldMalformed", line, `want: source UNDERLYING VENUE SYMBOL, at most ${MAX_SOURCES}`);
    }
    if (!underlyings.some((one) => one.name === underlying)) {
      throw new TapeError("UnderlyingUnknown", line, `declare "underlying ${underlying} …" above its sources`);
    }
    if (sources.some((one) => one.underlying === underlying && one.venue === venue && one.symbol === symbol)) {
      throw new TapeError("SourceRepeated", line, `source ${value} is declared twice`);
    }
    sources.push({ underlying: underlying!, venue: venue!, symbol: symbol! });
  };

  return {
    take(text, line) {
      if (line === 1) {
        checkMagic(text);
        return false;
      }
      if (text === "data") return true;
      const space = text.indexOf(" ");
      const field = space < 0 ? text : text.slice(0, space);
      const value = space < 0 ? "" : text.slice(space + 1);
      if (field === "underlying") takeUnderlying(value, line);
      else if (field === "source") takeSource(value, line);
      else if (isSingleField(field)) {
        if (single.has(field)) throw new TapeError("HeaderFieldRepeated", line, `"${field}" stands twice`);
        single.set(field, checkSingle(field, value, line));
      } else throw new TapeError("HeaderFieldUnknown", line, `"${field.slice(0, 40)}" is no field of version 1`);
      return false;
    },

    finish(line) {
      for (const field of ["name", "from", "to", "grid", "origin"] as const) {
        if (!single.has(field)) throw new TapeError("HeaderFieldMissing", line, `the header has no "${field}"`);
      }
      if (sources.length === 0) throw new TapeError("HeaderFieldMissing", line, 'the header has no "source"');
      const idle = underlyings.find((one) => !sources.some((source) => source.underlying === one.name));
      if (idle !== undefined) throw new TapeError("HeaderFieldMissing", line, `underlying ${idle.name} has no source`);
      const fromMs = parseTime(single.get("from")!)!;
      const toMs = parseTime(single.get("to")!)!;
      if (toMs <= fromMs) throw new TapeError("HeaderFieldMalformed", line, '"to" is not after "from"');
      const gridMs = Number(single.get("grid"));
      return { name: single.get("name")!, fromMs, toMs, gridMs, origin: single.get("origin")!, underlyings, sources };
    },
  };
}

function checkMagic(text: string): void {
  const [magic, version, ...rest] = text.split(" ");
  if (magic !== TAPE_MAGIC)
    throw new TapeError("NotATape", 1, `the first line must be "${TAPE_MAGIC} ${TAPE_VERSION}"`);
  if (version !== String(TAPE_VERSION) || rest.length > 0) {
    throw new TapeError("VersionUnknown", 1, `this reader knows version ${TAPE_VERSION} only`);
  }
}

const isSingleField = (field: string): field is SingleField =>
  field === "name" || field === "from" || field === "to" || field === "grid" || field === "origin";

function checkSingle(field: SingleField, value: string, line: number): string {
  const valid = {
    name: WORD.test(value),
    from: parseTime(value) !== undefined,
    to: parseTime(value) !== undefined,
    grid: /^[1-9]\d{0,8}$/.test(value),
    origin: value.trim() !== "",
  }[field];
  if (!valid) throw new TapeError("HeaderFieldMalformed", line, `"${value.slice(0, 40)}" is not a valid "${field}"`);
  return value;
}
