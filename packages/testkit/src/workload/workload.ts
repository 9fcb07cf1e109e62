/**
 * A seeded stream of blocks: valid, near-valid and absurd commands of every kind, repeated and out of order at times.
 *
 * The same seed gives the same blocks against the same house. It reads committed rows only, as any client could, and what archives keep.
 *
 * @module
 */
import type { Event, Hex } from "@novate/codec";
import type { Engine } from "@novate/engine";
import { HOUR_MS } from "@novate/num";
import { Dice } from "../dice.ts";
import { PUBLISHER_IDS, publisherSigner } from "../world/cast.ts";
import { PLAIN, type Variety } from "../world/variety.ts";
import { grantKey, grantMandate, openAccount, revokeKey, setMarginMethod } from "./asks/accounts.ts";
import { approveBundle, endContract, ending, proposeBundle } from "./asks/governance.ts";
import {
  confirmWithdrawals,
  contributeDefaultFund,
  creditDeposit,
  transferCollateral,
  withdrawCollateral,
} from "./asks/money.ts";
import { surfaceAt } from "./asks/surfaces.ts";
import { cancelOrder, reportTrades, voidOrders } from "./asks/trades.ts";
import { Vaults } from "./asks/vaults.ts";
import { Envelopes } from "./envelopes.ts";
import type { Ask, Maker } from "./maker.ts";
import { Memory } from "./memory.ts";
import { Prices } from "./prices.ts";
import { Scene } from "./scene.ts";
import { spoil } from "./spoil.ts";

/** A block to come. */
export interface Plan {
  readonly height: number;
  readonly timeMs: number;
  readonly transactions: readonly Uint8Array[];
}

/** How often an hour passes at once while the book of an exit is open, against ordinary steps of 350: a haircut takes 24 to be the whole. */
const A_BOOK = 60;

const MAKERS: readonly (readonly [weight: number, maker: Maker])[] = [
  [30, reportTrades],
  [6, creditDeposit],
  [3, withdrawCollateral],
  [0.5, confirmWithdrawals],
  [2, transferCollateral],
  [1, contributeDefaultFund],
  [2, cancelOrder],
  [0.05, voidOrders],
  [3, openAccount],
  [1, setMarginMethod],
  [1.5, grantKey],
  [0.5, revokeKey],
  [1, grantMandate],
  [0.7, proposeBundle],
  [1, approveBundle],
  [5, endContract],
];

export class Workload {
  readonly #dice: Dice;
  readonly #leaps: number;
  readonly #endsSegments: boolean;
  readonly #prices: Prices;
  readonly #envelopes: Envelopes;
  readonly #memory = new Memory();
  readonly #vaults: Vaults | null;

  constructor(seed: string | number, { leaps, hasPremium, hasVaults, endsSegments, leaves }: Variety = PLAIN) {
    const dice = new Dice(seed);
    this.#leaps = leaps;
    this.#endsSegments = endsSegments;
    this.#vaults = hasVaults ? new Vaults(dice.fork("exits"), leaves) : null;
    this.#dice = dice.fork("asks");
    this.#prices = new Prices(dice.fork("prices"), hasPremium);
    this.#envelopes = new Envelopes(dice.fork("envelopes"));
  }

  /** Takes down what a block did. */
  follow(engine: Engine, events: readonly Event[]): void {
    this.#vaults?.archive.follow(engine, events);
  }

  /** The next block against the engine as it stands. */
  next(engine: Engine): Plan {
    const dice = this.#dice;
    const { height, timeMs: lastMs } = engine.state.house.get(0)!;
    const timeMs = lastMs + this.#stepMs(isBookOpen(engine));
    this.#prices.step();
    const scene = new Scene(engine, dice, timeMs);
    const ends = this.#endsSegments ? ending(scene, this.#memory) : [];
    const asks = [...this.#observations(timeMs), ...this.#commands(scene), ...ends];
    const sealed = asks.map((ask) => this.#envelopes.seal(engine.state, this.#maybeSpoiled(scene.house, ask), timeMs));
    const transactions = sealed.filter((bytes) => bytes !== null);
    for (const bytes of transactions) this.#memory.raw.add(bytes);
    const noise = dice.chance(0.05) ? [this.#noise()] : [];
    transactions.push(...noise);
    const ordered = dice.chance(0.1) ? dice.shuffle(transactions) : transactions;
    return { height: height + 1, timeMs, transactions: [...ordered, ...noise] }; // noise stands in its block twice
  }

  /** Seconds mostly; rarely an outage, an expiry's worth of hours, or the days that governance waits. */
  #stepMs(isHourly: boolean): number {
    const dice = this.#dice;
    return dice.weighted([
      [300, dice.int(800, 5_000)],
      [40, dice.int(10_000, 40_000)],
      [8, dice.int(60_000, 250_000)],
      [2, dice.int(300_000, 900_000)],
      [1, dice.int(1, 2) * HOUR_MS],
      [this.#leaps, 49 * HOUR_MS],
      [isHourly ? A_BOOK : 0, HOUR_MS],
    ]);
  }

  #observations(timeMs: number): Ask[] {
    const dice = this.#dice;
    const asks: Ask[] = [];
    for (const publisherId of PUBLISHER_IDS) {
      if (dice.chance(0.35)) continue;
      const observations = this.#prices.observe(publisherId, timeMs);
      const underlyingId = dice.int(1, 3);
      const volatility = this.#prices.volatilityOf(underlyingId);
      const surfaces = dice.chance(0.3) ? [surfaceAt(dice, underlyingId, volatility, timeMs)] : [];
      asks.push({
        command: { type: "SubmitObservations", publisherId, observations, surfaces },
        signer: publisherSigner(dice.chance(0.003) ? 9 : publisherId),
      });
    }
    return asks;
  }

  #commands(scene: Scene): Ask[] {
    const asks: Ask[] = [];
    const count = this.#dice.int(1, 7);
    for (let index = 0; index < count; index += 1) {
      const ask = this.#dice.weighted(MAKERS)(scene, this.#memory);
      if (ask !== null) asks.push(ask);
    }
    if (this.#vaults !== null) asks.push(...this.#vaults.asks(scene, this.#memory));
    return asks;
  }

  #maybeSpoiled(house: Hex, ask: Ask): Ask {
    return this.#dice.chance(0.06) ? { ...ask, command: spoil(this.#dice, house, ask.command) } : ask;
  }

  /** Bytes said before, bytes of nothing, or a transaction cut short. */
  #noise(): Uint8Array {
    const dice = this.#dice;
    const known = this.#memory.raw.items;
    const raw = known.length === 0 ? new Uint8Array() : dice.pick(known);
    return dice.weighted<() => Uint8Array>([
      [6, () => raw],
      [1, () => raw.slice(0, dice.int(0, raw.length))],
      [1, () => Uint8Array.from({ length: dice.int(0, 60) }, () => dice.int(0, 255))],
    ])();
  }
}

/** Whether a vault is in exit, and not all that it pays is booked. */
const isBookOpen = ({ state }: Engine): boolean =>
  [...state.exitBooks.values()].some(
    ({ vaultId, nextAccountId, lastAccountId, isRefunded }) =>
      (nextAccountId <= lastAccountId || !isRefunded) && state.vaultExits.get(vaultId)?.isForeign === false,
  );
