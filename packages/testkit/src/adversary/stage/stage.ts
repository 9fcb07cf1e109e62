/**
 * One run of a script: a house of its own, block by block, with the adversary's moves or without them.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import type { Block, StateView } from "@novate/engine";
import { UncommittedHouse } from "@novate/engine/testing";
import { MINUTE_MS } from "@novate/num";
import { errandOf, habitsOf } from "../moves/honest/habits.ts";
import { prologue } from "../moves/honest/prologue.ts";
import { asksOf } from "../moves/index.ts";
import { Memory } from "../moves/memory.ts";
import { HONEST_PUBLISHERS, OWN_PUBLISHER, publisherKey } from "../roles.ts";
import type { Script, Step, Weather } from "../script.ts";
import { GENESIS, GENESIS_MS, type HouseName, SEGMENT } from "../world.ts";
import { strideTo, targetOf } from "./clock.ts";
import type { Played, Playhouse } from "./playhouse.ts";
import type { Scene } from "./scene.ts";
import { type Ask, Sealer } from "./sealed.ts";
import { Truth } from "./truth.ts";
import { Values } from "./values.ts";
import { honestWords, type Lie, ownWords } from "./words.ts";

/** Whoever follows a run. */
export interface Observer {
  /** Before the block: the state as it stands, true prices as they were. */
  before(stage: Stage): void;
  after(stage: Stage, block: Block, played: Played): void;
}

/** A step that asks for nothing: honest people go on. */
const REST: Step = {
  time: { to: "median", ms: 0 },
  times: 1,
  truth: "calm",
  weather: "fair",
  errand: "none",
  isFirst: false,
  moves: [],
};
const [OPENING_BLOCKS, CLOSING_BLOCKS] = [2, 5];
/** How far a lie at the edge of the band lies: five σ of a minute. */
const BAND = 0.004;
/** Blocks that an episode may last, however its script waits. */
const BLOCKS_AT_MOST = 32;

/** What else than the house a run goes on from. */
interface Props {
  readonly truth: Truth;
  readonly values: Values;
  readonly memory: Memory;
  readonly sealer: Sealer;
}
function newProps(): Props {
  const truth = new Truth();
  return { truth, values: new Values(truth), memory: new Memory(), sealer: new Sealer() };
}

/** Houses after their opening, each played once in a process: a run begins with a copy. */
const opened = new Map<HouseName, { readonly stage: Stage; readonly engine: UncommittedHouse }>();

export class Stage implements Scene {
  readonly truth: Truth;
  readonly values: Values;
  readonly memory: Memory;
  readonly engine: Playhouse;
  readonly isTwin: boolean;
  readonly #observers: readonly Observer[];
  readonly #sealer: Sealer;
  #weather: Weather = "fair";
  #surfaceMs = 0;
  #blocks = 0;
  #isClosing = false;
  readonly #maintenance = new Map<number, number>();

  private constructor(engine: Playhouse, props: Props, isTwin: boolean, observers: readonly Observer[]) {
    this.engine = engine;
    this.truth = props.truth;
    this.values = props.values;
    this.memory = props.memory;
    this.#sealer = props.sealer;
    this.isTwin = isTwin;
    this.#observers = observers;
  }

  /** A house that is open already. `isTwin`: the same world, without the adversary's moves. */
  static open(house: HouseName, isTwin: boolean, observers: readonly Observer[]): Stage {
    const first = opened.get(house) ?? openedOf(house);
    opened.set(house, first);
    return first.stage.#copy(first.engine.fork(), isTwin, observers);
  }

  /** The same, from the genesis on. */
  static openIn(engine: Playhouse, isTwin = false, observers: readonly Observer[] = []): Stage {
    const stage = new Stage(engine, newProps(), isTwin, []);
    stage.#begin();
    return observers.length === 0 ? stage : stage.#copy(engine, isTwin, observers);
  }

