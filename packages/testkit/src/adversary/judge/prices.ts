/**
 * Prices follow the truth while honest sources say it: no index is silenced or bent by less than a third of the weight, and no mark
 * by what a few lots between two names were said to cost.
 *
 * @module
 */
import type { Command } from "@novate/codec";
import type { Block, StateView } from "@novate/engine";
import { HONEST_PUBLISHERS } from "../roles.ts";
import type { Played } from "../stage/playhouse.ts";
import type { Observer, Stage } from "../stage/stage.ts";
import {
  BTC_FEED,
  BTC_FUTURE,
  BTC_PERP,
  ETH_FEED,
  ETH_PERP,
  EXPIRY_MS,
  GENESIS_MS,
  NEAR_PUT,
  SURFACE_AGE_MS,
} from "../world.ts";
import type { Finds } from "./find.ts";

const [E6, E8] = [1e6, 1e8];
const LOTS_A_COIN = 1_000;
/** Blocks, all honest sources heard, after which nothing that moved before is an excuse. */
const LOOKS = 4;
const [INDEX_SLACK, MARK_SLACK] = [0.003, 0.01];
/** A dated contract's average has steps of a minute; an option's mark is compared as a part of what it is written on. */
const [DATED_SLACK, OPTION_SLACK] = [0.01, 0.012];

export class Prices implements Observer {
  readonly #finds: Finds;
  #fair = 0;
  #heard = 0;
  #surfaceMs = GENESIS_MS;
  /** How near a price came to its bound. */
  score = 0;

  constructor(finds: Finds) {
    this.#finds = finds;
  }

  before(): void {}

  after(stage: Stage, { transactions }: Block, _: Played): void {
    if (transactions.some(({ transaction }) => isHonestSurface(transaction?.command))) this.#surfaceMs = stage.timeMs;
    this.#fair = stage.weather === "fair" ? this.#fair + 1 : 0;
    const isHeard = stage.weather === "fair" || stage.weather === "volSilent" || stage.weather === "fundSilent";
    this.#heard = isHeard ? this.#heard + 1 : 0;
    if (stage.truth.blocksSinceMove <= LOOKS) return;
    if (this.#heard > LOOKS) this.#dated(stage);
    if (this.#fair <= LOOKS) return;
    for (const feedId of [BTC_FEED, ETH_FEED]) {
      const index = Number(stage.state.feeds.get(feedId)!.value) / E8;
      this.#compare("oracle", `feed ${feedId} says`, index / stage.truth.of(feedId) - 1, INDEX_SLACK);
    }
    for (const instrumentId of [BTC_PERP, ETH_PERP]) {
      const { mark } = stage.state.markets.get(instrumentId)!;
      const { tickValueAtoms } = stage.state.instruments.get(instrumentId)!.spec;
      const dollars = (Number(mark?.priceTicks ?? 0n) * Number(tickValueAtoms)) / E6;
      const honest = stage.values.lotDollars(stage.state, instrumentId, stage.timeMs);
      this.#compare("mark", `instrument ${instrumentId} is marked`, dollars / honest - 1, MARK_SLACK);
    }
  }

  /** A dated contract is worth what its samples and the truth will settle it at; nobody's volatility but the honest one counts. */
  #dated({ state, values, truth, timeMs }: Stage): void {
    const spot = truth.of(BTC_FEED);
    const { mark, settlementTicks, fixingSum, fixingSamples } = state.markets.get(BTC_FUTURE)!;
    if (mark !== null && settlementTicks === null && timeMs < EXPIRY_MS) {
      // Samples are final, even one from the block of a jump that a second word had yet to confirm.
      const slots = values.slotsOf(BTC_FUTURE, EXPIRY_MS, timeMs);
      const settled = (Number(fixingSum) / E8 + slots * spot) / (fixingSamples + slots);
      this.#compareDated(state, BTC_FUTURE, settled / LOTS_A_COIN, spot, DATED_SLACK);
    }
    // Once a surface is too old the last mark made of it stands, until the next is heard; one made of anything else is judged.
    const untilMs = this.#surfaceMs + SURFACE_AGE_MS;
    const isKept = timeMs > untilMs && (state.markets.get(NEAR_PUT)!.mark?.atMs ?? 0) <= untilMs;
    if (!isKept) this.#compareDated(state, NEAR_PUT, values.lotDollars(state, NEAR_PUT, timeMs), spot, OPTION_SLACK);
  }

  #compareDated(state: StateView, instrumentId: number, worth: number, spot: number, slack: number): void {
    const { mark, settlementTicks } = state.markets.get(instrumentId)!;
    if (mark === null || settlementTicks !== null) return;
    const { tickValueAtoms } = state.instruments.get(instrumentId)!.spec;
    const dollars = (Number(mark.priceTicks) * Number(tickValueAtoms)) / E6;
    this.#compare("mark", `instrument ${instrumentId} is marked`, ((dollars - worth) * LOTS_A_COIN) / spot, slack);
  }

  #compare(kind: "oracle" | "mark", what: string, off: number, slack: number): void {
    this.score = Math.max(this.score, Math.abs(off) / slack);
    if (Math.abs(off) > slack) this.#finds.add(kind, `${what} ${(off * 100).toFixed(2)} % off the truth`);
  }
}

const isHonestSurface = (command: Command | undefined): boolean =>
  command?.type === "SubmitObservations" &&
  command.surfaces.length > 0 &&
  HONEST_PUBLISHERS.some((id) => id === command.publisherId);
