/**
 * `npm run adversary`: episodes of an adversary that plays against the house with a goal, on every core.
 *
 * Ends with 1 if any episode ends with a reward beyond declared market risk, and says how to see it again.
 *
 * @module
 */
import { Worker } from "node:worker_threads";
import { playEpisode } from "./adversary/episode.ts";
import { readOptions } from "./adversary/options.ts";
import { type Script, scriptText } from "./adversary/script.ts";
import { type Task, type TaskReport, trophyText } from "./adversary/task.ts";

/** Hands out the seeds to the threads until none is left. */
async function playAll(tasks: readonly Task[], workers: number, say: (text: string) => void): Promise<TaskReport[]> {
  const queue = [...tasks];
  const reports: TaskReport[] = [];
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL("./adversary/worker.ts", import.meta.url));
      const next = () => {
        const task = queue.shift();
        if (task !== undefined) worker.postMessage(task);
        else void worker.terminate().then(() => resolve());
      };
      worker.on("message", (report: TaskReport) => {
        reports.push(report);
        say(`seed ${report.task.seed}: ${report.episodes} episodes, ${report.trophies.length} kinds of find`);
        for (const trophy of report.trophies) console.error(trophyText(report.task, trophy));
        next();
      });
      worker.on("error", reject);
      next();
    });
  await Promise.all(Array.from({ length: Math.min(workers, tasks.length) }, work));
  return reports;
}

function showScript(script: Script): number {
  const { finds, blocks, stateRoot } = playEpisode(script);
  console.log(`${scriptText(script)}\n${blocks} blocks, root ${stateRoot}`);
  for (const { kind, detail } of finds) console.log(`${kind}: ${detail}`);
  return finds.length;
}

const { tasks, workers, json, script } = readOptions(process.argv.slice(2));
if (script !== null) process.exitCode = showScript(JSON.parse(script) as Script) === 0 ? 0 : 1;
else {
  const startedMs = performance.now();
  const reports = await playAll(tasks, workers, (text) => (json ? undefined : console.log(text)));
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  const episodes = reports.reduce((sum, report) => sum + report.episodes, 0);
  const found = reports.flatMap(({ task, trophies }) => trophies.map((trophy) => ({ ...trophy, seed: task.seed })));
  if (json) console.log(JSON.stringify({ episodes, found, seconds }));
  else console.log(`${episodes} episodes in ${seconds} s, finds: ${found.length}`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
