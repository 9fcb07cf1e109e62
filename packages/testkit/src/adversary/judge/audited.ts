/**
 * The auditor as one who follows a run: a broken rule is a find.
 *
 * @module
 */
import type { Block, BlockResult, Engine } from "@novate/engine";
import { Auditor } from "../../auditor/auditor.ts";
import { AuditFailure } from "../../auditor/failure.ts";
import type { Observer, Stage } from "../stage/stage.ts";
import type { Finds } from "./find.ts";

export class Audited implements Observer {
  readonly #auditor: Auditor;
  readonly #finds: Finds;
  #isBroken = false;

  constructor(finds: Finds, engine: Engine, genesis: BlockResult) {
    this.#finds = finds;
    this.#auditor = new Auditor(engine, genesis);
  }

  before(): void {}

  after({ engine }: Stage, { transactions }: Block, result: BlockResult): void {
    if (this.#isBroken) return;
    try {
      this.#auditor.audit(transactions, result, engine);
    } catch (failure) {
      if (!(failure instanceof AuditFailure)) throw failure;
      this.#isBroken = true;
      this.#finds.add("audit", failure.message);
    }
  }
}