  #copy(engine: Playhouse, isTwin: boolean, observers: readonly Observer[]): Stage {
    const truth = this.truth.copy();
    const props = { truth, values: this.values.copy(truth), memory: this.memory.copy(), sealer: this.#sealer.copy() };
    const stage = new Stage(engine, props, isTwin, observers);
    [stage.#surfaceMs, stage.#blocks] = [this.#surfaceMs, this.#blocks];
    return stage;
  }

  get state(): StateView {
    return this.engine.state;
  }
  get timeMs(): number {
    return this.state.house.get(0)!.timeMs;
  }
  get weather(): Weather {
    return this.#weather;
  }
  get blocks(): number {
    return this.#blocks;
  }

  /** Dollars of maintenance margin at the block's own prices; taken once a block, whoever asks. */
  maintenanceOf(account: AccountRow): number {
    if (account.positions.length === 0) return 0;
    const known = this.#maintenance.get(account.accountId);
    if (known !== undefined) return known;
    const margin = Number(this.engine.house.margin.requirement(this.state, account).maintenanceMargin) / 1e6;
    this.#maintenance.set(account.accountId, margin);
    return margin;
  }

  /** Honest people begin: they take their positions, and an order is given and taken back. */
  #begin(): void {
    for (let index = 0; index < OPENING_BLOCKS; index += 1)
      this.#block(GENESIS_MS + (index + 1) * 20_000, REST, true, () => []);
    this.#block(this.timeMs + 1_000, REST, true, () => prologue(this, "give"));
    this.#block(this.timeMs + 1_000, REST, true, () => prologue(this, "take"));
  }

  /** Plays the whole script; honest people end it. */
  play({ steps }: Pick<Script, "steps">): void {
    for (const observer of this.#observers) observer.before(this);
    this.#show({ height: this.engine.height, timeMs: this.timeMs, transactions: [] }, { receipts: [], events: [] });
    for (const step of steps) this.#step(step);
    this.#isClosing = true;
    for (let index = 0; index < CLOSING_BLOCKS; index += 1) this.#step(REST);
  }

  #step(step: Step): void {
    const windowMs = this.state.segments.get(SEGMENT)!.parameters.clearing.expiryWindowMs;
    for (let count = 0; count < step.times; count += 1) {
      const targetMs = targetOf(this.state, step.time, this.timeMs);
      for (;;) {
        if (this.#blocks >= BLOCKS_AT_MOST && !this.#isClosing) return;
        const timeMs = strideTo(targetMs, this.timeMs, windowMs);
        const isThere = timeMs === targetMs;
        if (!isThere) this.#block(timeMs, { ...REST, weather: step.weather }, false, () => []);
        else {
          this.#block(timeMs, step, count === 0, () => (this.isTwin ? [] : asksOf(this, step, timeMs)));
          break;
        }
      }
    }
  }

  #block(timeMs: number, step: Step, isFirst: boolean, acts: () => readonly Ask[]): void {
    for (const observer of this.#observers) observer.before(this);
    this.#weather = step.weather;
    this.truth.step(step.truth, isFirst);
    const errands = isFirst ? errandOf(this, step.errand) : [];
    const honest = [...habitsOf(this, timeMs), ...errands];
    const own = acts();
    const asks = [...this.#words(step, timeMs), ...(step.isFirst ? [...own, ...honest] : [...honest, ...own])];
    const transactions = asks.map((ask) => this.#sealer.seal(this.state, ask, timeMs));
    const block = { height: this.engine.height + 1, timeMs, transactions };
    const played = this.engine.apply(block);
    this.#blocks += 1;
    this.values.sample(this.state, timeMs);
    this.#show(block, played);
  }

  #show(block: Block, played: Played): void {
    this.#maintenance.clear();
    for (const observer of this.#observers) observer.after(this, block, played);
  }

  #words({ weather, moves, isFirst }: Step, timeMs: number): Ask[] {
    const withSurface = timeMs - this.#surfaceMs >= MINUTE_MS / 2;
    if (withSurface && weather !== "outage") this.#surfaceMs = timeMs;
    const honest: Ask[] = [];
    for (const publisherId of HONEST_PUBLISHERS) {
      const command = honestWords(publisherId, this.truth, weather, timeMs, withSurface);
      if (command !== null) honest.push({ command, signer: publisherKey(publisherId) });
    }
    const lies = this.isTwin ? [] : moves.filter((move): move is Lie => move.do === "say" || move.do === "surface");
    if (lies.length === 0 && weather !== "fair") return honest;
    const command = ownWords(OWN_PUBLISHER, this.truth, lies, timeMs, BAND);
    const own: Ask = { command, signer: publisherKey(OWN_PUBLISHER) };
    return isFirst ? [own, ...honest] : [...honest, own];
  }
}

function openedOf(house: HouseName): { readonly stage: Stage; readonly engine: UncommittedHouse } {
  const engine = UncommittedHouse.create(GENESIS[house]);
  return { stage: Stage.openIn(engine), engine };
}
