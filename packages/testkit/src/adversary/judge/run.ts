/**
 * One run of a script with everybody who judges it.
 *
 * @module
 */
import type { Script } from "../script.ts";
import { Stage } from "../stage/stage.ts";
import { GENESIS_MS } from "../world.ts";
import { Allowance } from "./allowance.ts";
import { Answers } from "./answers.ts";
import { CloseOuts } from "./closeOuts.ts";
import { Fairness } from "./fairness.ts";
import { Finds } from "./find.ts";
import { HouseRules } from "./house.ts";
import { Margins } from "./margins.ts";
import { Novelty } from "./novelty.ts";
import { Prices } from "./prices.ts";
import { Scrutinised } from "./scrutinised.ts";
import { Wealth } from "./wealth.ts";

export interface Run {
  readonly stage: Stage;
  readonly finds: Finds;
  readonly wealth: Wealth;
  readonly allowance: Allowance;
  readonly closeOuts: CloseOuts;
  readonly fairness: Fairness;
  readonly house: HouseRules;
  readonly prices: Prices;
  readonly answers: Answers;
  readonly novelty: Novelty;
  readonly startedMs: number;
}

/** Who judges: the plain judges, those two whose work is as much as the run's (auditor, restored house), or all of them. */
export type Scrutiny = "plain" | "audit" | "close";

/** Plays the script; an assertion of the house that fails is a find. Of a twin only what it is compared by is followed. */
export function play(script: Script, isTwin: boolean, scrutiny: Scrutiny = "plain"): Run {
  const finds = new Finds();
  const wealth = new Wealth();
  const allowance = new Allowance(wealth);
  const [fairness, closeOuts] = [new Fairness(), new CloseOuts()];
  const [answers, novelty] = [new Answers(), new Novelty()];
  const [house, prices] = [new HouseRules(finds), new Prices(finds)];
  const compared = [wealth, fairness, closeOuts, answers];
  const plain = isTwin ? compared : [...compared, allowance, house, prices, new Margins(finds), novelty];
  const observers = scrutiny === "audit" ? [] : plain;
  const stage =
    scrutiny === "plain"
      ? Stage.open(script.house, isTwin, observers)
      : Stage.openIn(new Scrutinised(script.house, finds), isTwin, observers);
  try {
    stage.play(script);
  } catch (error) {
    if (isTwin) throw error;
    finds.add("crash", error instanceof Error ? error.message : String(error));
  }
  return {
    stage,
    finds,
    wealth,
    allowance,
    closeOuts,
    fairness,
    house,
    prices,
    answers,
    novelty,
    startedMs: GENESIS_MS,
  };
}
