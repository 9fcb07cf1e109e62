/**
 * One seeded history under audit: blocks made up, applied, judged, and the house rebuilt along the way.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import { type Block, type BlockResult, Engine, prepareTransaction } from "@novate/engine";
import { Auditor } from "../auditor/auditor.ts";
import { Workload } from "../workload/workload.ts";
import { verifyToySignature } from "../world/cast.ts";
import { worldGenesis } from "../world/genesis.ts";
import { type Variety, varietyOf } from "../world/variety.ts";
import { checkTwin, twinsOf } from "./twins.ts";

/** Blocks between two rebuilds of the house. */
const CHECKPOINT_BLOCKS = 150;
/** Blocks for which a rebuilt house is then led along. */
const TWIN_BLOCKS = 12;
/** What is rebuilt too when it first happens: a house in the midst of an exit, or between the two ends of a segment. */
const TURNS: ReadonlySet<Event["type"]> = new Set([
  "VaultExitShown",
  "ExitAssetShown",
  "ExitBooked",
  "ExitCharged",
  "WindUpBegun",
  "SegmentWoundUp",
]);

export interface TrialReport {
  readonly operations: number;
  readonly blocks: number;
  readonly events: number;
  readonly stateRoot: string;
  /** How often each kind of event happened. */
  readonly eventCounts: ReadonlyMap<string, number>;
}

/** A trial that ended badly: where, and why. */
export class TrialFailure extends Error {
  override readonly name = "TrialFailure";
  readonly seed: string;
  readonly height: number;
  readonly operations: number;

  constructor(seed: string, height: number, operations: number, cause: unknown) {
    super(`seed ${seed}, block ${height}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.seed = seed;
    this.height = height;
    this.operations = operations;
  }
}

/** Runs at least `operations` transactions of the seed. Throws {@link TrialFailure} at the first rule that is broken. */
export function runTrial(seed: string, operations: number, variety: Variety = varietyOf(seed)): TrialReport {
  const trial = new Trial(seed, variety);
  while (trial.operations < operations) trial.step();
  return trial.finish();
}

export class Trial {
  readonly #seed: string;
  readonly #engine: Engine;
  readonly #auditor: Auditor;
  readonly #workload: Workload;
  readonly #log: Event[] = [];
  readonly #counts = new Map<string, number>();
  #twins: Engine[] = [];
  #twinsUntil = 0;
  #operations = 0;

  constructor(seed: string, variety: Variety = varietyOf(seed)) {
    const { engine, result } = Engine.create(worldGenesis(variety));
    this.#seed = seed;
    this.#engine = engine;
    this.#auditor = new Auditor(engine, result);
    this.#workload = new Workload(seed, variety);
    this.#log.push(...result.events);
  }

  get operations(): number {
    return this.#operations;
  }

  get engine(): Engine {
    return this.#engine;
  }

  /** One block. */
  step(): BlockResult {
    const { height, timeMs, transactions } = this.#workload.next(this.#engine);
    try {
      const prepared = transactions.map((bytes) => prepareTransaction(bytes, verifyToySignature));
      return this.#apply({ height, timeMs, transactions: prepared });
    } catch (cause) {
      throw new TrialFailure(this.#seed, height, this.#operations, cause);
    }
  }

  #apply(block: Block): BlockResult {
    const result = this.#engine.apply(block);
    this.#workload.follow(this.#engine, result.events);
    this.#auditor.audit(block.transactions, result, this.#engine);
    for (const twin of this.#twins) checkTwin(this.#engine, twin, block, result);
    this.#operations += block.transactions.length;
    this.#log.push(...result.events);
    const isTurn = result.events.some(({ type }) => TURNS.has(type) && !this.#counts.has(type));
    for (const { type } of result.events) this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1);
    if (block.height >= this.#twinsUntil) this.#twins = [];
    if (isTurn || block.height % CHECKPOINT_BLOCKS === 0) this.#checkpoint();
    return result;
  }

  #checkpoint(): void {
    this.#auditor.auditEverything(this.#engine);
    this.#twins = twinsOf(this.#engine, this.#log);
    this.#twinsUntil = this.#engine.height + TWIN_BLOCKS;
  }

  finish(): TrialReport {
    this.#checkpoint();
    return {
      operations: this.#operations,
      blocks: this.#engine.height,
      events: this.#log.length,
      stateRoot: this.#engine.stateRoot,
      eventCounts: this.#counts,
    };
  }
}
