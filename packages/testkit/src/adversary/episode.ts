/**
 * An episode: a script played with the adversary's moves and without them, and what is made of the difference.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { Find } from "./judge/find.ts";
import { play, type Scrutiny } from "./judge/run.ts";
import { judge, type Outcome, outcomeOf, type Verdict } from "./judge/verdict.ts";
import type { Script } from "./script.ts";
import type { Playhouse } from "./stage/playhouse.ts";

export interface Episode extends Verdict {
  readonly keys: ReadonlySet<string>;
  readonly blocks: number;
  /** As the run left it. */
  readonly house: Playhouse;
}

/** The outcomes of twin runs by their world: scripts that differ in moves alone share one. */
export class Twins {
  readonly #limit: number;
  readonly #outcomes = new Map<string, Outcome>();

  constructor(limit = 256) {
    this.#limit = limit;
  }

  of(script: Script): Outcome {
    const world = script.steps.map(({ time, times, truth, weather, errand }) => [time, times, truth, weather, errand]);
    const key = JSON.stringify([script.house, world]);
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const outcome = outcomeOf(play(script, true));
    const [oldest] = this.#outcomes.keys();
    if (this.#outcomes.size >= this.#limit && oldest !== undefined) this.#outcomes.delete(oldest);
    this.#outcomes.set(key, outcome);
    return outcome;
  }
}

/** What the auditor and restored houses say of a script. */
export function audit(script: Script, stateRoot: Hex): readonly Find[] {
  const { finds, stage } = play(script, false, "audit");
  if (stage.engine.root() !== stateRoot) finds.add("restart", "a house that was open already ends with another root");
  return finds.all;
}

/** The same script gives the same episode, to the last root. */
export function playEpisode(script: Script, scrutiny: Scrutiny = "close", twins = new Twins(1)): Episode {
  const run = play(script, false, scrutiny);
  const twin = twins.of(script);
  return {
    ...judge(run, twin),
    keys: run.novelty.keys,
    blocks: run.stage.blocks,
    house: run.stage.engine,
  };
}
