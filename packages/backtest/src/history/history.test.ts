/** Goal: a history is read whole or refused by name. Method: one fault a row; every bundled history opened. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { HOUR_MS } from "@novate/num";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { historyOf } from "../testing/sample.ts";
import { HistoryError } from "./error.ts";
import { listHistories, loadHistory } from "./load.ts";
import { packHistory, unpackHistory } from "./packed.ts";
import { readHistoriesCsv } from "./readCsv.ts";

const NAME = { name: "x", underlying: "X", source: "made up" };
const OPEN = 1_600_000_000_000;
const row = (hour: number, close: string) => `${OPEN + hour * HOUR_MS},1,${close}`;
const HEAD = "ts_ms,open,close";
const good = [HEAD, row(0, "100"), row(1, "101.5"), row(2, "99"), row(5, "98")];
/** The histories of a text, or the error of the first that is none. */
const allOf = (text: string) =>
  readHistoriesCsv(text, NAME).map((outcome) => {
    if ("error" in outcome) throw outcome.error;
    return outcome.history;
  });
const oneOf = (text: string) => allOf(text)[0]!;
const folder = mkdtempSync(join(tmpdir(), "histories-"));
afterAll(() => rmSync(folder, { recursive: true }));

function refusalOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof HistoryError) return `${error.code}:${error.line}`;
    throw error;
  }
  return "accepted";
}

describe("FCST-055: CSV", () => {
  test("FCST-083: closes stand at the end of their bars; gaps are reported", () => {
    const { points, intervalMs, gaps } = oneOf(good.join("\n"));
    expect(intervalMs).toBe(HOUR_MS);
    expect(points[1]).toStrictEqual({ timeMs: OPEN + 2 * HOUR_MS, price: 101.5 });
    expect(gaps).toStrictEqual([{ fromMs: OPEN + 3 * HOUR_MS, toMs: OPEN + 6 * HOUR_MS, missingBars: 2 }]);
  });

  test.each<[string, string[], string]>([
    ["an empty file", [""], "HeaderWrong:1"],
    ["no column of times", ["time,open,close", ...good.slice(1)], "HeaderWrong:1"],
    ["no column of closes", ["ts_ms,open,last", ...good.slice(1)], "HeaderWrong:1"],
    ["a column twice", ["ts_ms,close,close", ...good.slice(1)], "ColumnRepeated:1"],
    ["a cell too few", [...good, "1,2"], "CellCountWrong:6"],
    ["an empty line inside", [HEAD, "", ...good.slice(1)], "CellCountWrong:2"],
    ["a time that is no number", [HEAD, "yesterday,1,2"], "TimeMalformed:2"],
    ["seconds for milliseconds", [HEAD, "1600000000,1,2"], "TimeMalformed:2"],
    ["microseconds for milliseconds", [HEAD, "1600000000000000,1,2"], "TimeMalformed:2"],
    ["the same time twice", [...good, row(5, "97")], "TimeNotIncreasing:6"],
    ["a time that goes back", [...good, row(4, "97")], "TimeNotIncreasing:6"],
    ["a step that is no multiple of the bar", [...good, `${OPEN + 6 * HOUR_MS + 1},1,97`], "TimeOffGrid:6"],
    ["NaN", [...good, row(6, "NaN")], "PriceMalformed:6"],
    ["an empty price", [...good, row(6, "")], "PriceMalformed:6"],
    ["a price with a comma of thousands", [...good, row(6, '"1 000"')], "PriceMalformed:6"],
    ["zero", [...good, row(6, "0.0")], "PriceNotPositive:6"],
    ["a negative price", [...good, row(6, "-3")], "PriceNotPositive:6"],
    ["too few rows", good.slice(0, 3), "HistoryTooShort:0"],
  ])("%s is refused", (_, lines, expected) => {
    expect(refusalOf(() => allOf(lines.join("\n")))).toBe(expected);
  });

  test("Windows line ends and a byte order mark are read", () => {
    expect(oneOf(`\uFEFF${good.join("\r\n")}\r\n`).points).toHaveLength(4);
  });
});

