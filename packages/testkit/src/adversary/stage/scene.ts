/**
 * What a move sees of a run: committed rows, true prices, and what was said before.
 *
 * @module
 */
import type { Engine, StateView } from "@novate/engine";
import type { Memory } from "../moves/memory.ts";
import type { Values } from "./values.ts";

export interface Scene {
  readonly engine: Engine;
  readonly state: StateView;
  readonly values: Values;
  readonly memory: Memory;
  readonly timeMs: number;
}
