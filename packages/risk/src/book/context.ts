/**
 * What margin needs beside the book: the state of each underlying's market in whole numbers, and the listed pairs.
 *
 * @module
 */
import { divUp, E6 } from "@novate/num";
import { assert } from "@novate/stdx";
import type { ChargeRule } from "../profile/profile.ts";
import type { RiskBook } from "./book.ts";
import { FACTOR_LIMIT_PPM, LARGEST_ROOT, ppmUp } from "./integer.ts";
import { HEADROOM_DELTA, HEADROOM_VEGA } from "./side.ts";

/** One underlying at one mark. */
export interface UnderlyingLimits {
  readonly underlyingId: number;
  /** Scan range as a fraction of spot, as `PreparedMarket.range` has it. */
  readonly range: number;
  /** Factor on initial margin from open interest; 1,000,000 for none (MARG-033). */
  readonly openInterestScalePpm: number;
  /** Delta notional and vega shock, in atoms, that the market takes at the listed rate; 0 if unknown (MARG-032). */
  readonly deltaDepthAtoms: number;
  readonly vegaDepthAtoms: number;
}

/**
 * Two underlyings whose realised correlation holds (MARG-022). Each underlying's credits add up to half at most; a
 * pair that broke is left out, or has `creditPpm` 0.
 */
export interface CreditPair {
  readonly leftUnderlyingId: number;
  readonly rightUnderlyingId: number;
  readonly creditPpm: number;
}

/** Indexed by the book's dense underlying index; built once per mark by {@link createMarginContext}. */
export interface MarginContext {
  readonly charges: ChargeRule;
  /** Initial factor times open-interest scale. */
  readonly initialPpm: Float64Array;
  readonly maintenancePpm: Float64Array;
  readonly deltaRatePpm: Float64Array;
  readonly vegaRatePpm: Float64Array;
  readonly deltaDepth: Float64Array;
  readonly vegaDepth: Float64Array;
  /** Most that any factor or rate can be, as `side.ts` counts headroom; without and with options. */
  readonly linearGrowthPpm: Float64Array;
  readonly growthPpm: Float64Array;
  readonly pairs: readonly IndexedPair[];
}

export interface IndexedPair {
  readonly left: number;
  readonly right: number;
  readonly creditPpm: number;
}

const MOST_CREDIT_PPM = 500_000;

/** Gathers the limits of every underlying of the book. Asserts that none is missing and that credits are bounded. */
export function createMarginContext(
  book: RiskBook,
  limits: readonly UnderlyingLimits[],
  pairs: readonly CreditPair[] = [],
): MarginContext {
  const { charges } = book.profile;
  for (const { underlyingId } of limits) book.underlyingIndex(underlyingId);
  const count = book.underlyingCount;
  assert(limits.length === count, "context: limits of an underlying are missing or stated twice");
  const context = {
    charges,
    initialPpm: new Float64Array(count),
    maintenancePpm: new Float64Array(count).fill(charges.maintenanceFactorPpm),
    deltaRatePpm: new Float64Array(count),
    vegaRatePpm: new Float64Array(count).fill(charges.liquidityVegaPpm),
    deltaDepth: new Float64Array(count),
    vegaDepth: new Float64Array(count),
    linearGrowthPpm: new Float64Array(count),
    growthPpm: new Float64Array(count),
    pairs: indexPairs(book, pairs),
  };
  for (const limit of limits) {
    const index = book.underlyingIndex(limit.underlyingId);
    context.deltaRatePpm[index] = Math.min(Math.ceil(charges.liquidityDeltaPpm * limit.range), FACTOR_LIMIT_PPM);
    context.deltaDepth[index] = limit.deltaDepthAtoms;
    context.vegaDepth[index] = limit.vegaDepthAtoms;
    setOpenInterestScale(context, index, limit.openInterestScalePpm);
  }
  return context;
}

/** Puts another factor of open interest into a context that stands; `index` is the book's of the underlying (MARG-033). */
export function setOpenInterestScale(context: MarginContext, index: number, scalePpm: number): void {
  assert(scalePpm >= E6, "context: open interest would lower a requirement");
  const { charges, initialPpm, linearGrowthPpm, growthPpm } = context;
  const factor = ppmUp(charges.initialFactorPpm, Math.min(scalePpm, FACTOR_LIMIT_PPM));
  initialPpm[index] = Math.min(factor, FACTOR_LIMIT_PPM);
  const deltaGrowth = HEADROOM_DELTA * LARGEST_ROOT * (context.deltaRatePpm[index]! + 1);
  const vegaGrowth = HEADROOM_VEGA * LARGEST_ROOT * (charges.liquidityVegaPpm + 1);
  linearGrowthPpm[index] = Math.max(E6, initialPpm[index], deltaGrowth);
  growthPpm[index] = Math.max(linearGrowthPpm[index], vegaGrowth);
}

function indexPairs(book: RiskBook, pairs: readonly CreditPair[]): IndexedPair[] {
  const given = new Map<number, number>();
  return pairs.map(({ leftUnderlyingId, rightUnderlyingId, creditPpm }) => {
    const left = book.underlyingIndex(leftUnderlyingId);
    const right = book.underlyingIndex(rightUnderlyingId);
    assert(left !== right && creditPpm >= 0, "context: a pair credits an underlying with itself");
    for (const side of [left, right]) {
      given.set(side, (given.get(side) ?? 0) + creditPpm);
      assert(given.get(side)! <= MOST_CREDIT_PPM, "context: an underlying is credited more than half");
    }
    return { left, right, creditPpm };
  });
}

/**
 * Factor on initial margin as open interest grows: 1 up to the lower cap, `mostPpm` from the upper one on, a straight
 * line between, rounded up (MARG-033, MARG-082). All notional amounts in the same unit.
 */
export function openInterestScalePpm(
  openInterest: bigint,
  lowerCap: bigint,
  upperCap: bigint,
  mostPpm: number,
): number {
  assert(lowerCap >= 0n && upperCap >= lowerCap, "open interest: caps are not in order");
  assert(mostPpm >= E6, "open interest: would lower a requirement");
  if (openInterest <= lowerCap || upperCap === 0n) return E6;
  if (openInterest >= upperCap) return mostPpm;
  const rise = BigInt(mostPpm - E6) * (openInterest - lowerCap);
  const span = upperCap - lowerCap;
  return E6 + Number(divUp(rise, span));
}
