/**
 * What a kind of instrument must say about itself. Whoever needs to know asks the rule; nobody else branches on the kind.
 *
 * @module
 */
import type { FeedRow, InstrumentKind, InstrumentRow, InstrumentTerms, MarketRow, TermsOf } from "@novate/codec";
import type { Ticks } from "@novate/num";
import type { InstrumentTerms as RiskTerms, UnderlyingMarket } from "@novate/risk";
import type { Fault } from "../command/fault.ts";
import type { Dated, Forwards } from "../gate/forwardView.ts";
import type { StateView } from "../state/state.ts";

type Spec = InstrumentRow["spec"];

/** A contract that is known to be of kind `K`. */
export interface InstrumentOf<K extends InstrumentKind> extends InstrumentRow {
  readonly spec: Omit<Spec, "terms"> & { readonly terms: TermsOf<K> & InstrumentTerms };
}

/** What one lot of a contract that leaves no position hands over. */
export interface Delivery {
  readonly baseAssetId: number;
  readonly lotBaseAtoms: bigint;
}

/** The prices of an underlying that marks are made of; margin's rows are made of the same market. */
export interface MarkInputs {
  readonly timeMs: number;
  /** Aggregated in this block. */
  readonly index: FeedRow;
  readonly forwards: Forwards;
  readonly market: UnderlyingMarket;
}

/** `basisE6`: millionths of a tick that the contract has learned to stand above the index; zero where it learns nothing. */
export interface Mark {
  readonly markTicks: Ticks;
  readonly basisE6: bigint;
}

/** One kind of instrument; a file each in this folder. */
export interface InstrumentRule<K extends InstrumentKind> {
  /** The least price at which it is marked or traded; null where a price may have either sign. */
  readonly leastPriceTicks: bigint | null;
  /** Whether longs and shorts pay each other the premium over the index (SETL-003). */
  readonly hasFunding: boolean;
  /** Whether its delta says what any jump of its underlying brings; if not, jumps are priced by themselves (MARG-099). */
  readonly isLinear: boolean;
  /** The first fault of its terms, or null. */
  faultOf(state: StateView, spec: InstrumentOf<K>["spec"], timeMs: number): Fault | null;
  /** When it ends and whose forward it has until then; null where it never ends. */
  datedOf(terms: TermsOf<K>): Dated | null;
  /** The feed of its own price beside its index, if it names one: what that is worth in units of the index is kept (ORCL-113). */
  relativeFeedOf(terms: TermsOf<K>): number | null;
  /** What a trade hands over at once; null where trades leave positions. */
  deliveryOf(terms: TermsOf<K>): Delivery | null;
  /** What it is to `risk`; null where it needs no margin because nobody holds it. */
  riskTermsOf(state: StateView, index: FeedRow, instrument: InstrumentOf<K>): RiskTerms | null;
  /** Its mark now; null where nothing can price it. */
  markOf(state: StateView, instrument: InstrumentOf<K>, market: MarketRow, inputs: MarkInputs): Mark | null;
  /** What one lot pays, in ticks, once the price of the underlying is final. */
  payoffTicks(terms: TermsOf<K>, settlement: Ticks): Ticks;
  /** What the price band is a part of (NOV-010). */
  bandBaseTicks(terms: TermsOf<K>, markTicks: Ticks): bigint;
}
