/**
 * Guards to switch off whose absence takes a patience that hardly a drawn script has: a test plays the script that shows it.
 *
 * @module
 */
import type { Bug } from "../../canary/bugs.ts";

export const STAGED: readonly Bug[] = [
  {
    name: "a lone source is reached to for ever",
    file: "engine/src/oracle/judgeSources.ts",
    find: "return judged.timeMs - apartSinceMs <= LONE_REACH_MS || !isLone(judged, source);",
    replace: "return judged.timeMs >= apartSinceMs || !isLone(judged, source);",
  },
];
