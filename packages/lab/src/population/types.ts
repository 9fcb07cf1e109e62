/**
 * What a simulated participant sees and what it can want: the whole surface between the population and a replay.
 *
 * Nothing here knows of nodes, signatures or venues: the replay turns intents into orders, requests and transactions.
 *
 * @module
 */
import type { Side, TimeInForce } from "@novate/agents";
import type { Atoms, Lots, Ticks } from "@novate/num";

export interface UnderlyingView {
  readonly name: string;
  /** One unit of the index is 10^-feedDecimals of the quote currency. */
  readonly feedDecimals: number;
  /** The index when the replay starts, in feed units: collateral in kind is measured by it. */
  readonly openingIndex: bigint;
}

interface ListedView {
  readonly instrumentId: number;
  readonly underlying: string;
  /** Index units that one tick is. */
  readonly tickFeedUnits: bigint;
  /** Settlement atoms that one lot gains per tick. */
  readonly tickValueAtoms: Atoms;
}

export interface PerpetualView extends ListedView {
  readonly kind: "perpetual";
}

export interface FutureView extends ListedView {
  readonly kind: "future";
  readonly expiryMs: number;
}

export interface OptionView extends ListedView {
  readonly kind: "option";
  readonly expiryMs: number;
  readonly strikeTicks: Ticks;
  readonly isCall: boolean;
}

/** A listed contract, in the terms of its specification. */
export type InstrumentView = PerpetualView | FutureView | OptionView;

/** What anybody can see of a market. */
export interface MarketView {
  readonly markTicks: Ticks;
  /** Change of the instrument's value per change of the index, in millionths; one million for a perpetual. */
  readonly deltaPpm: number;
  /** Whether new positions are admitted now. */
  readonly isOpen: boolean;
}

/** What a participant sees of its own account, as of the last block. */
export interface AccountView {
  readonly equityAtoms: Atoms;
  readonly initialMarginAtoms: Atoms;
  readonly maintenanceMarginAtoms: Atoms;
  /** Signed lots by instrument; absent means flat. */
  readonly positions: ReadonlyMap<number, Lots>;
  /** Under default management: nothing but a deposit helps now. */
  readonly isManaged: boolean;
}

/** One step of time, after the house has taken its prices. */
export interface PopulationStep {
  readonly timeMs: number;
  /** The house's index of each underlying, in feed units. A missing one is not traded in this step. */
  readonly index: ReadonlyMap<string, bigint>;
  readonly markets: ReadonlyMap<number, MarketView>;
  /** Asked for only where a participant looks at its account. `undefined`: no such account yet. */
  account(participantId: number): AccountView | undefined;
}

/** What a participant wants. Within one step, cancels come before everything else. */
export type Intent =
  | { readonly type: "CancelOrders"; readonly participantId: number; readonly instrumentId: number }
  | {
      readonly type: "PlaceOrder";
      readonly participantId: number;
      readonly instrumentId: number;
      readonly side: Side;
      readonly lots: Lots;
      readonly limitTicks: Ticks;
      readonly timeInForce: TimeInForce;
    }
  | {
      readonly type: "RequestQuote";
      readonly participantId: number;
      readonly instrumentId: number;
      readonly side: Side;
      readonly lots: Lots;
      readonly limitTicks: Ticks;
    }
  | { readonly type: "Deposit"; readonly participantId: number; readonly amountAtoms: Atoms }
  | { readonly type: "Withdraw"; readonly participantId: number; readonly amountAtoms: Atoms };

/** A request that dealers may quote on; the side is not theirs to see. */
export interface QuoteRequestView {
  readonly requestId: number;
  readonly instrumentId: number;
  readonly lots: Lots;
}

/** A dealer's two-sided answer, good for `lots` on either side. */
export interface DealerQuote {
  readonly requestId: number;
  readonly participantId: number;
  readonly bidTicks: Ticks;
  readonly askTicks: Ticks;
  readonly lots: Lots;
}

export type ParticipantKind =
  | "momentumTrader"
  | "reversionTrader"
  | "noiseTrader"
  | "holder"
  | "hedger"
  | "basisTrader"
  | "optionBuyer"
  | "optionWriter"
  | "marketMaker"
  | "dealer";

/** An asset that the house takes as collateral. */
export interface CollateralAsset {
  readonly symbol: string;
  readonly decimals: number;
}

/** An amount of an asset, by symbol. */
export interface Holding {
  readonly asset: string;
  readonly amountAtoms: Atoms;
}

/** Who takes part, and what to open for them before the first step. */
export interface Participant {
  /** 0, 1, 2, … in order of the roster. */
  readonly participantId: number;
  readonly kind: ParticipantKind;
  readonly marginMethod: "isolated" | "cross" | "portfolio";
  readonly openingDeposits: readonly Holding[];
}
