/**
 * What a what-if answers: plain JSON in one fixed order of keys, so that two answers are the same when their text is.
 *
 * Money is decimal text of settlement atoms and says so in its name; losses of charges are positive, profit and loss is
 * signed. Prices are in quote units.
 * @module
 */
import type { MarginExplanation, MarginMethod } from "@novate/risk";

/** Decimal text of a whole number of settlement atoms. */
export type AtomsText = string;

export interface GreeksAnswer {
  /** Change of value for a move of the spot by 100 %, to first order. */
  readonly deltaAtoms: AtomsText;
  /** Change of delta for a spot move of 1 %. */
  readonly gammaAtoms: AtomsText;
  /** Change of value for one point (0.01) of volatility. */
  readonly vegaAtoms: AtomsText;
  /** Change of value over one day. */
  readonly thetaAtoms: AtomsText;
}

export interface RequirementAnswer {
  readonly initialMarginAtoms: AtomsText;
  readonly maintenanceMarginAtoms: AtomsText;
  readonly closeOutLevelAtoms: AtomsText;
}

/** What every answer has, whatever its detail. */
export interface RequirementPart {
  readonly profile: string;
  readonly method: MarginMethod;
  readonly requirement: RequirementAnswer;
  readonly equityAtoms: AtomsText;
  /** E− and E+: equity at the ends of the prices' intervals that hurt the account most, and help it most. */
  readonly equityLowAtoms: AtomsText;
  readonly equityHighAtoms: AtomsText;
  /** E− less initial margin: what more risk may use up. Negative when there is too little. */
  readonly initialSurplusAtoms: AtomsText;
  /** E+ less maintenance margin; negative: the account enters default management. */
  readonly maintenanceSurplusAtoms: AtomsText;
}

export interface PositionAnswer {
  readonly instrumentId: number;
  readonly lots: string;
  /** False: the market cannot price it, and it is charged its maximum loss. */
  readonly isPriced: boolean;
  readonly markValueAtoms: AtomsText;
  readonly initialAloneAtoms: AtomsText;
  readonly maintenanceAloneAtoms: AtomsText;
  /** Null where the loss has no bound. */
  readonly maximumLossAtoms: AtomsText | null;
  readonly greeks: GreeksAnswer;
  /** Its row of the scenario matrix: one entry for each of the underlying's `scenarios`. */
  readonly pnlAtoms: readonly AtomsText[];
  /** Initial margin with it less without it; negative where it hedges. Only in `full`. */
  readonly marginalInitialMarginAtoms?: AtomsText;
}

/** Collateral that stands in the scenarios, in a `portfolio` only: it gains and never loses. */
export interface CollateralAnswer {
  readonly instrumentId: number;
  readonly lots: string;
  /** Its row of the scenario matrix. */
  readonly pnlAtoms: readonly AtomsText[];
  /** Initial margin with it less without it; never positive. Only in `full`. */
  readonly marginalInitialMarginAtoms?: AtomsText;
}

export interface LiquidityAnswer {
  readonly exposureAtoms: AtomsText;
  readonly sizeAtoms: AtomsText;
  readonly ratePpm: number;
  readonly chargeAtoms: AtomsText;
}

/** Spots nearest to the present one at which the account is in breach, and the least relative move to one of them. */
export interface LiquidationAnswer {
  readonly belowPrice: number | null;
  readonly abovePrice: number | null;
  readonly distance: number | null;
}

export interface UnderlyingAnswer {
  readonly underlyingId: number;
  readonly initialMarginAtoms: AtomsText;
  readonly maintenanceMarginAtoms: AtomsText;
  /** What set its initial margin. */
  readonly binding: string;
  /** The scenario that sets the scan loss. */
  readonly bindingScenario: string;
  readonly scanLossAtoms: AtomsText;
  /** The last line of the scenario matrix: the sums of positions and collateral. */
  readonly scenarios: readonly { readonly name: string; readonly pnlAtoms: AtomsText }[];
  readonly tilts: readonly {
    readonly expiryMs: number;
    readonly pnlDownAtoms: AtomsText;
    readonly pnlUpAtoms: AtomsText;
    readonly lossAtoms: AtomsText;
  }[];
  readonly minimumCharge: {
    readonly hedgedDeltaAtoms: AtomsText;
    readonly unhedgedDeltaAtoms: AtomsText;
    readonly shortOptionAtoms: AtomsText;
    readonly chargeAtoms: AtomsText;
  };
  readonly deltaLiquidity: LiquidityAnswer;
  readonly vegaLiquidity: LiquidityAnswer;
  /** Funding provision, and the maximum loss of what has no price. */
  readonly addOnsAtoms: AtomsText;
  readonly initialFactorPpm: number;
  readonly maximumLossAtoms: AtomsText | null;
  readonly initialAloneAtoms: AtomsText;
  readonly maintenanceAloneAtoms: AtomsText;
  readonly greeks: GreeksAnswer;
  /** In order of their ids, as underlyings and collateral are. */
  readonly positions: readonly PositionAnswer[];
  readonly collateral: readonly CollateralAnswer[];
  /** Only in `full`. */
  readonly liquidation?: LiquidationAnswer;
}

export interface ExplainedPart {
  /** What set the initial margin of the account. */
  readonly binding: MarginExplanation["binding"];
  readonly underlyings: readonly UnderlyingAnswer[];
  readonly crossCredits: readonly {
    readonly leftUnderlyingId: number;
    readonly rightUnderlyingId: number;
    readonly creditPpm: number;
    readonly initialAtoms: AtomsText;
    readonly maintenanceAtoms: AtomsText;
  }[];
  readonly jointPnlAtoms: readonly AtomsText[];
  readonly jointShortfallAtoms: AtomsText;
  readonly greeks: GreeksAnswer;
}

/** The answer for a portfolio; the parts past the first come with their detail. */
export interface PortfolioAnswer extends RequirementPart, Partial<ExplainedPart> {
  /** Least distance over the underlyings; null where no move of one spot leads to a breach. Only in `full`. */
  readonly distanceToLiquidation?: number | null;
}
