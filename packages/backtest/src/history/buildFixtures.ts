/**
 * Builds `packages/backtest/histories` from the recorded bars: `node buildFixtures.ts INPUT_DIR`. Sources: SOURCE.md there.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { DAY_MS, HOUR_MS } from "@novate/num";
import { assembleHistory } from "./assemble.ts";
import { packHistory } from "./packed.ts";
import type { PricePoint } from "./types.ts";

const OUTPUT = fileURLToPath(new URL("../../histories/", import.meta.url));
const DAILY = ["ADA", "AVAX", "BNB", "BTC", "DOGE", "DOT", "ETH", "LINK", "SOL", "XRP"];
const SPOT = "Binance spot";
/** Cascade sources whose last print of each hour continues the hourly histories after a gap. */
const CASCADE = { ETH: "ETHUSD", SOL: "SOLUSD" } as const;

const input = process.argv[2];
if (input === undefined) throw new Error("usage: node buildFixtures.ts INPUT_DIR");

/** Closes of a file's bars, at the bars' ends; rows that are no bar of the wanted venue are left out. */
function closesOf(path: string, intervalMs: number, isWanted: (cells: readonly string[]) => boolean = () => true) {
  const [header, ...rows] = gunzipSync(readFileSync(join(input!, path)))
    .toString()
    .trim()
    .split("\n");
  const close = header!.split(",").indexOf("close");
  const bars = rows.map((row) => row.split(",")).filter(isWanted);
  return bars
    .map((cells): PricePoint => ({ timeMs: Number(cells[0]) + intervalMs, price: Number(cells[close]) }))
    .filter(({ price }) => price > 0);
}

function merged(...parts: readonly PricePoint[][]): PricePoint[] {
  const byTime = new Map(parts.flat().map((point) => [point.timeMs, point]));
  return [...byTime.values()].sort((left, right) => left.timeMs - right.timeMs);
}

/** The last minute close of every hour. */
function hourlyOf(minutes: readonly PricePoint[]): PricePoint[] {
  const byHour = new Map(minutes.map(({ timeMs, price }) => [Math.ceil(timeMs / HOUR_MS) * HOUR_MS, price]));
  return [...byHour].map(([timeMs, price]) => ({ timeMs, price }));
}

function write(name: string, underlying: string, source: string, points: readonly PricePoint[], perUnit: number) {
  const text = packHistory(assembleHistory({ name, underlying, source }, points), perUnit);
  writeFileSync(`${OUTPUT}${name}.json.gz`, gzipSync(text, { level: 9 }));
}

/** Coins that fell apart, for the storms: a pool token, and the token of a house that failed. */
const FALLEN = { CRV: 10_000, FTT: 10_000 } as const;
for (const underlying of ["CRV", "FTT"] as const) {
  const points = closesOf(`md-binance-spot-1h/full/${underlying}USDT_1h.csv.gz`, HOUR_MS);
  write(`${underlying}-hourly`, underlying, SPOT, points, FALLEN[underlying]);
}

const TICKS_PER_UNIT = { BTC: 10, ETH: 100, SOL: 1_000 } as const;
for (const underlying of ["BTC", "ETH", "SOL"] as const) {
  const early = closesOf(`md-binance-spot-1h/full/${underlying}USDT_1h.csv.gz`, HOUR_MS);
  const late = closesOf(`md-binance-spot-klines/${underlying}USDT_1h_2022_2026.csv.gz`, HOUR_MS);
  const cascade =
    underlying === "BTC"
      ? closesOf("md-2025-10-10-cascade/binance_coinm_BTCUSD_index_1m_2025-10-09_10.csv.gz", 60_000)
      : closesOf("md-2025-10-10-cascade/bars_1m.csv.gz", 60_000, ([, venue, symbol]) => {
          return venue === "gemini" && symbol === CASCADE[underlying];
        });
  const source = `${SPOT}; from 9 October 2025 ${underlying === "BTC" ? "Binance coin-margined index" : "Gemini"}`;
  const points = merged(early, late, hourlyOf(cascade));
  write(`${underlying}-hourly`, underlying, source, points, TICKS_PER_UNIT[underlying]);
}
for (const underlying of DAILY) {
  const points = closesOf(`md-binance-spot-klines/daily/${underlying}USDT_1d.csv.gz`, DAY_MS);
  const perUnit = points.every(({ price }) => price >= 100) ? 100 : 1_000_000;
  write(`${underlying}-daily`, underlying, SPOT, points, perUnit);
}
const gemini = "md-2020-03-black-thursday/gemini_";
write("ETH-gemini", "ETH", "Gemini", closesOf(`${gemini}ETHUSD_1h_2016_2020_full.csv.gz`, HOUR_MS), 100);
write("BTC-gemini", "BTC", "Gemini", closesOf(`${gemini}BTCUSD_1h.csv.gz`, HOUR_MS), 100);
