/**
 * What a move sees of a run: committed rows, true prices, and what was said before.
 *
 * @module
 */
import type { StateView } from "@novate/engine";
import type { Memory } from "../moves/memory.ts";
import type { Playhouse } from "./playhouse.ts";
import type { Values } from "./values.ts";

export interface Scene {
  readonly engine: Playhouse;
  readonly state: StateView;
  readonly values: Values;
  readonly memory: Memory;
  readonly timeMs: number;
}
