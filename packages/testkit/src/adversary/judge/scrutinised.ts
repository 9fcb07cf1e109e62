/**
 * A house from its genesis on under the two judges whose work is as much as the run's: the auditor follows every block, and a house
 * restored from rows answers some of them again.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { type Block, type BlockResult, Engine, type StateView } from "@novate/engine";
import { Auditor } from "../../auditor/auditor.ts";
import { AuditFailure } from "../../auditor/failure.ts";
import type { Playhouse } from "../stage/playhouse.ts";
import { GENESIS, type HouseName } from "../world.ts";
import type { Finds } from "./find.ts";

/** Blocks between two rebuilds: an odd number, so that no rhythm of a script hides one. */
const EVERY_BLOCKS = 7;

export class Scrutinised implements Playhouse {
  readonly #finds: Finds;
  readonly #engine: Engine;
  readonly #auditor: Auditor;
  #isBroken = false;

  constructor(house: HouseName, finds: Finds) {
    const { engine, result } = Engine.create(GENESIS[house]);
    this.#finds = finds;
    this.#engine = engine;
    this.#auditor = new Auditor(engine, result);
  }

  get state(): StateView {
    return this.#engine.state;
  }
  get house(): Engine["house"] {
    return this.#engine.house;
  }
  get height(): number {
    return this.#engine.height;
  }
  root(): Hex {
    return this.#engine.stateRoot;
  }

  apply(block: Block): BlockResult {
    const restored = block.height % EVERY_BLOCKS === 0 ? this.#restored() : null;
    const result = this.#engine.apply(block);
    // Outcomes never depend on what is derived: the same answer to the next block, to the root.
    if (restored !== null && restored.apply(block).stateRoot !== result.stateRoot)
      this.#finds.add("restart", `block ${block.height} has another root after a restart`);
    this.#audit(block, result);
    return result;
  }

  #restored(): Engine | null {
    const restored = Engine.restore(this.#engine.rows(), this.#engine.stateRoot);
    if (restored.ok) return restored.engine;
    this.#finds.add("restart", `the rows do not restore: ${restored.code}`);
    return null;
  }

  /** A broken rule is a find, the first that there is. */
  #audit({ transactions }: Block, result: BlockResult): void {
    if (this.#isBroken) return;
    try {
      this.#auditor.audit(transactions, result, this.#engine);
    } catch (failure) {
      if (!(failure instanceof AuditFailure)) throw failure;
      this.#isBroken = true;
      this.#finds.add("audit", failure.message);
    }
  }
}
