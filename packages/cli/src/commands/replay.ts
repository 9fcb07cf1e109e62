/**
 * `novate replay`: a tape through the engine in memory, as fast as it goes.
 *
 * @module
 */
import { clock, replayTape, reportToJson, reportToPage } from "@novate/lab";
import { Admission } from "@novate/node";
import type { AddCommand } from "../shared/command.ts";
import { addEvmFlag, chooseChains, type EvmFlag } from "../shared/localChains.ts";
import { addOutputFlags, type OutputFlags, print } from "../shared/output.ts";
import { addReplayFlags, loadCut, type ReplayFlags } from "../shared/replayFlags.ts";
import { grouped } from "../terminal/figures.ts";
import { folded } from "../terminal/fold.ts";
import type { Io } from "../terminal/io.ts";

interface Flags extends ReplayFlags, EvmFlag, OutputFlags {
  readonly vaults?: true;
}

/** On a terminal, how often the line that says how far it is may change. */
const PROGRESS_EVERY_MS = 200;

export const addReplay: AddCommand = (program, io) => {
  addOutputFlags(addEvmFlag(addReplayFlags(program.command("replay"))))
    .argument("<tape>", "a bundled tape such as 2025-10-10, or the path of one")
    .option("--vaults", "let assets lie in vaults on two chains of one's own; anvil's random hashes change the root")
    .action((tape: string, flags: Flags) => replay(tape, flags, io));
};

async function replay(nameOrPath: string, flags: Flags, io: Io): Promise<void> {
  const tape = await loadCut(nameOrPath, flags);
  const admission = new Admission();
  const showProgress = progressLine(tape.steps.length, io);
  try {
    const report = await replayTape({
      tape,
      seed: flags.seed,
      preparer: admission,
      signal: io.stopped,
      ...(flags.vaults === true && { startChain: chooseChains(flags, io.err) }),
      onBlock: ({ timeMs }, step) => showProgress(timeMs, step),
    });
    if (io.isTerminal) io.err("\r\x1b[2K");
    print(reportToJson(report), flags, io, { page: () => `${folded(reportToPage(report), io.pageColumns)}\n` });
  } finally {
    await admission.close();
  }
}

function progressLine(stepCount: number, io: Io): (timeMs: number, step: number) => void {
  let shownAt = 0;
  return (timeMs, step) => {
    const now = performance.now();
    if (!io.isTerminal || now - shownAt < PROGRESS_EVERY_MS) return;
    shownAt = now;
    io.err(`\r\x1b[2K${clock(timeMs)} UTC, step ${grouped(step + 1)} of ${grouped(stepCount)}`);
  };
}
