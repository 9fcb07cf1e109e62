/** Goal: a terminal is written over and a log is not; incidents are told once. Method: captured text. */
import type { Event } from "@novate/codec";
import type { BlockResult } from "@novate/engine";
import { MINUTE_MS } from "@novate/num";
import { expect, test } from "vitest";
import { createBoard } from "./board.ts";
import { createIncidents } from "./incidents.ts";
import { boardLines } from "./replayBoard.ts";

function boardOn(isTerminal: boolean) {
  const written: string[] = [];
  const board = createBoard({ err: (text) => void written.push(text), isTerminal, columns: 12 });
  return { board, written };
}

test("a terminal's board is erased before it is drawn again, and said lines stay above it", () => {
  const { board, written } = boardOn(true);
  board.show(["one", "a line that is too long"]);
  board.say("news");
  board.show(["two"]);
  board.clear();
  expect(written).toEqual([
    "one\na line that\n",
    "\x1b[2A\x1b[0Jnews\none\na line that\n",
    "\x1b[2A\x1b[0Jtwo\n",
    "\x1b[1A\x1b[0J",
  ]);
});

test("a log gets plain lines, and no more than one board at a time", () => {
  const { board, written } = boardOn(false);
  expect(board.isDue()).toBe(true);
  board.show(["one", "two"]);
  expect(board.isDue()).toBe(false);
  board.say("news");
  board.clear();
  expect(written).toEqual(["one · two\n", "news\n"]);
});

const managed = { type: "AccountManaged" } as Event; // nothing else of it is read
const block = (timeMs: number, count: number): BlockResult => ({
  height: 1,
  timeMs,
  stateRoot: "0x",
  receipts: [],
  events: Array.from({ length: count }, () => managed),
  changes: [],
});

test("the first managed account is told at once, later ones a minute at a time", () => {
  const incidents = createIncidents();
  const told = [
    [20 * MINUTE_MS, 0],
    [21 * MINUTE_MS + 5_000, 1],
    [21 * MINUTE_MS + 10_000, 2],
    [21 * MINUTE_MS + 55_000, 1],
    [22 * MINUTE_MS, 0],
    [23 * MINUTE_MS, 0],
  ].map(([timeMs, count]) => incidents.take(block(timeMs!, count!)));
  expect(told).toEqual([
    undefined,
    "00:21:05  1 account managed",
    undefined,
    undefined,
    "00:21     3 accounts managed",
    undefined,
  ]);
});

test("the board tells clock, prices, risk and pace; a restricted market stands in brackets", () => {
  const pulse = {
    timeMs: Date.UTC(2025, 9, 10, 21, 20),
    height: 7,
    prices: [
      { name: "BTC", index: 11_000_000_000_000n, isOpen: true },
      { name: "ATOM", index: 330_000_000n, isOpen: false },
      { name: "DOT", index: 0n, isOpen: false },
    ],
    openInterestAtoms: 1_500_000_000_000n,
    atRisk: 3,
    managed: 1,
    fundAtoms: 2_250_000_000_000n,
  };
  expect(
    boardLines(pulse, { step: 49, stepCount: 100, elapsedMs: 2_000, blocks: 90, trades: 300, managedSoFar: 4 }),
  ).toEqual([
    "21:20:00 UTC  50 %  block 7",
    "BTC 110,000  [ATOM 3.3]  [DOT –]",
    "open interest $1,500,000  at risk 3  managed 1 of 4  fund $2,250,000",
    "300 trades  45 blocks/s  150 trades/s",
  ]);
});
