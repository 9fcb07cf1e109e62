/**
 * The margin of one account: sums, charges and credit in exact float64 integers, or in bigint where they would not fit.
 *
 * @module
 */
import { atoms } from "@novate/num";
import { KIND, type RiskBook } from "../book/book.ts";
import type { MarginContext } from "../book/context.ts";
import { ppmUp } from "../book/integer.ts";
import { type Interest, NO_INTEREST } from "../book/interest.ts";
import type { Positions } from "../book/positions.ts";
import type { MarginMethod, MarginRequirement } from "../book/requirement.ts";
import { INITIAL, MAINTENANCE, MarginWorkspace, SLOT_WIDTH } from "../book/workspace.ts";
import { explainMargin } from "../explain/explain.ts";
import { accumulate } from "./accumulate.ts";
import { type AloneSums, addAlone } from "./alone.ts";
import { assessSlots } from "./netted.ts";
import { assessPortfolio, jointShortfall } from "./portfolio.ts";
import { type Rates, setRates } from "./rates.ts";

const alone: AloneSums = { initial: 0, maintenance: 0 };
const rates: Rates = { deltaLong: 0, deltaShort: 0, vegaLong: 0, vegaShort: 0 };
const sharedWorkspace = new MarginWorkspace();

/**
 * Requirement of `positions` held in one account under `method`.
 *
 * Units: settlement atoms. Rounding: every step against the account. Independent of the order of positions.
 * Asserts that every instrument is in the book and that collateral is not negative. Cost: microseconds; no allocation
 * but the answer. Source: MARG-020 … MARG-042.
 */
export function marginOf(
  book: RiskBook,
  context: MarginContext,
  positions: Positions,
  method: MarginMethod,
  interest: Interest = NO_INTEREST,
  workspace: MarginWorkspace = sharedWorkspace,
): MarginRequirement {
  if (!assessAccount(workspace, book, context, positions, method, interest))
    return explainMargin(book, context, positions, method, interest).requirement;
  return requirementOf(workspace, context);
}

/** The levels of the account assessed last; the close-out level is a part of its maintenance margin (MARG-042). */
function requirementOf(workspace: MarginWorkspace, context: MarginContext): MarginRequirement {
  const closeOut = ppmUp(workspace.maintenanceMargin, context.charges.closeOutFactorPpm);
  return {
    initialMargin: atoms(BigInt(workspace.initialMargin)),
    maintenanceMargin: atoms(BigInt(workspace.maintenanceMargin)),
    closeOutLevel: atoms(BigInt(closeOut)),
  };
}

/**
 * Leaves the requirement in the workspace, or returns false where the account is too large for exact float64 sums.
 * The hot path: no allocation.
 */
export function assessAccount(
  workspace: MarginWorkspace,
  book: RiskBook,
  context: MarginContext,
  positions: Positions,
  method: MarginMethod,
  interest: Interest,
): boolean {
  if (!accumulate(workspace, book, positions, method === "portfolio")) return false;
  if (method === "isolated") {
    assessEachAlone(workspace, book, context, positions, interest);
    return true;
  }
  assessSlots(workspace, book, context, interest, positions);
  assessWhole(workspace, book, context, method);
  return !Number.isNaN(workspace.initialMargin); // NaN where a maximum loss was not exact
}

/** Adds the slots up, with credit and joint scenarios for `portfolio`. */
function assessWhole(workspace: MarginWorkspace, book: RiskBook, context: MarginContext, method: MarginMethod): void {
  if (method === "portfolio") {
    const shortfall = jointShortfall(workspace, book, context.charges.jointTailCount);
    const { initialPpm, maintenancePpm } = context;
    workspace.initialMargin = assessPortfolio(workspace, context, shortfall, initialPpm, INITIAL);
    workspace.maintenanceMargin = assessPortfolio(workspace, context, shortfall, maintenancePpm, MAINTENANCE);
    return;
  }
  let initial = 0;
  let maintenance = 0;
  for (let slot = 0; slot < workspace.slotCount; slot += 1) {
    initial += workspace.slots[slot * SLOT_WIDTH + INITIAL]!;
    maintenance += workspace.slots[slot * SLOT_WIDTH + MAINTENANCE]!;
  }
  workspace.initialMargin = initial;
  workspace.maintenanceMargin = maintenance;
}

function assessEachAlone(
  workspace: MarginWorkspace,
  book: RiskBook,
  context: MarginContext,
  positions: Positions,
  interest: Interest,
): void {
  const { instruments, lots, from, to } = positions;
  alone.initial = 0;
  alone.maintenance = 0;
  let rated = -1; // the slot that the rates are of
  for (let position = from; position < to; position += 1) {
    const instrument = instruments[position]!;
    if (lots[position] === 0 || book.kind[instrument] === KIND.collateral) continue;
    const slot = workspace.slotOf[book.underlying[instrument]!]!;
    if (slot !== rated) setRates(rates, workspace, context, interest, slot);
    rated = slot;
    addAlone(alone, book, context, rates, instrument, lots[position]!);
  }
  workspace.initialMargin = alone.initial;
  workspace.maintenanceMargin = alone.maintenance;
}
