/**
 * Writes an explanation as an answer, key by key.
 *
 * @module
 */
import type { Atoms } from "@novate/num";
import type {
  GreeksInAtoms,
  LiquidityCharge,
  MarginExplanation,
  MarginRequirement,
  PositionExplanation,
  Positions,
  RiskBook,
  UnderlyingExplanation,
} from "@novate/risk";
import type {
  AtomsText,
  ExplainedPart,
  GreeksAnswer,
  LiquidationAnswer,
  LiquidityAnswer,
  PositionAnswer,
  RequirementPart,
  UnderlyingAnswer,
} from "./answer.ts";
import type { BookedPortfolio, MarginPortfolio } from "./health/portfolio.ts";

const text = (amount: Atoms): AtomsText => amount.toString();
const textOrNull = (amount: Atoms | null): AtomsText | null => (amount === null ? null : text(amount));

export function requirementPart(portfolio: MarginPortfolio, requirement: MarginRequirement): RequirementPart {
  const { initialMargin, maintenanceMargin, closeOutLevel } = requirement;
  const { profile, method, equity, equityLow, equityHigh } = portfolio;
  return {
    profile: profile.name,
    method,
    requirement: {
      initialMarginAtoms: text(initialMargin),
      maintenanceMarginAtoms: text(maintenanceMargin),
      closeOutLevelAtoms: text(closeOutLevel),
    },
    equityAtoms: text(equity),
    equityLowAtoms: text(equityLow),
    equityHighAtoms: text(equityHigh),
    initialSurplusAtoms: String(equityLow - initialMargin),
    maintenanceSurplusAtoms: String(equityHigh - maintenanceMargin),
  };
}

/** What `full` adds; each map is empty for less. */
export interface Extras {
  /** By instrument. */
  readonly marginals: ReadonlyMap<number, Atoms>;
  /** By underlying. */
  readonly liquidations: ReadonlyMap<number, LiquidationAnswer>;
}

export function explainedPart(
  { book, positions }: BookedPortfolio,
  explanation: MarginExplanation,
  extras: Extras,
): ExplainedPart {
  const rows = new Map(book.allRows().map((row) => [row.instrumentId, row])); // the book has the positions
  const pnlOf: PnlOf = ({ instrumentId, lots }) => {
    const { pnl, slack, shift } = rows.get(instrumentId)!;
    const size = Number(lots) * (1 << shift); // a power of two, at most 2^20: no digit is lost
    const width = lots < 0n ? slack : 0;
    return Array.from({ length: book.gridCount }, (_, column) => productText(pnl[column]! + width, size));
  };
  const collateral = explanation.method === "portfolio" ? collateralHeld(book, positions) : [];
  return {
    binding: explanation.binding,
    underlyings: explanation.underlyings.map((underlying) => {
      const own = collateral.filter(({ underlyingId }) => underlyingId === underlying.underlyingId);
      return underlyingAnswer(underlying, own, pnlOf, extras);
    }),
    crossCredits: explanation.pairCredits.map((credit) => ({
      leftUnderlyingId: credit.leftUnderlyingId,
      rightUnderlyingId: credit.rightUnderlyingId,
      creditPpm: credit.creditPpm,
      initialAtoms: text(credit.initial),
      maintenanceAtoms: text(credit.maintenance),
    })),
    jointPnlAtoms: explanation.jointPnl.map(text),
    jointShortfallAtoms: text(explanation.jointShortfall),
    greeks: greeksAnswer(explanation.greeks),
  };
}

/** How much of one instrument is held. */
type Held = Pick<PositionExplanation, "instrumentId" | "lots">;
type PnlOf = (held: Held) => AtomsText[];

/** Collateral of a book's positions, in their order. */
function collateralHeld(book: RiskBook, positions: Positions): (Held & { readonly underlyingId: number })[] {
  const held: (Held & { readonly underlyingId: number })[] = [];
  for (let index = positions.from; index < positions.to; index += 1) {
    const row = book.rowAt(positions.instruments[index]!)!; // a position of the book has its row
    const lots = BigInt(positions.lots[index]!);
    if (row.kind !== "collateral" || lots === 0n) continue;
    held.push({ instrumentId: row.instrumentId, underlyingId: row.underlyingId, lots });
  }
  return held;
}

