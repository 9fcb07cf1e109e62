/**
 * Outcomes never depend on what is derived: a house restored from its rows answers the next block the same, to the root.
 *
 * @module
 */
import { type Block, type BlockResult, Engine } from "@novate/engine";
import type { Observer, Stage } from "../stage/stage.ts";
import type { Finds } from "./find.ts";

/** Blocks between two rebuilds: an odd number, so that no rhythm of a script hides one. */
const EVERY_BLOCKS = 7;

export class Rebuilt implements Observer {
  readonly #finds: Finds;
  #twin: Engine | null = null;

  constructor(finds: Finds) {
    this.#finds = finds;
  }

  before({ engine, blocks }: Stage): void {
    if (blocks % EVERY_BLOCKS !== 0) return;
    const restored = Engine.restore(engine.rows(), engine.stateRoot);
    if (restored.ok) this.#twin = restored.engine;
    else this.#finds.add("restart", `the rows do not restore: ${restored.code}`);
  }

  after(_: Stage, block: Block, { stateRoot, height }: BlockResult): void {
    if (this.#twin === null) return;
    const twin = this.#twin.apply(block);
    this.#twin = null;
    if (twin.stateRoot !== stateRoot) this.#finds.add("restart", `block ${height} has another root after a restart`);
  }
}
