/**
 * What the workload sees of the house when it makes up the next block: committed rows, nothing else.
 *
 * @module
 */
import { AccountRole, type AccountRow, type Hex, type InstrumentRow, type MarketRow, type Signer } from "@novate/codec";
import type { Engine, StateView } from "@novate/engine";
import type { Dice } from "../dice.ts";
import { walletOf } from "../world/cast.ts";
import { CRYPTO, METALS, SETTLEMENT } from "../world/genesis.ts";

export class Scene {
  readonly state: StateView;
  readonly dice: Dice;
  readonly #engine: Engine;
  /** Time of the block that is being made. */
  readonly timeMs: number;

  constructor(engine: Engine, dice: Dice, timeMs: number) {
    this.#engine = engine;
    this.state = engine.state;
    this.dice = dice;
    this.timeMs = timeMs;
  }

  /** What signatures are for. */
  get house(): Hex {
    return this.state.house.get(0)!.house;
  }

  /** Most of the life is in the first segment. */
  segmentId(): number {
    return this.dice.chance(0.75) ? CRYPTO : METALS;
  }

  traders(segmentId?: number): AccountRow[] {
    return [...this.state.accounts.values()].filter(
      (account) => account.role === AccountRole.trader && (segmentId === undefined || account.segmentId === segmentId),
    );
  }

  /** Some trader's account, or undefined while there is none. */
  trader(segmentId?: number): AccountRow | undefined {
    const traders = this.traders(segmentId);
    return traders.length === 0 ? undefined : this.dice.pick(traders);
  }

  /** Instruments of a segment that can be traded, with their markets. */
  listings(segmentId: number): { readonly instrument: InstrumentRow; readonly market: MarketRow }[] {
    return [...this.state.instruments.values()]
      .filter((instrument) => instrument.segmentId === segmentId)
      .map((instrument) => ({ instrument, market: this.state.markets.get(instrument.spec.instrumentId)! }))
      .filter(({ market }) => market.mark !== null && market.status === 0);
  }

  cashOf(account: AccountRow): bigint {
    return balanceOf(account, SETTLEMENT[account.segmentId]!);
  }

  /** Settled equity beyond what must stay: where outflows are refused and where they are not. */
  freeOf(account: AccountRow): bigint {
    const health = this.#engine.house.margin.assess(this.state, account);
    const part = health.notionalAtoms / 10n;
    return health.settledEquityAtoms - (health.initialAtoms > part ? health.initialAtoms : part);
  }

  /** The same with gains counted that have not vested: what leaves if somebody forgets that they have not. */
  tempting(account: AccountRow): bigint {
    const { equityAtoms, settledEquityAtoms } = this.#engine.house.margin.assess(this.state, account);
    return this.freeOf(account) + equityAtoms - settledEquityAtoms;
  }

  /** The owner mostly; sometimes a session key of the account, sometimes a stranger. */
  signerFor(account: AccountRow): Signer {
    if (this.dice.chance(0.01)) return walletOf((this.trader() ?? account).owner);
    if (this.dice.chance(0.15)) {
      const isUseful = this.dice.chance(0.1) ? () => true : (untilMs: number) => untilMs > this.timeMs;
      const keys = [...this.state.keys.values()].filter(
        (key) => key.accountId === account.accountId && isUseful(key.validUntilMs),
      );
      if (keys.length > 0) return this.dice.pick(keys).key;
    }
    return walletOf(account.owner);
  }
}

export const balanceOf = (account: AccountRow, assetId: number): bigint =>
  account.balances.find((balance) => balance.assetId === assetId)?.amountAtoms ?? 0n;

export const isSpot = (instrument: InstrumentRow): boolean => instrument.spec.terms.type === "Spot";
