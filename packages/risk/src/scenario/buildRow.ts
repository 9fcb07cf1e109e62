/**
 * From terms, mark and market to the integer row that every account's margin is made of.
 *
 * @module
 */
import { E6 } from "@novate/num";
import { assert, assertNever } from "@novate/stdx";
import { type Estimate, estimateCollateral, estimateFuture, estimateOption, estimatePerpetual } from "./estimate.ts";
import type { PreparedMarket } from "./prepared.ts";
import { awayFromZero, quantise } from "./quantise.ts";
import type { ScenarioRow } from "./row.ts";
import type { InstrumentMark, InstrumentTerms, OptionTerms } from "./terms.ts";

/** A short position without price or bound may lose so many times its last value or strike: the top of the tails (MARG-084). */
const UNPRICED_RISE = 5;
/** Per-lot amounts above this are refused a price, so that the kernel's sums stay exact. */
const PER_LOT_LIMIT = 1_125_899_906_842_624; // 2^50

/**
 * One instrument over all columns, per lot, rounded against long and short alike (MARG-010).
 *
 * Without a usable price, forward or surface, or where a number leaves its range, the row charges the maximum loss
 * instead (MARG-035): it is never skipped and never thrown at. Asserts only what the engine guarantees of its listings:
 * a mark of zero or more and a whole number of atoms per point.
 */
export function buildScenarioRow(terms: InstrumentTerms, mark: InstrumentMark, prepared: PreparedMarket): ScenarioRow {
  assert(Number.isSafeInteger(mark.valueAtoms) && mark.valueAtoms >= 0, "row: mark value is not a safe integer ≥ 0");
  assert(mark.valueAtoms <= PER_LOT_LIMIT, "row: mark value of one lot is above 2^50 atoms");
  assert(Number.isSafeInteger(terms.atomsPerPoint) && terms.atomsPerPoint > 0, "row: atoms per point is not whole");
  assert(terms.underlyingId === prepared.market.underlyingId, "row: market of another underlying");
  const estimate = mark.isPriced && prepared.market.spot > 0 ? estimateOf(terms, mark, prepared) : undefined;
  const row = estimate === undefined ? undefined : pricedRow(terms, mark, prepared, estimate);
  return row ?? unpricedRow(terms, mark, prepared.columns);
}

function estimateOf(terms: InstrumentTerms, mark: InstrumentMark, prepared: PreparedMarket): Estimate | undefined {
  switch (terms.kind) {
    case "perpetual":
      return estimatePerpetual(prepared, terms, mark);
    case "future":
      return estimateFuture(prepared, terms);
    case "option":
      return estimateOption(prepared, terms);
    case "collateral":
      return estimateCollateral(prepared, terms, mark);
    default:
      return assertNever(terms, "row: kind of instrument");
  }
}

/** What both kinds of row say about the instrument itself. */
const identity = (terms: InstrumentTerms, mark: InstrumentMark) => ({
  instrumentId: terms.instrumentId,
  underlyingId: terms.underlyingId,
  kind: terms.kind,
  expiryMs: terms.kind === "option" || terms.kind === "future" ? terms.expiryMs : 0,
  isCall: terms.kind === "option" && terms.isCall,
  markAtoms: mark.valueAtoms,
  strikeAtoms: terms.kind === "option" ? Math.min(Math.round(terms.strike * terms.atomsPerPoint), PER_LOT_LIMIT) : 0,
  atomsPerPoint: terms.atomsPerPoint,
});

function pricedRow(
  terms: InstrumentTerms,
  mark: InstrumentMark,
  prepared: PreparedMarket,
  estimate: Estimate,
): ScenarioRow | undefined {
  const quantised = quantise(estimate.pnl, estimate.error, prepared.slab.take());
  if (quantised === undefined) return undefined;
  const { charges } = prepared.profile;
  const deltaAtoms = awayFromZero(estimate.delta);
  const worthDelta = mark.valueAtoms * (charges.unhedgedPpm > 0 ? E6 / charges.unhedgedPpm : E6);
  const notional = prepared.market.spot * terms.atomsPerPoint;
  const funding = terms.kind === "perpetual" ? mark.fundingRate8h * mark.valueAtoms : 0;
  const row: ScenarioRow = {
    ...identity(terms, mark),
    isPriced: true,
    pnl: quantised.entries,
    shift: quantised.shift,
    slack: quantised.slack,
    deltaAtoms,
    chargedDeltaAtoms:
      terms.kind === "option"
        ? Math.sign(deltaAtoms) * Math.min(Math.abs(deltaAtoms), Math.floor(worthDelta))
        : deltaAtoms,
    vegaShockAtoms: awayFromZero(estimate.vegaShock),
    gammaAtoms: awayFromZero(estimate.gamma),
    vegaAtoms: awayFromZero(estimate.vega),
    thetaAtoms: awayFromZero(estimate.theta),
    shortOptionAtoms:
      terms.kind === "option" ? Math.ceil((notional * floatingOf(terms) * charges.shortOptionPpm) / E6) : 0,
    addOnLongAtoms: Math.ceil(Math.max(funding, 0)),
    addOnShortAtoms: Math.ceil(Math.max(-funding, 0)),
  };
  return isWithinLimits(row) ? row : undefined;
}

/** What of an option's average can still move. */
const floatingOf = ({ fixing }: OptionTerms): number => 1 - (fixing?.fixedFraction ?? 0);

function isWithinLimits(row: ScenarioRow): boolean {
  return (
    isAmount(row.deltaAtoms) &&
    isAmount(row.vegaShockAtoms) &&
    isAmount(row.gammaAtoms) &&
    isAmount(row.vegaAtoms) &&
    isAmount(row.thetaAtoms) &&
    isAmount(row.shortOptionAtoms) &&
    isAmount(row.addOnLongAtoms) &&
    isAmount(row.addOnShortAtoms)
  );
}

/** A number, and small enough for exact sums. */
const isAmount = (atoms: number): boolean => Math.abs(atoms) <= PER_LOT_LIMIT;

/** Nothing offsets an instrument without a price: each lot is charged all that it can lose (MARG-035). */
function unpricedRow(terms: InstrumentTerms, mark: InstrumentMark, columns: number): ScenarioRow {
  const known = identity(terms, mark);
  const isPut = terms.kind === "option" && !terms.isCall;
  const shortLoss = isPut
    ? Math.max(known.strikeAtoms - known.markAtoms, 0)
    : UNPRICED_RISE * Math.max(known.markAtoms, known.strikeAtoms);
  const isCollateral = terms.kind === "collateral"; // counts for nothing, owes nothing
  return {
    ...known,
    isPriced: false,
    pnl: new Int32Array(columns),
    shift: 0,
    slack: 0,
    deltaAtoms: 0,
    chargedDeltaAtoms: 0,
    vegaShockAtoms: 0,
    gammaAtoms: 0,
    vegaAtoms: 0,
    thetaAtoms: 0,
    shortOptionAtoms: 0,
    addOnLongAtoms: isCollateral ? 0 : known.markAtoms,
    addOnShortAtoms: isCollateral ? 0 : shortLoss,
  };
}
