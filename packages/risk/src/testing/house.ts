/**
 * Books of rows written by hand: so much profit per scan range of spot, exact, so that requirements work out on paper.
 *
 * @module
 */
import { expect } from "vitest";
import { RiskBook } from "../book/book.ts";
import { type CreditPair, createMarginContext } from "../book/context.ts";
import { positionsOf } from "../book/positions.ts";
import type { MarginMethod } from "../book/requirement.ts";
import { explainMargin } from "../explain/explain.ts";
import { marginOf } from "../kernel/margin.ts";
import { STANDARD_PROFILE } from "../profile/standard.ts";
import type { ScenarioRow } from "../scenario/row.ts";

const { scenarios } = STANDARD_PROFILE;

/** A row by hand: so much P&L per scan range of spot, exact, and nothing in tilts unless given. */
export function rowOf(
  rest: Partial<ScenarioRow>,
  perRange = 0,
  tilts: [number, number] = [0, 0],
  joint: number[] = [],
): ScenarioRow {
  const grid = scenarios.map(({ spot, weight }) =>
    spot.unit === "range"
      ? Math.round(perRange * spot.amount)
      : Math.round(perRange * Math.sign(spot.amount) * (weight > 0 ? 1 : 0)),
  );
  return {
    instrumentId: 1,
    underlyingId: 1,
    kind: "perpetual",
    expiryMs: 0,
    isCall: false,
    isPriced: true,
    pnl: Int32Array.from([...grid, ...tilts, ...joint]),
    shift: 0,
    slack: 0,
    markAtoms: 100_000,
    strikeAtoms: 0,
    atomsPerPoint: 1,
    deltaAtoms: 100_000,
    chargedDeltaAtoms: 100_000,
    vegaShockAtoms: 0,
    gammaAtoms: 0,
    vegaAtoms: 0,
    thetaAtoms: 0,
    shortOptionAtoms: 0,
    addOnLongAtoms: 0,
    addOnShortAtoms: 0,
    ...rest,
  };
}

export interface Setting {
  readonly depth?: number;
  readonly openInterest?: number;
  readonly pairs?: readonly CreditPair[];
  readonly jointCount?: number;
}

export function house(
  rows: readonly ScenarioRow[],
  { depth = 0, openInterest = 1_000_000, pairs = [], jointCount = 0 }: Setting = {},
) {
  const quiet = depth === 0 ? { liquidityDeltaPpm: 0, liquidityVegaPpm: 0 } : {};
  const profile = { ...STANDARD_PROFILE, charges: { ...STANDARD_PROFILE.charges, ...quiet, jointTailCount: 2 } };
  const book = new RiskBook(profile, jointCount);
  for (const [index, row] of rows.entries()) book.setRow(index, row);
  const ids = [...new Set(rows.map(({ underlyingId }) => underlyingId))];
  const limits = ids.map((underlyingId) => ({
    underlyingId,
    range: 0.1,
    openInterestScalePpm: openInterest,
    deltaDepthAtoms: depth,
    vegaDepthAtoms: depth,
  }));
  const context = createMarginContext(book, limits, pairs);
  return {
    explain: (pairs: [number, number][], method: MarginMethod) =>
      explainMargin(book, context, positionsOf(pairs), method),
    margin(pairs: [number, number][], method: MarginMethod): [bigint, bigint, bigint] {
      const requirement = marginOf(book, context, positionsOf(pairs), method);
      expect(explainMargin(book, context, positionsOf(pairs), method).requirement).toEqual(requirement);
      return [requirement.initialMargin, requirement.maintenanceMargin, requirement.closeOutLevel];
    },
  };
}

/** A perpetual worth 100,000 that moves 9,000 a scan range. */
export const perpetual = (rest: Partial<ScenarioRow> = {}): ScenarioRow => rowOf(rest, 9000, [-500, 500]);
