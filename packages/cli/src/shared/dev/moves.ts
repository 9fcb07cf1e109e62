/**
 * How prices of a house to play with move, step by step: a random walk of a seed, the recorded day's own moves, or not at all.
 *
 * @module
 */
import { loadTape, middlesOf } from "@novate/lab";
import type { MovesName } from "./flags.ts";

/** From prices to the next ones, by the underlying's name; in any unit. */
export type Moves = (prices: ReadonlyMap<string, bigint>) => Map<string, bigint>;

/** Of a step, at most: about 60 % a year. */
const STEP_PPM = 180;
const TAPE = "2025-10-10";

/** Numbers below `bound` from a seed: a linear congruence, which is good enough for a walk. */
export function dice(seed: string): (bound: number) => number {
  let state = 0;
  for (const letter of seed) state = (Math.imul(state, 31) + letter.charCodeAt(0)) >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

export const stepOf = (value: bigint, roll: (bound: number) => number): bigint =>
  value + (value * BigInt(roll(2 * STEP_PPM + 1) - STEP_PPM)) / 1_000_000n;

export async function movesOf(name: MovesName, seed: string): Promise<Moves> {
  if (name === "flat") return (prices) => new Map(prices);
  return name === "tape" ? tapeMoves() : walk(seed);
}

function walk(seed: string): Moves {
  const roll = dice(seed);
  return (prices) => new Map([...prices].map(([name, value]) => [name, stepOf(value, roll)]));
}

/** Each step moves as the recorded one did, wherever the price stands; after the day's end it begins again. */
async function tapeMoves(): Promise<Moves> {
  const tape = await loadTape(TAPE);
  const recorded = tape.steps.map((step) => new Map(middlesOf(tape, step)));
  const last = new Map<string, bigint>();
  let at = 0;
  return (prices) => {
    const now = recorded[at % recorded.length]!; // a tape has a step
    if (at % recorded.length === 0) last.clear();
    at += 1;
    return new Map(
      [...prices].map(([name, value]) => {
        const [before, after] = [last.get(name), now.get(name)];
        if (after !== undefined) last.set(name, after);
        return [name, before === undefined || after === undefined ? value : (value * after) / before];
      }),
    );
  };
}
