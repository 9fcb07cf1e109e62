/**
 * `novate backtest`: margin methods over years of prices, side by side.
 *
 * @module
 */
import { writeFile } from "node:fs/promises";
import { type BacktestResult, errorOf, METHODS, runBacktestCommand } from "@novate/backtest";
import type { AddCommand } from "../shared/command.ts";
import { UsageError } from "../shared/failure.ts";
import { percent } from "../terminal/figures.ts";
import type { Io } from "../terminal/io.ts";
import { tableLines } from "../terminal/table.ts";

interface Flags {
  readonly methods?: string;
  readonly coverage?: string;
  readonly mporHours?: string;
  readonly trainingDays?: string;
  readonly from?: string;
  readonly to?: string;
  readonly report?: string;
  readonly json?: true;
}

export const addBacktest: AddCommand = (program, io) => {
  program
    .command("backtest")
    .description(
      "Judge margin methods by years of prices: coverage, its tests, cost, procyclicality. 2 if a history cannot be judged; the others are.",
    )
    .argument(
      "[histories...]",
      "bundled ones such as BTC-hourly, or paths of CSV files, one history a symbol; BTC, ETH and SOL unless named",
    )
    .option("--methods <names>", `some of ${METHODS.map(({ name }) => name).join(",")}`)
    .option("--coverage <fraction>", "wanted share of periods without a breach, such as 0.995")
    .option("--mpor-hours <n>", "margin period of risk")
    .option("--training-days <n>", "days at the start that only teach")
    .option("--from <date>", "judge only what starts at or after, such as 2021-01-01")
    .option("--to <date>", "and ends at or before")
    .option("--report <file>", "write the page with its plots: one HTML file that opens offline")
    .option("--json", "print JSON")
    .action((histories: string[], flags: Flags) => backtest(histories, flags, io));
};

async function backtest(histories: readonly string[], flags: Flags, io: Io): Promise<void> {
  const { methods, report, json, ...options } = flags;
  if (io.isTerminal) io.err("reading years of prices…\n");
  const result = await runBacktestCommand({
    histories,
    ...options,
    ...(methods !== undefined && { methods: methods.split(",") }),
  });
  if (report !== undefined) await writeReport(report, result.html());
  if (json === true) io.out(`${JSON.stringify(resultJson(result))}\n`);
  else io.out(`${rowsPage(result)}\n${result.verdicts.map(verdictText).join("")}`);
  if (report !== undefined) io.err(`wrote ${report}\n`);
  if (result.refused.length > 0) throw errorOf(result.refused);
}

async function writeReport(file: string, html: string): Promise<void> {
  await writeFile(file, html).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError("ReportUnwritable", `${file} cannot be written (${cause.code ?? cause.message})`);
  });
}

const resultJson = ({ rows, verdicts, refused }: BacktestResult) => ({
  rows,
  verdicts: verdicts.map(verdictJson),
  refused: refused.map(({ history, error: { code, line, message } }) => ({ history, code, line, message })),
});

type Verdict = BacktestResult["verdicts"][number];

const verdictJson = ({ history, ours, isCheaper, isCalmer }: Verdict) => ({
  history,
  covers: ours.covers,
  isCheaper,
  isCalmer,
});

const verdictText = ({ history, ours, isCheaper, isCalmer }: Verdict): string =>
  `${history}: novate ${ours.covers ? "covers" : "does not cover"}, costs ${isCheaper ? "less" : "no less"} than every static ` +
  `rule that covers, and rises ${isCalmer ? "less" : "no less"} in five days than every moving one\n`;

const rowsPage = ({ rows }: BacktestResult): string =>
  tableLines(
    [
      ["HISTORY", "left"],
      ["METHOD", "left"],
      ["COVERAGE", "right"],
      ["BREACHES", "right"],
      ["KUPIEC P", "right"],
      ["CHRISTOFFERSEN P", "right"],
      ["AVERAGE MARGIN", "right"],
      ["PEAK / TROUGH", "right"],
      ["5-DAY RISE", "right"],
    ],
    rows.map((row) => [
      row.history,
      row.method,
      percent(row.coverage, 3),
      `${row.breaches} of ${row.observations}`,
      row.kupiecP.toFixed(3),
      row.christoffersenP.toFixed(3),
      percent(row.averageMargin),
      row.peakToTrough.toFixed(2),
      percent(row.maxRise5d, 1),
    ]),
  );
