/**
 * The unit of work of the adversary: the episodes of one seed, and what was caught of each kind, shortened.
 *
 * @module
 */
import { type Caught, hunt } from "./hunt.ts";
import { type Script, scriptText } from "./script.ts";
import { shrink } from "./shrink.ts";

export interface Task {
  readonly seed: string;
  readonly episodes: number;
}
export interface Trophy extends Pick<Caught, "episode" | "find"> {
  readonly script: Script;
}
export interface TaskReport {
  readonly task: Task;
  readonly episodes: number;
  readonly blocks: number;
  readonly trophies: readonly Trophy[];
}

/** Plays the seed's episodes; of each kind of find the first is shortened. */
export function perform(task: Task): TaskReport {
  const { episodes, blocks, caught } = hunt(task.seed, task.episodes);
  const first = new Map(caught.toReversed().map((each) => [each.find.kind, each]));
  const trophies = [...first.values()].map(({ episode, find, script }) => ({
    episode,
    find,
    script: shrink(script, find.kind),
  }));
  return { task, episodes, blocks, trophies };
}

/** What people read of a find, and what to type to see it again. */
export const trophyText = ({ seed }: Task, { episode, find, script }: Trophy): string =>
  `${find.kind}: ${find.detail} (seed ${seed}, episode ${episode})\n${scriptText(script)}\n  to see it again: npx node packages/testkit/src/adversary.ts --script '${JSON.stringify(script)}'`;
