/**
 * From quoted volatilities to an SVI surface without arbitrage.
 *
 * Each expiry is fitted freely: a quasi-explicit fit, then a search over all five parameters on errors in volatility.
 * Then again from the shortest on, with penalties for a negative density and for crossing the expiry before. The result counts only with the
 * certificates of `arbitrage.ts`; penalties grow until it has them. Deterministic: same quotes, same bits.
 *
 * @module
 */
import { exp, ln, sqrt } from "@novate/num";
import {
  butterflyFault,
  type Checked,
  calendarFault,
  createSurface,
  type Refused,
  refuse,
  type SviParameters,
  type SviSlice,
  sviMinimumVariance,
  type VolSurface,
} from "@novate/risk";
import { type Minimum, minimise } from "../numeric/nelderMead.ts";
import { crossingBreach, densityBreach, type PenaltyGrid, penaltyGrid } from "./penalty.ts";
import { quasiExplicitFit } from "./quasiExplicit.ts";
import { type ExpiryQuotes, type FitReport, faultOfQuotes, meanSquare, reportFit, type VolQuote } from "./quotes.ts";

/** Rounds of the search; each weighs breaches ten times as much as the one before, with twice the margin. */
const ROUNDS = 7;
const FIRST_PENALTY = 1e-3;
/** Passes from the shortest to the longest expiry; from the second on, the later slices are known to make room. */
const SWEEPS = 2;
/** Cost of lying above the next expiry as fitted so far, which would have to give way: mild, so that both give. */
const INTRUSION_PENALTY = 1.5e-5;

/** Fits a surface. Refuses bad quotes by name, fewer than five in an expiry, and an expiry no certified slice fits. */
export function calibrateSurface(
  expiries: readonly ExpiryQuotes[],
): Checked<{ readonly surface: VolSurface; readonly reports: readonly FitReport[] }> {
  const fault = faultOfQuotes(expiries);
  if (fault !== undefined) return fault;
  let slices = expiries.map((expiry) => freeFit(expiry));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const swept: SviSlice[] = [];
    for (const [index, expiry] of expiries.entries()) {
      const neighbours = { before: swept[index - 1], after: slices[index + 1], start: slices[index]! };
      const fitted = calibrateSlice(expiry, neighbours, `expiries[${index}]`);
      if (!fitted.ok) return fitted;
      swept.push(fitted.slice);
    }
    slices = swept;
  }
  const surface = createSurface(slices);
  if (!surface.ok) return surface;
  return { ok: true, surface: surface.surface, reports: expiries.map((expiry, i) => reportFit(expiry, slices[i]!)) };
}

/** What one expiry must respect: the slice before it, and by preference the one after as fitted so far. */
interface Neighbours {
  readonly before: SviSlice | undefined;
  readonly after: SviSlice | undefined;
  readonly start: SviSlice;
}

/** One expiry on its own, nearly free of butterflies. */
function freeFit({ yearsToExpiry, quotes }: ExpiryQuotes): SviSlice {
  const grid = gridOf(quotes);
  const height = (point: readonly number[]): number => {
    const slice = fromPoint(point, yearsToExpiry);
    return meanSquare(quotes, slice) + densityBreach(slice, grid, 1);
  };
  return fromPoint(lowest(height, startsOf(quotes, yearsToExpiry, grid), grid).point, yearsToExpiry);
}

const gridOf = (quotes: readonly VolQuote[]): PenaltyGrid =>
  penaltyGrid(quotes[0]!.logMoneyness, quotes[quotes.length - 1]!.logMoneyness); // five quotes at least

