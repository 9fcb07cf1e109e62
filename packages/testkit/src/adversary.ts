/**
 * `npm run adversary`: episodes of an adversary that plays against the house with a goal, on every core.
 *
 * Ends with 1 if any episode ends with a reward beyond declared market risk, and says how to see it again.
 *
 * @module
 */
import { Worker } from "node:worker_threads";
import { playEpisode } from "./adversary/episode.ts";
import { type AdversaryOptions, readOptions } from "./adversary/options.ts";
import { FAULTS } from "./adversary/planted/faults.ts";
import { release } from "./adversary/planted/release.ts";
import { type Script, scriptText } from "./adversary/script.ts";
import { type Task, type TaskReport, trophyText } from "./adversary/task.ts";

/** Megabytes: rows of an episode die young, and are then hardly ever copied. */
const YOUNG = { maxYoungGenerationSizeMb: 64 };

/** Hands out the seeds to the threads until none is left. */
async function playAll(tasks: readonly Task[], workers: number, say: (text: string) => void): Promise<TaskReport[]> {
  const queue = [...tasks];
  const reports: TaskReport[] = [];
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL("./adversary/worker.ts", import.meta.url), { resourceLimits: YOUNG });
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
  const { finds, blocks, house } = playEpisode(script);
  console.log(`${scriptText(script)}\n${blocks} blocks, root ${house.root()}`);
  for (const { kind, detail } of finds) console.log(`${kind}: ${detail}`);
  return finds.length;
}

/** Every guard switched off in turn; the count of those that nobody noticed. */
async function playPlanted({ base, episodes, workers, only, part: { part, of } }: AdversaryOptions): Promise<number> {
  const faults = FAULTS.filter(({ name }, index) => index % of === part && name.includes(only));
  const queue = [...faults];
  let missed = 0;
  const work = async () => {
    for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
      const { name, found, played } = await release(fault, base, episodes);
      if (found === null) missed += 1;
      const how =
        found === null
          ? `not found in ${played}`
          : `${found.find.kind} after ${found.episode} episodes, seed ${found.seed}`;
      console.log(`${name}: ${how}`);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  console.log(`${faults.length - missed} of ${faults.length} planted faults found`);
  return missed;
}

const options = readOptions(process.argv.slice(2));
const { tasks, workers, json, script, isPlanted } = options;
if (script !== null) process.exitCode = showScript(JSON.parse(script) as Script) === 0 ? 0 : 1;
else if (isPlanted) process.exitCode = (await playPlanted(options)) === 0 ? 0 : 1;
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
