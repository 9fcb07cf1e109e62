/**
 * The trading floor of one step: everything a strategy can look at, and where its intents go.
 *
 * @module
 */
import type { Side, TimeInForce } from "@novate/agents";
import { type Lots, type Ticks, ticks } from "@novate/num";
import type { Sense } from "./sense.ts";
import type {
  AccountView,
  DealerQuote,
  FutureView,
  InstrumentView,
  Intent,
  OptionView,
  Participant,
  PerpetualView,
  QuoteRequestView,
} from "./types.ts";

/** The listed instruments of one underlying. */
export interface Listing {
  readonly underlying: string;
  readonly perpetual: PerpetualView | undefined;
  /** Nearest expiry first, as are the options. */
  readonly futures: readonly FutureView[];
  readonly options: readonly OptionView[];
}

export interface OpenMarket {
  readonly mark: number;
  /** Units of the index that a lot moves like, per lot of a linear instrument. */
  readonly delta: number;
}

export interface Floor {
  readonly timeMs: number;
  /** Since the step before. */
  readonly elapsedMs: number;
  /** `undefined` while the underlying has no index. */
  sense(underlying: string): Sense | undefined;
  /** `undefined` while the market admits no new positions. */
  market(instrumentId: number): OpenMarket | undefined;
  account(participantId: number): AccountView | undefined;
  instrument(instrumentId: number): InstrumentView;
  emit(intent: Intent): void;
}

/** A participant with its strategy: a state machine whose every input is the floor and its own random stream. */
export interface Agent {
  readonly participant: Participant;
  step(floor: Floor): void;
  /** Dealers alone. */
  quote?(request: QuoteRequestView, floor: Floor): DealerQuote | undefined;
}

/** The index in the instrument's ticks. */
export const indexTicksOf = (instrument: InstrumentView, sense: Sense): number =>
  sense.price / Number(instrument.tickFeedUnits);

/** What one lot of the underlying is worth, in settlement atoms. */
export const lotNotional = (instrument: InstrumentView, sense: Sense): number =>
  indexTicksOf(instrument, sense) * Number(instrument.tickValueAtoms);

/** A limit `slippage` worse than `price` for whoever sends it, on a whole tick and never below one. */
export function limitTicks(price: number, side: Side, slippage: number): Ticks {
  const limit = side === "buy" ? Math.ceil(price * (1 + slippage)) : Math.floor(price * (1 - slippage));
  return ticks(BigInt(Math.max(1, limit)));
}

/** Sends an order over `signedLots` (buys are positive), rounded toward zero; nothing if that is less than a lot. */
export function trade(
  floor: Floor,
  participantId: number,
  instrument: InstrumentView,
  signedLots: number,
  slippage: number,
  timeInForce: TimeInForce = "immediate",
): boolean {
  const market = floor.market(instrument.instrumentId);
  const count = Math.floor(Math.abs(signedLots));
  if (market === undefined || count < 1) return false;
  const side = signedLots > 0 ? "buy" : "sell";
  floor.emit({
    type: "PlaceOrder",
    participantId,
    instrumentId: instrument.instrumentId,
    side,
    lots: BigInt(count) as Lots,
    limitTicks: limitTicks(market.mark, side, slippage),
    timeInForce,
  });
  return true;
}

/** Signed lots held, as a number. */
export const heldLots = (account: AccountView, instrumentId: number): number =>
  Number(account.positions.get(instrumentId) ?? 0n);

/** Σ |lots| × value of the underlying over all positions, in settlement atoms. */
export function grossNotional(floor: Floor, account: AccountView): number {
  let gross = 0;
  for (const [instrumentId, held] of account.positions) {
    const instrument = floor.instrument(instrumentId);
    const sense = floor.sense(instrument.underlying);
    if (sense !== undefined) gross += Math.abs(Number(held)) * lotNotional(instrument, sense);
  }
  return gross;
}