/** One expiry, nowhere below the one before in total variance. */
function calibrateSlice(
  { yearsToExpiry, quotes }: ExpiryQuotes,
  { before, after, start }: Neighbours,
  path: string,
): Checked<{ readonly slice: SviSlice }> {
  const grid = gridOf(quotes);
  const starts = [toPoint(start, yearsToExpiry), ...startsOf(quotes, yearsToExpiry, grid)];
  if (before !== undefined) {
    const ratio = yearsToExpiry / before.yearsToExpiry;
    starts.push(toPoint({ ...before, a: before.a * ratio, b: before.b * ratio }, yearsToExpiry));
  }
  let fault: Refused | undefined;
  let last: readonly number[] | undefined;
  let penalty = FIRST_PENALTY;
  let caution = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    const height = (point: readonly number[]): number => {
      const slice = fromPoint(point, yearsToExpiry);
      const crossing = before === undefined ? 0 : crossingBreach(before, slice, grid, caution);
      const intrusion = after === undefined ? 0 : crossingBreach(slice, after, grid, 0);
      return (
        meanSquare(quotes, slice) +
        penalty * (densityBreach(slice, grid, caution) + crossing) +
        INTRUSION_PENALTY * intrusion
      );
    };
    const best = lowest(height, last === undefined ? starts : [last, ...starts], grid);
    const slice = fromPoint(best.point, yearsToExpiry);
    fault = butterflyFault(slice, path) ?? (before === undefined ? undefined : calendarFault(before, slice, path));
    if (fault === undefined) return { ok: true, slice };
    last = best.point;
    penalty *= 10;
    caution *= 2;
  }
  return fault ?? refuse("NotCovered", path, "no slice was found");
}

/** Where the search begins: the quasi-explicit fit, and a smooth smile at its level. */
function startsOf(quotes: readonly VolQuote[], years: number, grid: PenaltyGrid): readonly (readonly number[])[] {
  const fit = quasiExplicitFit(
    quotes.map(({ logMoneyness, volAnnual, weight }) => ({
      k: logMoneyness,
      totalVariance: volAnnual * volAnnual * years,
      weight: weight / (volAnnual * volAnnual), // an error in variance is one in volatility times 2σ
    })),
  );
  const smooth = { a: fit.a, b: 0.3 * sqrt(years), rho: 0, m: 0, sigma: 0.3 * (grid.last - grid.first) };
  return [toPoint(fit, years), toPoint(smooth, years)];
}

/** The lowest point found from any of the starts. */
const lowest = (
  height: (point: readonly number[]) => number,
  starts: readonly (readonly number[])[],
  grid: PenaltyGrid,
): Minimum =>
  starts
    .map((start) => descend(height, start, grid.last - grid.first))
    .reduce((least, other) => (other.height < least.height ? other : least));

/** Nelder and Mead's search, begun anew from its own result: a collapsed simplex is the method's one weakness. */
function descend(height: (point: readonly number[]) => number, start: readonly number[], width: number): Minimum {
  const reach = [0.1 * start[0]!, 0.2, 0.2, 0.05 * width, 0.3]; // five coordinates
  let best = minimise(height, start, reach, 400);
  for (const share of [0.5, 0.2, 0.1]) {
    const shorter = reach.map((x) => share * x);
    best = minimise(height, best.point, shorter, 400);
  }
  return best;
}

/** Search coordinates: least variance per year, ln b, ρ by its hyperbolic angle, m, ln σ. */
const toPoint = (slice: SviParameters, years: number): readonly number[] => [
  Math.max(sviMinimumVariance(slice) / years, 1e-4),
  ln(Math.max(slice.b, 1e-6)),
  0.5 * ln((1 + slice.rho) / (1 - slice.rho)),
  slice.m,
  ln(slice.sigma),
];

function fromPoint(point: readonly number[], years: number): SviSlice {
  const [level, logSlope, angle, m, logSigma] = point as [number, number, number, number, number]; // five coordinates
  const b = exp(logSlope);
  const rho = 1 - 2 / (exp(2 * Math.max(-8, Math.min(8, angle))) + 1);
  const sigma = exp(logSigma);
  const least = (level > 1e-8 ? level : 1e-8) * years;
  return { yearsToExpiry: years, a: least - b * sigma * sqrt(1 - rho * rho), b, rho, m, sigma };
}
