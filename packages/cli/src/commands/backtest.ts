/**
 * `novate backtest`: margin methods over years of prices, side by side.
 *
 * @module
 */
import { writeFile } from "node:fs/promises";
import { type BacktestResult, errorOf, METHODS, runBacktestCommand } from "@novate/backtest";
import type { AddCommand } from "../shared/command.ts";
import { UsageError } from "../shared/failure.ts";
import { addOutputFlags, type OutputFlags, print } from "../shared/output.ts";
import type { Io } from "../terminal/io.ts";
import { pooledPage, rowsPage } from "./backtestPages.ts";

interface Flags extends OutputFlags {
  readonly methods?: string;
  readonly coverage?: string;
  readonly mporHours?: string;
  readonly trainingDays?: string;
  readonly freshDays?: string;
  readonly from?: string;
  readonly to?: string;
  readonly report?: string;
}

export const addBacktest: AddCommand = (program, io) => {
  addOutputFlags(program.command("backtest"))
    .argument(
      "[histories...]",
      "bundled ones such as BTC-hourly, or paths of CSV files, one history a symbol; BTC, ETH and SOL unless named",
    )
    .option("--methods <names>", `some of ${METHODS.map(({ name }) => name).join(",")}`)
    .option("--coverage <fraction>", "wanted share of periods without a breach, such as 0.995")
    .option("--mpor-hours <n>", "margin period of risk")
    .option("--training-days <n>", "days at the start that only teach")
    .option("--fresh-days <n>", "judge ours on listings of so many days as well, cut from every history, such as 25")
    .option("--from <date>", "judge only what starts at or after, such as 2021-01-01")
    .option("--to <date>", "and ends at or before")
    .option("--report <file>", "write the page with its plots: one HTML file that opens offline")
    .action((histories: string[], flags: Flags) => backtest(histories, flags, io));
};

async function backtest(histories: readonly string[], flags: Flags, io: Io): Promise<void> {
  const { methods, report, output, ...options } = flags;
  if (io.isTerminal) io.err("reading years of prices…\n");
  const result = await runBacktestCommand({
    histories,
    ...options,
    ...(methods !== undefined && { methods: methods.split(",") }),
  });
  if (report !== undefined) await writeReport(report, result.html());
  const page = () => [rowsPage(result), pooledPage(result), result.verdicts.map(verdictText).join("")].join("\n");
  print(resultJson(result), { output }, io, { page, records: ({ rows }) => rows });
  if (report !== undefined) io.err(`wrote ${report}\n`);
  if (result.refused.length > 0) throw errorOf(result.refused);
}

async function writeReport(file: string, html: string): Promise<void> {
  await writeFile(file, html).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError("ReportUnwritable", `${file} cannot be written (${cause.code ?? cause.message})`);
  });
}

const resultJson = ({ rows, pooled, fresh, goals, verdicts, refused }: BacktestResult) => ({
  rows,
  pooled,
  fresh,
  goals,
  verdicts: verdicts.map(verdictJson),
  refused: refused.map(({ history, error: { code, line, message } }) => ({ history, code, line, message })),
});

type Verdict = BacktestResult["verdicts"][number];

const verdictJson = ({ history, ours, coversStorms, isCheaper, isCalmer }: Verdict) => ({
  history,
  covers: ours.covers,
  coversStorms,
  isCheaper,
  isCalmer,
});

const verdictText = ({ history, ours, coversStorms, isCheaper, isCalmer }: Verdict): string =>
  `${history}: novate ${ours.covers ? "covers" : "does not cover"}, ${stormText(coversStorms)}; ` +
  `${isCheaper ? "every static rule that covers costs more" : "a static rule that covers costs as much or less"}, ` +
  `${isCalmer ? "every moving one rises more" : "a moving one rises as much or less"} in five days\n`;

const stormText = (coversStorms: boolean | null): string =>
  coversStorms === null ? "without a storm" : coversStorms ? "in storms too" : "not in its storms";
