/**
 * Builds `tapes/2025-10-10.tape` from recorded bars: `npm run build:tape -w @novate/lab -- INPUT_DIR OUTPUT_FILE`.
 *
 * The input folder holds `bars_1m.csv.gz`, `bars_1s_2045_2300utc.csv.gz` and
 * `binance_coinm_BTCUSD_index_1m_2025-10-09_10.csv.gz`. One-minute steps over the day, five-second steps over the
 * crash (20:45 to 23:00 UTC). Needed only to rebuild the fixture; nothing else in the project reads those files.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DAY_MS, MINUTE_MS } from "@novate/num";
import { type Bar, barsToSteps } from "./bars.ts";
import type { TapeHeader } from "./types.ts";
import { formatTape } from "./write.ts";

const FINE_STEP_MS = 5_000;
const DAY_START_MS = Date.UTC(2025, 9, 10);
const FINE_START_MS = Date.UTC(2025, 9, 10, 20, 45);
const FINE_END_MS = Date.UTC(2025, 9, 10, 23, 0);

const HEADER: TapeHeader = {
  name: "2025-10-10",
  fromMs: DAY_START_MS,
  toMs: DAY_START_MS + DAY_MS,
  gridMs: FINE_STEP_MS,
  origin:
    "Public trades of Coinbase, Gemini and Binance coin-margined perpetuals and the Binance coin-margined BTCUSD index, " +
    "from the exports in github.com/aaronwu2017/TheGlory at 929fd9c3, resampled to figures per step. Sizes are coins at " +
    "coinbase and gemini, contracts as reported at binance-delivery; the index has none.",
  underlyings: [
    { name: "BTC", priceDecimals: 2, sizeDecimals: 3 },
    { name: "ETH", priceDecimals: 2, sizeDecimals: 2 },
    { name: "SOL", priceDecimals: 3, sizeDecimals: 1 },
    { name: "LINK", priceDecimals: 5, sizeDecimals: 0 },
    { name: "DOGE", priceDecimals: 5, sizeDecimals: 0 },
    { name: "ATOM", priceDecimals: 3, sizeDecimals: 0 },
    { name: "AVAX", priceDecimals: 3, sizeDecimals: 0 },
    { name: "DOT", priceDecimals: 4, sizeDecimals: 0 },
  ],
  sources: [
    { underlying: "BTC", venue: "gemini", symbol: "BTCUSD" },
    { underlying: "BTC", venue: "binance-index", symbol: "BTCUSD" },
    { underlying: "ETH", venue: "gemini", symbol: "ETHUSD" },
    { underlying: "SOL", venue: "gemini", symbol: "SOLUSD" },
    { underlying: "LINK", venue: "coinbase", symbol: "LINK-USD" },
    { underlying: "LINK", venue: "gemini", symbol: "LINKUSD" },
    { underlying: "DOGE", venue: "coinbase", symbol: "DOGE-USD" },
    { underlying: "DOGE", venue: "gemini", symbol: "DOGEUSD" },
    { underlying: "ATOM", venue: "coinbase", symbol: "ATOM-USD" },
    { underlying: "ATOM", venue: "gemini", symbol: "ATOMUSD" },
    { underlying: "ATOM", venue: "binance-delivery", symbol: "ATOMUSD_PERP" },
    { underlying: "AVAX", venue: "coinbase", symbol: "AVAX-USD" },
    { underlying: "AVAX", venue: "gemini", symbol: "AVAXUSD" },
    { underlying: "AVAX", venue: "binance-delivery", symbol: "AVAXUSD_PERP" },
    { underlying: "DOT", venue: "coinbase", symbol: "DOT-USD" },
    { underlying: "DOT", venue: "gemini", symbol: "DOTUSD" },
    { underlying: "DOT", venue: "binance-delivery", symbol: "DOTUSD_PERP" },
  ],
};

/** Rows of a gzipped CSV by column name. */
function readRows(path: string): Record<string, string>[] {
  const [head, ...lines] = gunzipSync(readFileSync(path)).toString("utf8").trim().split("\n");
  const names = head!.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}

/** A decimal text in units of 10^-decimals, to the nearest: exact for every printed price, which has no more digits. */
const scale = (text: string, decimals: number): bigint => BigInt(Math.round(Number(text) * 10 ** decimals));

function rowToBar(row: Record<string, string>, venue: string, symbol: string, barMs: number): Bar {
  const source = HEADER.sources.findIndex((one) => one.venue === venue && one.symbol === symbol);
  const underlying = HEADER.underlyings.find((one) => one.name === HEADER.sources[source]?.underlying);
  if (underlying === undefined) throw new Error(`buildFixture: no source ${venue} ${symbol} in the header`);
  const volume = row.volume;
  const size = volume === undefined ? 0n : scale(volume, underlying.sizeDecimals);
  return {
    source,
    endMs: Number(row.ts_ms) + barMs,
    low: scale(row.low!, underlying.priceDecimals),
    high: scale(row.high!, underlying.priceDecimals),
    close: scale(row.close!, underlying.priceDecimals),
    // A trade too small for the scale is still a trade.
    size: volume !== undefined && size === 0n ? 1n : size,
  };
}

const isFine = (endMs: number): boolean => endMs > FINE_START_MS && endMs <= FINE_END_MS;

function buildFixture(inputDir: string, outputFile: string): void {
  const minutes = readRows(join(inputDir, "bars_1m.csv.gz"))
    .map((row) => rowToBar(row, row.venue!, row.symbol!, MINUTE_MS))
    .filter((bar) => !isFine(bar.endMs));
  const seconds = readRows(join(inputDir, "bars_1s_2045_2300utc.csv.gz")).map((row) =>
    rowToBar(row, row.venue!, row.symbol!, 1_000),
  );
  const index = readRows(join(inputDir, "binance_coinm_BTCUSD_index_1m_2025-10-09_10.csv.gz"))
    .map((row) => rowToBar(row, "binance-index", "BTCUSD", MINUTE_MS))
    .filter((bar) => bar.endMs > DAY_START_MS);
  const stepEndOf = (endMs: number): number => {
    const stepMs = isFine(endMs) ? FINE_STEP_MS : MINUTE_MS;
    return Math.ceil(endMs / stepMs) * stepMs;
  };
  const steps = barsToSteps([...minutes, ...seconds, ...index], HEADER.sources.length, stepEndOf);
  const text = formatTape({ header: HEADER, steps });
  writeFileSync(outputFile, text);
  process.stdout.write(`${outputFile}: ${steps.length} steps, ${text.length} bytes\n`);
}

const [inputDir, outputFile] = process.argv.slice(2);
if (inputDir === undefined || outputFile === undefined) {
  process.stderr.write("usage: npm run build:tape -w @novate/lab -- INPUT_DIR OUTPUT_FILE (absolute paths)\n");
  process.exitCode = 2;
} else buildFixture(inputDir, outputFile);
