/**
 * Draws steps and scripts: a world that goes on as it was for a while, and moves in it.
 *
 * @module
 */
import type { Dice } from "../../dice.ts";
import type { Script, Step, Time, Truth, Weather } from "../script.ts";
import { drawMoves, drawOpening } from "./moves.ts";

export const STEPS_AT_MOST = 9;
/** How often the weather and the course of prices are what they were in the step before. */
const PERSISTENCE = 0.5;

export const time = (dice: Dice): Time => ({
  to: dice.weighted<Time["to"]>([
    [10, "block"],
    [3, "median"],
    [6, "minute"],
    [1, "stale"],
    [1.5, "window"],
    [1.5, "expiry"],
    [2, "cycle"],
    [2, "hour"],
    [0.3, "day"],
    [0.1, "week"],
    [0.2, "notice"],
  ]),
  ms: dice.weighted<Time["ms"]>([
    [4, 0],
    [1, 1],
    [1, -1],
  ]),
});

/** Long waits are not repeated often: an episode is some milliseconds. */
export function times(dice: Dice, { to }: Time): Step["times"] {
  if (to === "day" || to === "week" || to === "notice") return 1;
  if (to === "cycle" || to === "hour") return dice.pick([1, 2, 4]);
  return dice.weighted<Step["times"]>([
    [6, 1],
    [3, 2],
    [2, 4],
    [1.5, 8],
    [1, 20],
  ]);
}

export const truth = (dice: Dice): Truth =>
  dice.weighted<Truth>([
    [5, "calm"],
    [2, "up"],
    [3, "down"],
    [1, "jumpUp"],
    [1, "jumpDown"],
    [0.8, "crash"],
    [0.6, "wick"],
  ]);

export const weather = (dice: Dice): Weather =>
  dice.weighted<Weather>([
    [8, "fair"],
    [2, "fundSilent"],
    [1.5, "volSilent"],
    [1, "ethSilent"],
    [0.5, "dollarSilent"],
    [1, "apart"],
    [1, "outage"],
  ]);

export function drawStep(dice: Dice): Step {
  const at = time(dice);
  const moves = drawMoves(dice);
  const errand = dice.weighted<Step["errand"]>([
    [20, "none"],
    [1, "tighten"],
    [1, "list"],
  ]);
  return {
    time: at,
    times: times(dice, at),
    truth: truth(dice),
    weather: weather(dice),
    errand,
    isFirst: dice.chance(0.3),
    moves,
  };
}

export function drawScript(dice: Dice): Script {
  const steps: Step[] = [];
  for (let count = dice.int(3, STEPS_AT_MOST); count > 0; count -= 1) {
    const step = drawStep(dice);
    const last = steps.at(-1);
    if (last === undefined) steps.push({ ...step, moves: drawOpening(dice) });
    else {
      steps.push({
        ...step,
        truth: dice.chance(PERSISTENCE) ? last.truth : step.truth,
        weather: dice.chance(PERSISTENCE) ? last.weather : step.weather,
      });
    }
  }
  return { house: dice.chance(0.7) ? "rich" : "bare", steps };
}