describe("FCST-084: a tape of several markets", () => {
  const bar = (hour: number, venue: string, symbol: string, close: string) =>
    `${OPEN + hour * HOUR_MS},${venue},${symbol},${close}`;
  const tape = ["ts_ms,venue,symbol,close"];
  for (const [market, price] of [
    ["a,BTC-USD", 100],
    ["b,BTC-USD", 101],
    ["b,ETH-USD", 5],
  ] as const)
    for (const hour of [0, 1, 2])
      tape.push(bar(hour, ...(market.split(",") as [string, string]), String(price + hour)));

  test("is one history a market, named by venue and symbol", () => {
    const histories = allOf(tape.join("\n"));
    expect(histories.map(({ name, underlying }) => [name, underlying])).toEqual([
      ["x a BTC-USD", "BTC-USD"],
      ["x b BTC-USD", "BTC-USD"],
      ["x b ETH-USD", "ETH-USD"],
    ]);
    expect(histories[2]!.points.map(({ price }) => price)).toEqual([5, 6, 7]);
  });

  test("of one market keeps the name of the file, and may be sorted by time", () => {
    expect(allOf(tape.slice(0, 4).join("\n")).map(({ name }) => name)).toEqual(["x"]);
    const sorted = [tape[0], ...tape.slice(1).sort()].join("\n");
    expect(allOf(sorted).map(({ points }) => points.length)).toEqual([3, 3, 3]);
  });

  test.each([
    ["TimeNotIncreasing at line 11", [bar(2, "b", "ETH-USD", "7")]],
    ["PriceMalformed at line 11", [bar(3, "b", "ETH-USD", "much"), bar(4, "b", "ETH-USD", "more")]],
    ["HistoryTooShort", [bar(0, "b", "SOL-USD", "1")]],
    ["TimeOffGrid at line 11", [`${OPEN + 3 * HOUR_MS + 1},b,ETH-USD,7`]],
  ])("a market with a fault, %s, is refused alone", (message, lines) => {
    const outcomes = readHistoriesCsv([...tape, ...lines].join("\n"), NAME);
    const [errors, sound] = [
      outcomes.flatMap((outcome) => ("error" in outcome ? [outcome] : [])),
      outcomes.flatMap((outcome) => ("history" in outcome ? [outcome.name] : [])),
    ];
    expect(errors.map(({ error }) => error.message.split(":")[0])).toEqual([message]);
    expect(errors[0]!.name).toMatch(/^x b (ETH|SOL)-USD$/);
    expect(sound.slice(0, 2)).toEqual(["x a BTC-USD", "x b BTC-USD"]);
  });

  test("a row that names no market refuses the file by its line", () => {
    expect(refusalOf(() => readHistoriesCsv([...tape, "1,2"].join("\n"), NAME))).toBe("CellCountWrong:11");
  });
});

describe("FCST-055: files", () => {
  const put = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const codeOf = (path: string) =>
    loadHistory(path).then(
      () => "accepted",
      (error: HistoryError) => error.code,
    );

  test("plain and gzipped files are the same; the underlying is named by the file", async () => {
    const text = good.join("\n");
    const plain = await loadHistory(put("ADAUSDT_1h.csv", text));
    const packed = await loadHistory(put("ADAUSDT_1h.csv.gz", gzipSync(text)));
    expect(plain.underlying).toBe("ADA");
    expect(packed.points).toStrictEqual(plain.points);
  });

  test("no file, a torn one and one that is no text are refused", async () => {
    const whole = gzipSync(good.join("\n"));
    expect(await codeOf(join(folder, "none.csv"))).toBe("HistoryNotFound");
    expect(await codeOf(put("torn.csv.gz", whole.subarray(0, 40)))).toBe("CompressionBroken");
    expect(await codeOf(put("bytes.csv", new Uint8Array([0xff, 0xfe, 0x00])))).toBe("TextMalformed");
  });
});

describe("the packed form", () => {
  test("gives back every time and every price to the tick", () => {
    const prices = fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 3, maxLength: 50 });
    fc.assert(
      fc.property(prices, fc.integer({ min: 1, max: 40 }), (ticks, hole) => {
        const whole = historyOf(ticks.map((tick) => tick / 100));
        const points = whole.points.map((point, index) =>
          index < 2 ? point : { ...point, timeMs: point.timeMs + hole * HOUR_MS },
        );
        const history = ticks.length > 4 ? { ...whole, points } : whole;
        const back = unpackHistory(packHistory(history, 100));
        expect(back.points).toStrictEqual(history.points);
      }),
    );
  });

  test.each([
    ["not JSON", "{"],
    ["another format", '{"format":"novate-history-2"}'],
    ["nothing", "null"],
    ["ticks that are no numbers", packHistory(historyOf([1, 2, 3]), 1).replace('"ticks":[1', '"ticks":["1"')],
    ["a price that falls to zero", packHistory(historyOf([1, 2, 3]), 1).replace('"ticks":[1,1,1]', '"ticks":[1,1,-2]')],
    ["a bar of no length", packHistory(historyOf([1, 2, 3]), 1).replace('"intervalMs":3600000', '"intervalMs":0')],
  ])("%s is refused", (_, text) => {
    expect(refusalOf(() => unpackHistory(text))).toBe("NotAHistory:0");
  });
});

test("every bundled history opens, with gaps where SOURCE.md says", async () => {
  const names = await listHistories();
  expect(names).toHaveLength(17);
  for (const name of names) expect((await loadHistory(name)).points.length).toBeGreaterThan(1_600);
  const { gaps, points } = await loadHistory("BTC");
  expect(points).toHaveLength(35_752);
  expect(gaps.filter(({ missingBars }) => missingBars > 24)).toHaveLength(4);
});
