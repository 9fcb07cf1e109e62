/**
 * Draws steps and scripts: a world that goes on as it was for a while, and moves in it.
 *
 * @module
 */
import type { Dice } from "../../dice.ts";
import type { Move, Script, Step, Time, Truth, Weather } from "../script.ts";
import { ETH_FEED, FUND } from "../world.ts";
import { drawLie, drawMove, drawMoves, drawOpening, drawSpecks, drawWayBack } from "./moves.ts";
import { drawRuin } from "./ruin.ts";

export const STEPS_AT_MOST = 9;
/** How often the weather and the course of prices are what they were in the step before. */
const PERSISTENCE = 0.5;

export const time = (dice: Dice): Time => ({
  to: dice.weighted<Time["to"]>([
    [10, "block"],
    [3, "median"],
    [6, "minute"],
    [1, "stale"],
    [0.3, "staleSurface"],
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
  if (to === "day" || to === "week" || to === "notice" || to === "staleSurface") return 1;
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

/** What most of a script has in common: an attack is patient in one thing. */
interface Mood {
  readonly truth: Truth | null;
  readonly weather: Weather | null;
  readonly errand: Step["errand"];
  /** A move that comes again and again. */
  readonly move: Move | null;
  readonly times: Step["times"] | null;
  /** A silence is used once it has outlasted what was said before. */
  readonly isPatient: boolean;
}
function drawMood(dice: Dice, opening: readonly Move[]): Mood {
  const move = dice.chance(0.45) ? drawOfficeMove(dice, opening) : null;
  const silence = move === null || dice.chance(0.2) ? null : silenceFor(move);
  return {
    truth: silence !== null && dice.chance(0.7) ? "calm" : dice.chance(0.35) ? truth(dice) : null,
    weather: silence ?? (dice.chance(0.35) ? weather(dice) : null),
    isPatient: silence !== null && dice.chance(0.8),
    errand: dice.chance(0.15) || move?.do === "propose" ? "list" : "none",
    move,
    times: dice.chance(0.3) ? dice.pick([2, 4, 8]) : null,
  };
}

/** Who is patient trades, withdraws or proposes; or it holds the office of a publisher. */
function drawOfficeMove(dice: Dice, [first]: readonly Move[]): Move {
  if (first?.do === "trade" && dice.chance(0.2)) return drawWayBack(dice, first);
  return dice.chance(0.35) ? drawLie(dice) : drawMove(dice);
}

/** A lie is best told, and a speck holds best, while honest sources say nothing of the same thing. */
function silenceFor(move: Move): Weather | null {
  if (move.do === "surface") return "volSilent";
  if (move.do === "say") return move.feedId === ETH_FEED ? "ethSilent" : "outage";
  return move.do === "deposit" && move.assetId === FUND ? "fundSilent" : null;
}
/** How often a step is in the script's mood. */
const MOODY = 0.6;

function inMood(dice: Dice, step: Step, mood: Mood): Step {
  const isMoody = () => dice.chance(MOODY);
  const isShort = step.time.to === "block" || step.time.to === "median" || step.time.to === "minute";
  return {
    ...step,
    truth: mood.truth !== null && isMoody() ? mood.truth : step.truth,
    weather: mood.weather !== null && isMoody() ? mood.weather : step.weather,
    errand: mood.errand !== "none" && isMoody() ? mood.errand : step.errand,
    times: mood.times !== null && isShort && isMoody() ? mood.times : step.times,
    moves: mood.move !== null && isMoody() ? [...step.moves, mood.move] : step.moves,
  };
}

/** Until what honest sources said before their silence counts no more. */
const outlasting = (silence: Weather | null): Time => ({
  to: silence === "volSilent" ? "staleSurface" : "stale",
  ms: 1,
});

/** How often a script begins with a ruin. */
const RUINS = 0.1;

export function drawScript(dice: Dice): Script {
  const steps: Step[] = [];
  const opening = [...drawOpening(dice), ...drawSpecks(dice)];
  const mood = drawMood(dice, opening);
  if (dice.chance(RUINS)) steps.push(...drawRuin(dice));
  for (let count = dice.int(3, STEPS_AT_MOST); count > 0; count -= 1) {
    const drawn = inMood(dice, drawStep(dice), mood);
    const isWait = mood.isPatient && steps.length === 1;
    const step: Step = isWait ? { ...drawn, time: outlasting(mood.weather), times: 1, weather: mood.weather! } : drawn;
    const last = steps.at(-1);
    if (last === undefined) steps.push({ ...step, moves: opening });
    else {
      steps.push({
        ...step,
        truth: dice.chance(PERSISTENCE) ? last.truth : step.truth,
        weather: !isWait && dice.chance(PERSISTENCE) ? last.weather : step.weather,
      });
    }
  }
  return { house: dice.chance(0.7) ? "rich" : "bare", steps };
}
