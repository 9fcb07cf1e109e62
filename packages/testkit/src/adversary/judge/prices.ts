/**
 * Prices follow the truth while honest sources say it: no index is silenced or bent by less than a third of the weight, and no mark
 * by what a few lots between two names were said to cost.
 *
 * @module
 */
import type { Block, BlockResult } from "@novate/engine";
import type { Observer, Stage } from "../stage/stage.ts";
import { BTC_FEED, BTC_PERP, ETH_FEED, ETH_PERP } from "../world.ts";
import type { Finds } from "./find.ts";

const [E6, E8] = [1e6, 1e8];
/** Blocks, all honest sources heard, after which nothing that moved before is an excuse. */
const LOOKS = 4;
const [INDEX_SLACK, MARK_SLACK] = [0.003, 0.01];

export class Prices implements Observer {
  readonly #finds: Finds;
  #fair = 0;
  /** How near a price came to its bound. */
  score = 0;

  constructor(finds: Finds) {
    this.#finds = finds;
  }

  before(): void {}

  after(stage: Stage, _: Block, __: BlockResult): void {
    this.#fair = stage.weather === "fair" ? this.#fair + 1 : 0;
    if (stage.truth.blocksSinceMove <= LOOKS || this.#fair <= LOOKS) return;
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

  #compare(kind: "oracle" | "mark", what: string, off: number, slack: number): void {
    this.score = Math.max(this.score, Math.abs(off) / slack);
    if (Math.abs(off) > slack) this.#finds.add(kind, `${what} ${(off * 100).toFixed(2)} % off the truth`);
  }
}
