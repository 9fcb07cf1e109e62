/**
 * Plays episodes of one seed: fresh scripts, and changes of those that reached something new or a better reward.
 *
 * @module
 */
import { Dice } from "../dice.ts";
import { mutate, restage } from "./draw/mutate.ts";
import { drawScript } from "./draw/steps.ts";
import { audit, playEpisode, Twins } from "./episode.ts";
import type { Find } from "./judge/find.ts";
import type { Script } from "./script.ts";

/** Scripts that are kept to be changed. */
const KEPT_AT_MOST = 200;
/** How often a script is drawn anew, and how often only its moves are. */
const [FRESH, RESTAGED] = [0.3, 0.6];
/** A reward must grow by this much to be worth keeping. */
const BETTER = 1.05;

export interface Caught {
  readonly seed: string;
  readonly episode: number;
  readonly script: Script;
  readonly find: Find;
}
export interface Haul {
  readonly seed: string;
  readonly episodes: number;
  readonly blocks: number;
  readonly keys: number;
  readonly caught: readonly Caught[];
}

/** Ends early once `isEnough` of what was caught. */
export function hunt(
  seed: string,
  episodes: number,
  isEnough: (caught: readonly Caught[]) => boolean = () => false,
): Haul {
  const dice = new Dice(seed);
  const seen = new Set<string>();
  const twins = new Twins();
  const kept: Script[] = [];
  const caught: Caught[] = [];
  const best = new Map<string, number>();
  let blocks = 0;
  let played = 0;
  while (played < episodes && !isEnough(caught)) {
    const script = next(dice, kept);
    const episode = playEpisode(script, "plain", twins);
    played += 1;
    blocks += episode.blocks;
    for (const find of episode.finds) caught.push({ seed, episode: played, script, find });
    const isNew = [...episode.keys].some((key) => !seen.has(key));
    for (const key of episode.keys) seen.add(key);
    const better = [...episode.scores].filter(([reward, score]) => score > BETTER * (best.get(reward) ?? 0));
    for (const [reward, score] of better) best.set(reward, score);
    const isKept = isNew || better.length > 0;
    if (!isKept) continue;
    for (const find of audit(script, episode.house.root())) caught.push({ seed, episode: played, script, find });
    if (kept.length < KEPT_AT_MOST) kept.push(script);
    else kept[dice.int(0, KEPT_AT_MOST - 1)] = script;
  }
  return { seed, episodes: played, blocks, keys: seen.size, caught };
}

function next(dice: Dice, kept: readonly Script[]): Script {
  if (kept.length === 0 || dice.chance(FRESH)) return drawScript(dice);
  const script = dice.pick(kept);
  return dice.chance(RESTAGED) ? restage(dice, script) : mutate(dice, script, dice.pick(kept));
}
