/** Goal: rows, losses and options to the number; the goal of the house on real prices. Method: hand-made histories. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DAY_MS, HOUR_MS } from "@novate/num";
import { afterAll, describe, expect, test } from "vitest";
import { errorOf, runBacktestCommand } from "../command.ts";
import { loadHistory } from "../history/load.ts";
import { lossesOf } from "../history/losses.ts";
import { methodsNamed } from "../method/methods.ts";
import { historyOf, START_MS, walk } from "../testing/sample.ts";
import { defaultMporHours, runBacktest, traceBacktest } from "./run.ts";

describe("FCST-081: periods", () => {
  test("back to back, long and short, none across a hole", () => {
    const whole = historyOf([100, 110, 99, 99, 198, 99]);
    const points = whole.points.filter((_, index) => index !== 3);
    expect(
      lossesOf({ ...whole, points }, HOUR_MS, START_MS).map(({ index, move }) => [index, +move.toFixed(12)]),
    ).toStrictEqual([
      [0, 0.1],
      [1, -0.1],
      [3, -0.5],
    ]);
    expect(lossesOf(whole, 2 * HOUR_MS, START_MS).map(({ index, loss }) => [index, +loss.toFixed(12)])).toStrictEqual([
      [0, 0.01],
      [2, 1],
    ]);
  });
});

test("FCST-051: a row counts what was lost beyond what was required", () => {
  const prices = [100, 100, 104, 104, 93.6, 93.6, 102.96];
  const [row] = runBacktest({
    history: historyOf(prices),
    methods: methodsNamed(["fixed-5%"]),
    mporHours: 1,
    trainingDays: 0,
  });
  expect(row).toMatchObject({
    underlying: "SAMPLE",
    method: "fixed-5%",
    observations: 6,
    breaches: 2,
    breachesLong: 1,
    breachesShort: 1,
    covers: false,
    maxRise5d: 0,
    peakToTrough: 1,
  });
  expect(row!.averageMargin).toBeCloseTo(0.05, 12);
  expect(row!.coverage).toBeCloseTo(4 / 6, 12);
  expect(row!.worstBreach).toBeCloseTo(0.05, 12);
  expect(row!.meanBreach).toBeCloseTo(0.05, 12);
});

describe("FCST-052: options", () => {
  const history = historyOf(walk(1, 24 * 20));
  const methods = methodsNamed(["fixed-5%"]);

  test("four hours on hourly bars, a day on daily ones", async () => {
    expect(defaultMporHours(history)).toBe(4);
    expect(defaultMporHours(await loadHistory("BTC-daily"))).toBe(24);
    expect(runBacktest({ history, methods, trainingDays: 10 })[0]!.observations).toBe(59);
  });

  test("FCST-082: training, from and to bound what is judged", () => {
    const [trace] = traceBacktest({
      history,
      methods,
      mporHours: 1,
      trainingDays: 1,
      fromMs: START_MS + 2 * DAY_MS,
      toMs: START_MS + 3 * DAY_MS,
    });
    expect(trace!.row).toMatchObject({ observations: 24, fromMs: START_MS + 2 * DAY_MS, toMs: START_MS + 3 * DAY_MS });
  });

  test.each<[string, Parameters<typeof runBacktest>[0]]>([
    ["nothing left after training", { history, methods }],
    ["half an hour on hourly bars", { history, methods, mporHours: 0.5, trainingDays: 1 }],
    ["a coverage of one", { history, methods, coverage: 1, trainingDays: 1 }],
    ["negative training", { history, methods, trainingDays: -1 }],
  ])("%s is refused", (_, options) => {
    expect(() => runBacktest(options)).toThrow(/OptionMalformed/);
  });

  test.each([
    [{ coverage: "99.5%" }, /coverage "99.5%" is no number/],
    [{ mporHours: "-4" }, /mporHours "-4"/],
    [{ from: "10/10/2025" }, /from "10\/10\/2025" is no date/],
    [{ to: "2025-13-01" }, /is no date/],
    [{ methods: ["best"] }, /no method "best"/],
    [{ histories: ["DOGE2"] }, /HistoryNotFound/],
  ])("as typed: %j is refused", async (command, message) => {
    await expect(runBacktestCommand({ histories: ["BTC-gemini"], trainingDays: "30", ...command })).rejects.toThrow(
      message,
    );
  });
});

describe("FCST-087: what cannot be judged stands beside what can", () => {
  const folder = mkdtempSync(join(tmpdir(), "backtest-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, ["ts_ms,close", ...lines].join("\n"));
    return path;
  };
  const bars = (prices: readonly number[]) => prices.map((price, hour) => `${START_MS + hour * HOUR_MS},${price}`);
  const sound = put("SOUND.csv", bars(walk(1, 24 * 10)));
  const terms = { trainingDays: "2", methods: ["fixed-5%", "novate"] };

  test("a missing, a torn, a short and a wrongly barred history are named, the sound one is judged", async () => {
    const histories = [
      join(folder, "NONE.csv"),
      put("TORN.csv", ["1,2,3"]),
      sound,
      put("SHORT.csv", bars(walk(2, 24))),
      put("BARS.csv", [...bars(walk(3, 24 * 5)), `${START_MS + 24 * 5 * HOUR_MS + 7},100`]),
      folder,
    ];
    const { rows, verdicts, refused, html } = await runBacktestCommand({ ...terms, histories });
    expect(rows.map(({ history }) => history)).toEqual(["SOUND", "SOUND"]);
    expect(verdicts).toHaveLength(1);
    expect(html()).toContain("SOUND");
    expect(refused.map(({ history, error }) => [basename(history), error.code])).toEqual([
      ["NONE.csv", "HistoryNotFound"],
      [basename(histories[1]!), "CellCountWrong"],
      ["SHORT", "OptionMalformed"],
      ["BARS", "TimeOffGrid"],
      [basename(folder), "HistoryNotFound"],
    ]);
    expect(errorOf(refused).message).toMatch(/^HistoriesRefused: 5 could not be judged: .*SHORT \(OptionMalformed/);
  });

  test("a figure that is no number refuses its method on its history, by its name", async () => {
    const still = put("STILL.csv", bars(Array.from({ length: 240 }, () => 1)));
    const asked = { trainingDays: "2", methods: ["fixed-5%", "historical-var"], histories: [still] };
    const { rows, refused } = await runBacktestCommand(asked);
    expect(rows.map(({ method }) => method)).toEqual(["fixed-5%"]);
    expect(refused).toMatchObject([{ history: "STILL", error: { code: "FigureNotFinite" } }]);
    expect(refused[0]!.error.message).toMatch(/peakToTrough of historical-var on STILL/);
  });

  test("nothing to judge is an error, its own where there is one", async () => {
    const none = join(folder, "NONE.csv");
    await expect(runBacktestCommand({ histories: [none] })).rejects.toThrow(/^HistoryNotFound/);
    await expect(runBacktestCommand({ histories: [none, none] })).rejects.toThrow(/^HistoriesRefused: 2/);
  });
});

test("FCST-097: what is charged is 0.8 of the house's own range, whatever period it is judged over", () => {
  const history = historyOf(walk(1, 24 * 90));
  const judge = (mporHours: number) =>
    runBacktest({ history, methods: methodsNamed(["novate-charged"]), mporHours, trainingDays: 70 })[0]!;
  expect(judge(4).averageMargin).toBeCloseTo(judge(24).averageMargin, 3);
  expect(judge(4)).toMatchObject({ family: "charged" });
  expect(judge(4).averageMargin).toBeGreaterThanOrEqual(0.8 * 0.04);
});

describe("the page", () => {
  test("is one file that asks for nothing, the same each time", async () => {
    const command = {
      histories: ["BTC-gemini"],
      trainingDays: "30",
      methods: ["novate", "fixed-5%", "filtered-historical"],
    };
    const result = await runBacktestCommand(command);
    const page = result.html();
    expect(result.rows.map(({ method }) => method)).toStrictEqual(command.methods);
    expect(page).not.toMatch(/https?:|<script|@import|url\(|NaN|undefined|Infinity/);
    expect(page.match(/<svg/g)!.length).toBeGreaterThanOrEqual(4);
    expect(page.match(/<svg/g)!.length).toBe(page.match(/<\/svg>/g)!.length);
    expect(page).toMatch(/prefers-color-scheme: dark/);
    expect(page.match(/class="breach"/g)!.length).toBeGreaterThanOrEqual(result.rows[0]!.breaches);
    expect((await runBacktestCommand(command)).html()).toBe(page);
  });
});
