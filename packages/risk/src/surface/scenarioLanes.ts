/**
 * One option across many scenarios, without allocation: the inner loop of a scenario table.
 *
 * What all options of one expiry share (shocked forward, its logarithm, shocked smile) is computed once per scenario
 * into lanes of typed arrays; each option then costs one logarithm in all, and per scenario two square roots, one
 * division and the normal distribution.
 *
 * @module
 */
import { ln, sqrt } from "@novate/num";
import { type OptionKind, timeValueAt } from "../black/black76.ts";
import type { SliceBlend } from "./surface.ts";
import type { SviSlice } from "./svi.ts";

/** The shocked market of one expiry, one lane a scenario. */
export interface ScenarioLanes {
  readonly count: number;
  readonly forward: Float64Array;
  readonly discount: Float64Array;
  readonly logForward: Float64Array;
  /** ln of the forward that anchors the smile: the shocked one (smile moves with the spot) or the base one. */
  readonly logAnchor: Float64Array;
  /** Added to σ√τ after the smile: an absolute volatility shock. */
  readonly stdDevShift: Float64Array;
  /** Two weighted smiles a lane, ten numbers: a, b·ρ, b, m, σ² of the near one, then of the far one (b = 0 if none). */
  readonly smile: Float64Array;
  /** Whether any lane uses its far smile. */
  hasFar: boolean;
}

const SMILE_WIDTH = 10;

/** Empty lanes for `count` scenarios; fill each with {@link setLane} and reuse them from mark to mark. */
export const createScenarioLanes = (count: number): ScenarioLanes => ({
  count,
  forward: new Float64Array(count),
  discount: new Float64Array(count),
  logForward: new Float64Array(count),
  logAnchor: new Float64Array(count),
  stdDevShift: new Float64Array(count),
  smile: new Float64Array(count * SMILE_WIDTH),
  hasFar: false,
});

/** The market of one expiry under one scenario. */
export interface LaneMarket {
  /** Shocked forward, above zero. */
  readonly forward: number;
  /** The forward that log-moneyness is measured from: equal to `forward` for a smile that moves with the spot. */
  readonly anchorForward: number;
  readonly discount: number;
  /** The smile after the scenario's operators. */
  readonly smile: SliceBlend;
  /** Δσ·√τ. */
  readonly stdDevShift: number;
}

/** Writes one scenario into its lane. */
export function setLane(lanes: ScenarioLanes, index: number, market: LaneMarket): void {
  lanes.forward[index] = market.forward;
  lanes.discount[index] = market.discount;
  lanes.logForward[index] = ln(market.forward);
  lanes.logAnchor[index] = ln(market.anchorForward);
  lanes.stdDevShift[index] = market.stdDevShift;
  writeSmile(lanes.smile, index * SMILE_WIDTH, market.smile.near, market.smile.nearWeight);
  writeSmile(lanes.smile, index * SMILE_WIDTH + 5, market.smile.far, market.smile.farWeight);
  if (market.smile.farWeight !== 0) lanes.hasFar = true;
}

function writeSmile(target: Float64Array, at: number, slice: SviSlice, weight: number): void {
  const b = slice.b * weight;
  target[at] = slice.a * weight;
  target[at + 1] = b * slice.rho;
  target[at + 2] = b;
  target[at + 3] = slice.m;
  target[at + 4] = slice.sigma * slice.sigma;
}

/**
 * Discounted value of one option in every lane, written to `values` from `offset` on.
 *
 * Precondition: strike above zero and lanes filled; both were checked where they entered the risk book.
 * The log-moneyness is a difference of logarithms, good to 4e-15 absolute, so that a value agrees with
 * `black76Value` on the lane's smile to about 4e-15 of the forward.
 */
export function valueAcrossLanes(
  kind: OptionKind,
  strike: number,
  lanes: ScenarioLanes,
  values: Float64Array,
  offset: number,
): void {
  const { count, forward, discount, logForward, logAnchor, stdDevShift, smile, hasFar } = lanes;
  const logStrike = ln(strike);
  const isCall = kind === "call";
  for (let lane = 0; lane < count; lane += 1) {
    const at = lane * SMILE_WIDTH;
    const k = logStrike - logAnchor[lane]!;
    let offsetK = k - smile[at + 3]!;
    let variance = smile[at]! + smile[at + 1]! * offsetK + smile[at + 2]! * sqrt(offsetK * offsetK + smile[at + 4]!);
    if (hasFar) {
      offsetK = k - smile[at + 8]!;
      variance += smile[at + 5]! + smile[at + 6]! * offsetK + smile[at + 7]! * sqrt(offsetK * offsetK + smile[at + 9]!);
    }
    const stdDev = sqrt(variance > 0 ? variance : 0) + stdDevShift[lane]!;
    const laneForward = forward[lane]!;
    const intrinsic = isCall ? laneForward - strike : strike - laneForward;
    const x = logStrike - logForward[lane]!;
    const timeValue =
      stdDev > 0
        ? timeValueAt(laneForward < strike ? laneForward : strike, (x < 0 ? -x : x) / stdDev, 0.5 * stdDev)
        : 0;
    values[offset + lane] = discount[lane]! * (intrinsic > 0 ? intrinsic + timeValue : timeValue);
  }
}
