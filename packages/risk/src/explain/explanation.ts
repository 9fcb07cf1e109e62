/**
 * The shape of a full answer: every number that a requirement is made of.
 *
 * Money in settlement atoms; losses are positive. Plain data: it prints, compares and travels as it is.
 * @module
 */
import type { Atoms } from "@novate/num";
import type { MarginMethod, MarginRequirement } from "../book/requirement.ts";

/** Sensitivities of a position, an underlying or an account; see `ScenarioRow` for their units. */
export interface GreeksInAtoms {
  readonly delta: Atoms;
  readonly gamma: Atoms;
  readonly vega: Atoms;
  readonly theta: Atoms;
}

export interface ScenarioLoss {
  readonly name: string;
  /** Certain lower bound of the profit, or loss if negative. */
  readonly pnl: Atoms;
}

export interface TiltLoss {
  readonly expiryMs: number;
  readonly pnlDown: Atoms;
  readonly pnlUp: Atoms;
  /** The worse of both, zero or more. */
  readonly loss: Atoms;
}

export interface LiquidityCharge {
  /** Net exposure of the account; positive is long. */
  readonly exposure: Atoms;
  /** What the rate is taken on: gross interest on that side, of the account or of it and its clones if that is more. */
  readonly size: Atoms;
  readonly ratePpm: number;
  readonly charge: Atoms;
}

export interface PositionExplanation {
  readonly instrumentId: number;
  readonly lots: bigint;
  readonly isPriced: boolean;
  readonly markValue: Atoms;
  /** Requirement if it stood alone (MARG-020). */
  readonly initialAlone: Atoms;
  readonly maintenanceAlone: Atoms;
  /** Null where the loss has no bound. */
  readonly maximumLoss: Atoms | null;
  readonly greeks: GreeksInAtoms;
}

export interface UnderlyingExplanation {
  readonly underlyingId: number;
  readonly positions: readonly PositionExplanation[];
  readonly scenarios: readonly ScenarioLoss[];
  readonly tilts: readonly TiltLoss[];
  /** Name of the scenario that sets the scan loss; `tilt` for the curve, `none` where nothing loses. */
  readonly bindingScenario: string;
  readonly scanLoss: Atoms;
  readonly hedgedDelta: Atoms;
  readonly unhedgedDelta: Atoms;
  readonly shortOptionMinimum: Atoms;
  readonly minimumCharge: Atoms;
  readonly deltaLiquidity: LiquidityCharge;
  readonly vegaLiquidity: LiquidityCharge;
  /** Funding provision, and the maximum loss of what has no price. */
  readonly addOns: Atoms;
  /** Factor on initial margin: initial factor times open-interest scale. */
  readonly initialFactorPpm: number;
  /** Null where the loss has no bound. */
  readonly maximumLoss: Atoms | null;
  readonly sumOfAlone: { readonly initial: Atoms; readonly maintenance: Atoms };
  /** What set the initial margin of this underlying. */
  readonly binding: "scan" | "minimumCharge" | "maximumLoss" | "sumOfAlone";
  readonly initialMargin: Atoms;
  readonly maintenanceMargin: Atoms;
  readonly greeks: GreeksInAtoms;
}

export interface PairCreditExplanation {
  readonly leftUnderlyingId: number;
  readonly rightUnderlyingId: number;
  readonly creditPpm: number;
  /** What came off initial and maintenance margin before joint scenarios and minimum charges were asked. */
  readonly initial: Atoms;
  readonly maintenance: Atoms;
}

export interface MarginExplanation {
  readonly method: MarginMethod;
  readonly requirement: MarginRequirement;
  readonly underlyings: readonly UnderlyingExplanation[];
  readonly pairCredits: readonly PairCreditExplanation[];
  /** Losses of the account in the joint scenarios, and the mean of the worst of them; `portfolio` only. */
  readonly jointPnl: readonly Atoms[];
  readonly jointShortfall: Atoms;
  /** What set the initial margin of the account. */
  readonly binding: "isolated" | "sumOfUnderlyings" | "scanLessCredit" | "jointShortfall" | "minimumCharge";
  readonly greeks: GreeksInAtoms;
}
