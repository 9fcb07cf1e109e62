/**
 * Shortens a script for as long as it still finds the same kind.
 *
 * @module
 */
import { playEpisode } from "./episode.ts";
import type { FindKind } from "./judge/find.ts";
import type { Script, Step } from "./script.ts";

/** Episodes that a shortening may cost. */
const PATIENCE = 160;

export function shrink(script: Script, kind: FindKind): Script {
  let shortest = script;
  let left = PATIENCE;
  const scrutiny = kind === "audit" || kind === "restart" ? "close" : "plain";
  const holds = (candidate: Script) => {
    left -= 1;
    return playEpisode(candidate, scrutiny).finds.some((find) => find.kind === kind);
  };
  for (let isShorter = true; isShorter && left > 0; ) {
    isShorter = false;
    for (const candidate of shorterThan(shortest)) {
      if (left <= 0) break;
      if (!holds(candidate)) continue;
      shortest = candidate;
      isShorter = true;
      break;
    }
  }
  return shortest;
}

/** Boldest first: without a step, without a move, with fewer repeats, with nothing special about a step. */
function* shorterThan({ house, steps }: Script): IterableIterator<Script> {
  const replaced = (at: number, ...next: readonly Step[]): Script => ({
    house,
    steps: [...steps.slice(0, at), ...next, ...steps.slice(at + 1)],
  });
  for (const at of steps.keys()) yield replaced(at);
  for (const [at, step] of steps.entries())
    for (const index of step.moves.keys())
      yield replaced(at, { ...step, moves: step.moves.filter((_, other) => other !== index) });
  for (const [at, step] of steps.entries()) {
    if (step.errand !== "none") yield replaced(at, { ...step, errand: "none" });
    if (step.truth !== "calm") yield replaced(at, { ...step, truth: "calm" });
    if (step.weather !== "fair") yield replaced(at, { ...step, weather: "fair" });
    if (step.times > 1) yield replaced(at, { ...step, times: step.times > 4 ? 4 : 1 });
    if (step.isFirst) yield replaced(at, { ...step, isFirst: false });
    if (step.time.ms !== 0) yield replaced(at, { ...step, time: { ...step.time, ms: 0 } });
    if (step.time.to !== "block") yield replaced(at, { ...step, time: { to: "block", ms: 0 } });
  }
}