/** The product of two whole numbers, exact at any size: in float64 while that is, in bigint beyond. */
function productText(left: number, right: number): AtomsText {
  const product = left * right;
  return Number.isSafeInteger(product) ? String(product) : String(BigInt(left) * BigInt(right));
}

function underlyingAnswer(
  underlying: UnderlyingExplanation,
  collateral: readonly Held[],
  pnlOf: PnlOf,
  { marginals, liquidations }: Extras,
): UnderlyingAnswer {
  const liquidation = liquidations.get(underlying.underlyingId);
  return {
    underlyingId: underlying.underlyingId,
    initialMarginAtoms: text(underlying.initialMargin),
    maintenanceMarginAtoms: text(underlying.maintenanceMargin),
    binding: underlying.binding,
    bindingScenario: underlying.bindingScenario,
    scanLossAtoms: text(underlying.scanLoss),
    scenarios: underlying.scenarios.map(({ name, pnl }) => ({ name, pnlAtoms: text(pnl) })),
    tilts: underlying.tilts.map(({ expiryMs, pnlDown, pnlUp, loss }) => ({
      expiryMs,
      pnlDownAtoms: text(pnlDown),
      pnlUpAtoms: text(pnlUp),
      lossAtoms: text(loss),
    })),
    minimumCharge: {
      hedgedDeltaAtoms: text(underlying.hedgedDelta),
      unhedgedDeltaAtoms: text(underlying.unhedgedDelta),
      shortOptionAtoms: text(underlying.shortOptionMinimum),
      chargeAtoms: text(underlying.minimumCharge),
    },
    deltaLiquidity: liquidityAnswer(underlying.deltaLiquidity),
    vegaLiquidity: liquidityAnswer(underlying.vegaLiquidity),
    addOnsAtoms: text(underlying.addOns),
    initialFactorPpm: underlying.initialFactorPpm,
    maximumLossAtoms: textOrNull(underlying.maximumLoss),
    initialAloneAtoms: text(underlying.sumOfAlone.initial),
    maintenanceAloneAtoms: text(underlying.sumOfAlone.maintenance),
    greeks: greeksAnswer(underlying.greeks),
    positions: underlying.positions.map((position) => ({
      ...positionAnswer(position, pnlOf(position)),
      ...marginalPart(position, marginals),
    })),
    collateral: collateral.map((held) => ({
      instrumentId: held.instrumentId,
      lots: String(held.lots),
      pnlAtoms: pnlOf(held),
      ...marginalPart(held, marginals),
    })),
    ...(liquidation && { liquidation }),
  };
}

function positionAnswer(position: PositionExplanation, pnlAtoms: readonly AtomsText[]): PositionAnswer {
  return {
    instrumentId: position.instrumentId,
    lots: String(position.lots),
    isPriced: position.isPriced,
    markValueAtoms: text(position.markValue),
    initialAloneAtoms: text(position.initialAlone),
    maintenanceAloneAtoms: text(position.maintenanceAlone),
    maximumLossAtoms: textOrNull(position.maximumLoss),
    greeks: greeksAnswer(position.greeks),
    pnlAtoms,
  };
}

function marginalPart(
  { instrumentId }: Held,
  marginals: Extras["marginals"],
): Pick<PositionAnswer, "marginalInitialMarginAtoms"> {
  const marginal = marginals.get(instrumentId);
  return marginal === undefined ? {} : { marginalInitialMarginAtoms: text(marginal) };
}

const liquidityAnswer = ({ exposure, size, ratePpm, charge }: LiquidityCharge): LiquidityAnswer => ({
  exposureAtoms: text(exposure),
  sizeAtoms: text(size),
  ratePpm,
  chargeAtoms: text(charge),
});

const greeksAnswer = ({ delta, gamma, vega, theta }: GreeksInAtoms): GreeksAnswer => ({
  deltaAtoms: text(delta),
  gammaAtoms: text(gamma),
  vegaAtoms: text(vega),
  thetaAtoms: text(theta),
});
