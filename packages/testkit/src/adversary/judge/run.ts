/**
 * One run of a script with everybody who judges it.
 *
 * @module
 */
import type { Script } from "../script.ts";
import { type Observer, Stage } from "../stage/stage.ts";
import { GENESIS_MS } from "../world.ts";
import { Allowance } from "./allowance.ts";
import { Answers } from "./answers.ts";
import { Fairness } from "./fairness.ts";
import { Finds } from "./find.ts";
import { HouseRules } from "./house.ts";
import { Novelty } from "./novelty.ts";
import { Prices } from "./prices.ts";
import { Wealth } from "./wealth.ts";

export interface Run {
  readonly stage: Stage;
  readonly finds: Finds;
  readonly wealth: Wealth;
  readonly allowance: Allowance;
  readonly fairness: Fairness;
  readonly house: HouseRules;
  readonly prices: Prices;
  readonly answers: Answers;
  readonly novelty: Novelty;
  readonly startedMs: number;
}

/** Plays the script; an assertion of the house that fails is a find. */
export function play(
  script: Script,
  isTwin: boolean,
  more: (stage: () => Stage) => readonly Observer[] = () => [],
): Run {
  const finds = new Finds();
  const wealth = new Wealth();
  const allowance = new Allowance(wealth);
  const fairness = new Fairness();
  const house = new HouseRules(finds);
  const prices = new Prices(finds);
  const answers = new Answers();
  const novelty = new Novelty();
  const stage: Stage = new Stage(script.house, isTwin, () => [
    wealth,
    allowance,
    fairness,
    house,
    prices,
    answers,
    novelty,
    ...more(() => stage),
  ]);
  try {
    stage.play(script);
  } catch (error) {
    if (isTwin) throw error;
    finds.add("crash", error instanceof Error ? error.message : String(error));
  }
  return { stage, finds, wealth, allowance, fairness, house, prices, answers, novelty, startedMs: GENESIS_MS };
}
