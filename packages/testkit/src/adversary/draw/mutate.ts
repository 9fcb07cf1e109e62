/**
 * Changes scripts that proved to be worth it.
 *
 * @module
 */
import type { Dice } from "../../dice.ts";
import type { Move, Script, Step } from "../script.ts";
import { drawMove, drawMoves, instrument, price, size } from "./moves.ts";
import { drawStep, STEPS_AT_MOST, time, times, truth, weather } from "./steps.ts";

/** Other moves in the same world: its twin run is known already. */
export function restage(dice: Dice, { house, steps }: Script): Script {
  return { house, steps: steps.map((step) => ({ ...step, moves: drawMoves(dice), isFirst: dice.chance(0.3) })) };
}

/** One to three changes: a step or a move added, left out, drawn anew, said again, or taken from another script. */
export function mutate(dice: Dice, script: Script, other: Script): Script {
  let { steps } = script;
  for (let count = dice.int(1, 3); count > 0; count -= 1) steps = changed(dice, steps, other);
  return { house: script.house, steps: steps.length === 0 ? [drawStep(dice)] : steps.slice(0, STEPS_AT_MOST + 4) };
}

function changed(dice: Dice, steps: readonly Step[], other: Script): Step[] {
  const at = dice.int(0, Math.max(0, steps.length - 1));
  const step = steps[at] ?? drawStep(dice);
  const replaced = (next: Step) => steps.map((each, index) => (index === at ? next : each));
  return dice.weighted<() => Step[]>([
    [3, () => [...steps.slice(0, at), drawStep(dice), ...steps.slice(at)]],
    [2, () => steps.filter((_, index) => index !== at)],
    [3, () => replaced({ ...step, moves: [...step.moves, drawMove(dice)] })],
    [1, () => replaced({ ...step, moves: step.moves.slice(1) })],
    [2, () => replaced({ ...step, time: time(dice) })],
    [2, () => replaced({ ...step, truth: truth(dice) })],
    [1, () => replaced({ ...step, weather: weather(dice) })],
    [1, () => replaced({ ...step, times: times(dice, step.time) })],
    [1, () => [...steps.slice(0, at), step, ...steps.slice(at)]],
    [1, () => [...steps.slice(0, at), ...other.steps.slice(dice.int(0, Math.max(0, other.steps.length - 1)))]],
    [
      2,
      () => replaced({ ...step, moves: step.moves.map((move) => (move.do === "trade" ? retold(dice, move) : move)) }),
    ],
  ])();
}

const retold = (dice: Dice, move: Extract<Move, { do: "trade" }>): Move =>
  dice.pick<Move>([
    { ...move, price: price(dice) },
    { ...move, size: size(dice) },
    { ...move, buyer: move.seller, seller: move.buyer },
    { ...move, instrument: instrument(dice) },
  ]);
