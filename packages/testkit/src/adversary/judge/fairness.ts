/**
 * Nobody in good standing by every honest price loses by the house's act.
 *
 * Good standing: equity at each true price of the last minute (since any was heard), and at every honest source's, covers the least
 * maintenance margin that the same positions had lately; so neither a bent price nor a bent requirement may bring anybody under
 * management. A margin that the house asked at a price since passed is scaled to the true one; and by what a rise adds that was
 * announced in time.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import type { Block, StateView } from "@novate/engine";
import { isOwn, nameOf } from "../roles.ts";
import type { Played } from "../stage/playhouse.ts";
import type { Observer, Stage } from "../stage/stage.ts";
import { APART, isSilent } from "../stage/words.ts";
import { BTC_FEED, ETH_FEED, SEGMENT } from "../world.ts";
import { NOTICE_MS, Notices, type Ranges, rangesOf } from "./notices.ts";

const [E6, E8] = [1e6, 1e8];
/** Margins that are remembered of an account. */
const MEMORY = 16;
const SPAN_MS = 60_000;
/** How near a price is to be called the same. */
const NEAR = 0.01;
/** Ether moves more than bitcoin by this part of a move. */
const BETA_SLACK = 1.1;

interface Ask {
  readonly timeMs: number;
  readonly margin: number;
  /** The house's bitcoin price then, to which the margin belongs. */
  readonly price: number;
  readonly positions: string;
  readonly ranges: Ranges;
}

/** Somebody was taken with more equity than the margin that fair prices ask. */
export interface Taken {
  readonly accountId: number;
  readonly equity: number;
  readonly margin: number;
  /** What the house asks now; less than that, and it was the requirement that rose without notice. */
  readonly asked: number;
}

export class Fairness implements Observer {
  readonly #notices = new Notices();
  readonly #asks = new Map<number, readonly Ask[]>();
  #truths: { readonly timeMs: number; readonly price: number }[] = [];
  #before: readonly AccountRow[] = [];
  #heardAtMs = 0;
  #apartAtMs = Number.NEGATIVE_INFINITY;
  /** Bystanders that came under management, rightly or not. */
  readonly managed = new Set<number>();
  /** Those of them who were in good standing. */
  readonly taken: Taken[] = [];

  before({ state }: Stage): void {
    this.#before = [...state.accounts.values()].filter(isBystander);
  }

  after(stage: Stage, _: Block, { events }: Played): void {
    const { timeMs, weather, state } = stage;
    if (weather === "apart") this.#apartAtMs = timeMs;
    if (![BTC_FEED, ETH_FEED].some((feedId) => isSilent(weather, feedId))) this.#heardAtMs = timeMs;
    this.#truths = this.#truths.filter((truth) => truth.timeMs >= this.#heardAtMs - SPAN_MS);
    this.#truths.push({ timeMs, price: stage.truth.of(BTC_FEED) });
    this.#notices.follow(stage, { events });
    for (const event of events) {
      if (event.type !== "AccountManaged") continue;
      const account = this.#before.find((row) => row.accountId === event.managed.accountId);
      if (account !== undefined) this.#judge(stage, account, Number(event.managed.maintenanceAtoms) / E6);
    }
    const ranges = rangesOf(state);
    for (const account of state.accounts.values())
      if (isBystander(account) && account.positions.length > 0) this.#remember(stage, account, ranges);
  }

  #judge(stage: Stage, account: AccountRow, asked: number): void {
    const { accountId } = account;
    this.managed.add(accountId);
    const price = stage.truth.of(BTC_FEED);
    const scales = this.#truths.map((truth) => 1 + BETA_SLACK * (truth.price / price - 1));
    if (stage.timeMs - this.#apartAtMs <= SPAN_MS) scales.push(...scales.map((scale) => scale * (1 - APART)));
    const haircut = haircutOf(stage.state);
    const equity = Math.min(
      ...scales.map((scale) => stage.values.equity(stage.state, account, stage.timeMs, haircut, scale)),
    );
    const worst = Math.max(price, ...this.#truths.map((truth) => truth.price));
    const asks = (this.#asks.get(accountId) ?? []).filter(
      (ask) =>
        ask.positions === positionsOf(stage.state, account) &&
        stage.timeMs - ask.timeMs <= NOTICE_MS &&
        (isLinear(stage.state, account) || Math.abs(worst / ask.price - 1) <= NEAR),
    );
    if (asks.length === 0) return;
    const held = account.positions.map(({ instrumentId }) => stage.state.instruments.get(instrumentId)!);
    const margin = Math.min(
      ...asks.map(
        (ask) => ask.margin * Math.max(1, worst / ask.price) * this.#notices.growth(held, ask.ranges, stage.timeMs),
      ),
    );
    if (equity >= margin) this.taken.push({ accountId, equity, margin, asked });
  }

  #remember(stage: Stage, account: AccountRow, ranges: Ranges): void {
    const { state, timeMs } = stage;
    const margin = stage.maintenanceOf(account);
    const price = Number(state.feeds.get(BTC_FEED)!.value) / E8;
    const ask = { timeMs, margin, price, positions: positionsOf(state, account), ranges };
    const asks = this.#asks.get(account.accountId) ?? [];
    this.#asks.set(account.accountId, [...asks, ask].slice(-MEMORY));
  }
}

/** An option's margin is no multiple of its price: one that was asked at another price promises nothing at this. */
const isLinear = ({ instruments }: StateView, { positions }: AccountRow): boolean =>
  positions.every(({ instrumentId }) => instruments.get(instrumentId)!.spec.terms.type !== "Option");

/** What is held; of a hedge with how much of each average is fixed, as an expiring contract ceases to hedge sample by sample. */
const positionsOf = ({ markets }: StateView, { positions }: AccountRow): string =>
  positions
    .map(({ instrumentId, lots }) => {
      const fixed = positions.length > 1 ? markets.get(instrumentId)!.fixingSamples : 0;
      return `${instrumentId}/${lots}/${fixed}`;
    })
    .join();
const haircutOf = (state: StateView) => (assetId: number) =>
  Number(state.collaterals.get(`${SEGMENT}/${assetId}`)?.haircutPpm ?? 0n) / E6;

function isBystander({ accountId }: AccountRow): boolean {
  const name = nameOf(accountId);
  return name !== undefined && !isOwn(name);
}
