/** Goal: every window from 60 to 200 columns is used and never overrun; a log has the same in a line. Method: a pulse by hand. */
import { stripVTControlCharacters } from "node:util";
import type { Pulse } from "@novate/lab";
import { expect, test } from "vitest";
import { createPaint } from "./paint.ts";
import { createOpening, type ReplayView, replayFrame } from "./replayScreen.ts";

const market = (symbol: string, index: bigint, openInterestAtoms: bigint, mode: 0 | 1 | 2 = 0) => ({
  symbol: `${symbol}-PERP`,
  underlying: symbol,
  mark: index === 0n ? null : index + 100_000_000n,
  index,
  mode,
  sources: mode === 0 ? 3 : 1,
  sourceCount: 3,
  openInterestAtoms,
});

const pulse: Pulse = {
  timeMs: Date.UTC(2025, 9, 10, 21, 20),
  height: 7_000,
  markets: [
    market("BTC", 11_000_000_000_000n, 1_500_000_000_000n),
    market("ATOM", 330_000_000n, 9_000_000n, 1),
    market("DOT", 0n, 0n, 2),
  ],
  openInterestAtoms: 1_500_009_000_000n,
  atRisk: 3,
  called: 2,
  managed: 1,
  pools: { skinAtoms: 0n, juniorFundAtoms: 300_000_000_000n, seniorFundAtoms: 1_400_000_000_000n },
};

const opening = createOpening()({
  ...pulse,
  markets: [market("BTC", 12_000_000_000_000n, 0n), market("ATOM", 230_000_000n, 0n)],
  pools: { skinAtoms: 0n, juniorFundAtoms: 0n, seniorFundAtoms: 0n }, // with vaults all of it comes in later
});

const PAID = { skinInTheGameAtoms: 250_000_000_000n, juniorFundAtoms: 300_000_000_000n, seniorFundAtoms: 0n };

const view: ReplayView = {
  pulse,
  pace: { step: 49, stepCount: 100, elapsedMs: 2_000, blocks: 90, trades: 300, managedSoFar: 4 },
  paid: { ...PAID, collateralSoldAtoms: 0n, gainsHaircutAtoms: 5_000_000n, tearUpAtoms: 0n, uncoveredAtoms: 0n },
  opening,
  news: [{ text: "21:20:00  account 9 is called for margin", tone: "warning" }, { text: "21:19:00  older" }],
};

test("a wide window shows each market, the pools that are left, the last events", () => {
  expect(replayFrame(view, createPaint(false)).draw({ columns: 100, rows: 30 })).toEqual([
    "21:20:00 UTC  step 50 of 100  block 7,000  ██████████░░░░░░░░░░",
    "300 trades  45 blocks/s  150 trades/s",
    "",
    "MARKET        MARK      MOVE  MODE        SOURCES  OPEN INTEREST    INDEX",
    "BTC-PERP   110,001   −8.33 %  open         3 of 3     $1,500,000  110,000",
    "ATOM-PERP      4.3  +30.30 %  close only   1 of 3             $9      3.3",
    "DOT-PERP         –         –  halted       1 of 3             $0        –",
    "",
    "open interest $1,500,009  at risk 3  called 2  managed now 1  so far 4",
    "skin in the game  ░░░░░░░░░░░░░░░░░░░░  $0 left of $250,000",
    "junior fund       ██████████░░░░░░░░░░  $300,000 left of $600,000",
    "senior fund       ████████████████████  $1,400,000 left of $1,400,000",
    "own collateral sold $0  gains cut $5  torn up $0  uncovered $0",
    "",
    "21:20:00  account 9 is called for margin",
    "21:19:00  older",
  ]);
});

test("a low window shows the markets with the most open interest, and says how many it leaves out", () => {
  const crowd = Array.from({ length: 40 }, (_, index) => market(`M${index}`, 100_000_000n, BigInt(index % 7)));
  const lines = replayFrame({ ...view, pulse: { ...pulse, markets: crowd } }, createPaint(false)).draw({
    columns: 80,
    rows: 23,
  });
  expect(lines).toHaveLength(21);
  expect(lines.slice(4, 11).map((line) => line.slice(0, 3))).toEqual(["M5-", "M6-", "M12", "M13", "M20", "M27", "M34"]);
  expect(lines[11]).toBe("… and 33 markets with less open interest");
  expect(lines.slice(-2)).toEqual(view.news.map(({ text }) => text));
});

test("no line is wider than its window and no frame higher, in colour or without", () => {
  for (const hasColour of [true, false])
    for (let columns = 60; columns <= 200; columns += 1)
      for (const rows of [10, 23, 60]) {
        const lines = replayFrame(view, createPaint(hasColour)).draw({ columns, rows });
        expect(lines.length).toBeLessThanOrEqual(rows);
        for (const line of lines) expect(stripVTControlCharacters(line).length).toBeLessThanOrEqual(columns);
        expect(stripVTControlCharacters(lines[3] ?? "")).toMatch(/^MARKET .*MODE/);
      }
});

test("a log has it in a line; a market in brackets admits no new risk", () => {
  expect(replayFrame(view, createPaint(false)).line).toBe(
    "21:20:00 UTC  step 50 of 100  block 7,000 · BTC 110,000  [ATOM 3.3]  [DOT –] · " +
      "open interest $1,500,009  at risk 3  called 2  managed now 1  so far 4 · 300 trades  45 blocks/s  150 trades/s",
  );
});
