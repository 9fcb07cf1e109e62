/**
 * How likely an account is to be in breach within the hour, and what it lacks (FCST-040 … FCST-045).
 *
 * An answer to a question, never an event: which accounts a block looks at depends on certificates, so nothing that is
 * found by looking may change the state.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Atoms, atoms, maxOf, type Ppm, ZERO_ATOMS } from "@novate/num";
import {
  type BreachLevel,
  breachLevelOf,
  breachProbability,
  explainMargin,
  exposureOf,
  probabilityToPpm,
  type Scenario,
  type UnderlyingExplanation,
  type VolatileExposure,
} from "@novate/risk";
import { correlationOf, type Moves, movesOf } from "../../gate/correlation.ts";
import { atomsToNumber, ppmToFraction } from "../../gate/units.ts";
import { hasInitialMargin } from "../../ledger/health.ts";
import { mustGet, type StateView } from "../../state/state.ts";
import type { MarginDesk } from "../desk/marginDesk.ts";

export interface BreachEstimate {
  /** Over the next hour; rounded up. */
  readonly probabilityPpm: Ppm;
  readonly level: BreachLevel;
  /** What would restore initial margin now; zero where nothing is missing. A call has its own amount (CALL-013). */
  readonly missingAtoms: Atoms;
}

/** Work: one full explanation, and for several underlyings their correlations. */
export function estimateBreach(desk: MarginDesk, state: StateView, account: AccountRow): BreachEstimate {
  const health = desk.assess(state, account);
  const buffer = atomsToNumber(health.equityAtoms - health.maintenanceAtoms);
  const exposures = exposuresOf(desk, state, account);
  const moves = exposures.length < 2 ? [] : movesOf(state, mustGet(state.segments, account.segmentId));
  const correlations = exposures.map((left) => exposures.map((right) => pairOf(moves, left, right)));
  const probabilityPpm = probabilityToPpm(breachProbability({ buffer, exposures, correlations }));
  const level = breachLevelOf(probabilityPpm);
  return {
    probabilityPpm,
    level,
    missingAtoms: hasInitialMargin(health)
      ? ZERO_ATOMS
      : maxOf(atoms(health.initialAtoms - health.initialEquityAtoms), ZERO_ATOMS),
  };
}

interface Exposed extends VolatileExposure {
  readonly underlyingId: number;
}

/** One for each underlying that the account's profit depends on. */
function exposuresOf(desk: MarginDesk, state: StateView, account: AccountRow): Exposed[] {
  const book = desk.bookOf(account.segmentId);
  const context = book.context(state);
  const { underlyings } = explainMargin(book.book, context, book.positionsOf(account), "cross");
  return underlyings.map((explained) => {
    const { volAnnualPpm, scanRangePpm } = mustGet(state.underlyings, explained.underlyingId);
    const ladder = ladderOf(book.book.profile.scenarios, explained, ppmToFraction(scanRangePpm));
    return { ...exposureOf(ladder), underlyingId: explained.underlyingId, volAnnual: ppmToFraction(volAnnualPpm) };
  });
}

/** The scenarios that move the spot alone, and by parts of the scan range. */
function ladderOf(
  scenarios: readonly Scenario[],
  { scenarios: losses }: UnderlyingExplanation,
  range: number,
): { readonly move: number; readonly profit: number }[] {
  return scenarios.flatMap(({ spot, vol, skew, confidence }, index) =>
    spot.unit === "range" && spot.amount !== 0 && vol === 0 && skew === 0 && confidence === 0
      ? [{ move: spot.amount * range, profit: atomsToNumber(losses[index]!.pnl) }]
      : [],
  );
}

/** Unknown correlations are those that hurt: two exposures then move against the account together. */
const pairOf = (moves: Moves, left: Exposed, right: Exposed): number =>
  left === right
    ? 1
    : (correlationOf(moves, left.underlyingId, right.underlyingId) ?? Math.sign(left.delta * right.delta));
