/**
 * American options with a barrier, by finite differences.
 *
 * On a grid of the spot's logarithm that starts at the barrier, Crank–Nicolson steps run back from expiry, the first of
 * them implicit to damp the corner of the payoff. A knock-out may be exercised at every step, next to the
 * barrier as well as far from it: the policy is found by Howard's iteration. A knock-in becomes a plain American option at the barrier, which is its value there. Two grids
 * are extrapolated; error about 1e-4 of the spot or less.
 *
 * Source: D. Tavella and C. Randall, "Pricing Financial Instruments" (2000), chapters 3 and 5; P. Forsyth and
 * K. Vetzal, SIAM J. Scientific Computing 23 (2002).
 * @module
 */
import { exp, ln } from "@novate/num";
import type { OptionKind } from "@novate/risk";
import { americanValue, isEarlyExercisePossible, mirrored } from "./american.ts";
import { spectralPutSurface } from "./americanSpectral.ts";
import type { BarrierOption } from "./barrier.ts";
import { barrierValue } from "./barrier.ts";
import { isDown, isOut, isTouched } from "./images.ts";
import { logDriftOf, type SpotMarket, signOf, stdDevOf } from "./spotMarket.ts";

/** Steps of the coarse grid in space; the fine one has twice as many. */
const SPACE_STEPS = 300;
const IMPLICIT_STEPS = 4;
/** Improvements of the exercise policy in one step; two or three are usual. */
const MAX_POLICIES = 50;

/** Value of an American option that a touch of the barrier ends or brings to life. Needs σ > 0 and time left. */
export function americanBarrierValue(option: BarrierOption, market: SpotMarket): number {
  const { kind, strike, barrierKind, barrier, rebate, yearsToExpiry } = option;
  const atTouch = Math.max(rebate, signOf(kind) * (barrier - strike)); // exercise may come just before the touch
  if (isTouched(barrierKind, market.spot, barrier))
    return isOut(barrierKind) ? rebate : americanValue(market, kind, strike, yearsToExpiry, "spectral");
  if (!isOut(barrierKind) && !isEarlyExercisePossible(market, kind)) return barrierValue(option, market);
  const atBarrier = isOut(barrierKind) ? () => atTouch : vanillaAlong(market, kind, strike, barrier, yearsToExpiry);
  const coarse = solve(option, market, atBarrier, SPACE_STEPS);
  const fine = solve(option, market, atBarrier, 2 * SPACE_STEPS);
  return fine + (fine - coarse) / 3;
}

/** The plain American option at the barrier as a function of the time left. */
function vanillaAlong(
  market: SpotMarket,
  kind: OptionKind,
  strike: number,
  barrier: number,
  years: number,
): (time: number) => number {
  if (kind === "put") {
    const surface = spectralPutSurface(market, strike, years);
    return (time) => surface(barrier, time);
  }
  // A call on the barrier is a put struck there on a spot at the strike, in the mirrored market.
  const put = mirrored({ ...market, spot: barrier }, strike);
  const surface = spectralPutSurface(put.market, put.strike, years);
  return (time) => surface(strike, time);
}

/** One grid: node 0 is the barrier, the last is so far that its value is known. */
function solve(option: BarrierOption, market: SpotMarket, atBarrier: (time: number) => number, steps: number): number {
  const { kind, strike, barrierKind, barrier, rebate, yearsToExpiry } = option;
  const side = isDown(barrierKind) ? 1 : -1;
  const distance = side * ln(market.spot / barrier);
  const spread = 6 * stdDevOf(market, yearsToExpiry) + Math.abs(logDriftOf(market)) * yearsToExpiry;
  const wanted = Math.max(distance, side * ln(strike / barrier), 0) + spread;
  // The spot is a node: no interpolation at the end.
  const spotNode = Math.max(1, Math.round((steps * distance) / wanted));
  const dx = distance / spotNode;
  const timeSteps = steps;
  const canExercise = isOut(barrierKind);

  const payoff = new Float64Array(steps + 1);
  for (let i = 0; i <= steps; i += 1) {
    const spot = barrier * exp(side * dx * i);
    payoff[i] = Math.max(0, signOf(kind) * (spot - strike));
  }
  const values = Float64Array.from(payoff, (intrinsic) => (canExercise ? intrinsic : rebate));
  const dt = yearsToExpiry / timeSteps;
  let time = 0;
  for (let step = 0; step < timeSteps + IMPLICIT_STEPS / 2; step += 1) {
    const isImplicit = step < IMPLICIT_STEPS;
    const width = isImplicit ? 0.5 * dt : dt;
    time += width;
    const far = canExercise ? payoff[steps]! : rebate * exp(-market.rateAnnual * time);
    const theta = isImplicit ? 1 : 0.5;
    const floor = canExercise ? payoff : undefined;
    advance(values, market, side, { dx, dt: width, theta, near: atBarrier(time), far, floor });
  }
  return values[spotNode]!;
}

interface Step {
  /** Between nodes, in log-spot. */
  readonly dx: number;
  /** Years. */
  readonly dt: number;
  /** 1 is implicit, ½ is Crank and Nicolson's. */
  readonly theta: number;
  /** Values at the two ends: at the barrier, and far from it. */
  readonly near: number;
  readonly far: number;
  /** What exercise pays at each node; undefined while there is none. */
  readonly floor: Float64Array | undefined;
}

/** One step back in time: (1 − θ·dt·L)·new = (1 + (1 − θ)·dt·L)·old between known ends, not below `floor`. */
function advance(
  values: Float64Array,
  market: SpotMarket,
  side: 1 | -1,
  { dx, dt, theta, near, far, floor }: Step,
): void {
  const last = values.length - 1;
  const diffusion = (0.5 * market.volAnnual * market.volAnnual) / (dx * dx);
  const drift = (side * logDriftOf(market)) / (2 * dx);
  const below = diffusion - drift;
  const above = diffusion + drift;
  const centre = -2 * diffusion - market.rateAnnual;
  const target = new Float64Array(last + 1);
  for (let i = 1; i < last; i += 1)
    target[i] = values[i]! + (1 - theta) * dt * (below * values[i - 1]! + centre * values[i]! + above * values[i + 1]!);
  values[0] = near;
  values[last] = far;
  const row = { below: -theta * dt * below, diagonal: 1 - theta * dt * centre, above: -theta * dt * above };
  const isExercised = new Uint8Array(last + 1);
  for (let round = 0; round < MAX_POLICIES; round += 1) {
    solveTridiagonal(values, target, row, isExercised, floor);
    if (floor === undefined || !improvePolicy(values, target, row, isExercised, floor)) return;
  }
}

/** One row of the system, the same at every node. */
interface Row {
  readonly below: number;
  readonly diagonal: number;
  readonly above: number;
}

/** Solves for the inner nodes; an exercised node is held at its floor. */
function solveTridiagonal(
  values: Float64Array,
  target: Float64Array,
  { below, diagonal, above }: Row,
  isExercised: Uint8Array,
  floor: Float64Array | undefined,
): void {
  const last = values.length - 1;
  const scaled = new Float64Array(last + 1);
  const reduced = new Float64Array(last + 1);
  reduced[0] = values[0]!;
  for (let i = 1; i < last; i += 1) {
    if (isExercised[i] === 1) {
      reduced[i] = floor![i]!; // exercised nodes exist only with a floor
      continue;
    }
    const pivot = diagonal - below * scaled[i - 1]!;
    scaled[i] = above / pivot;
    reduced[i] = (target[i]! - below * reduced[i - 1]!) / pivot;
  }
  for (let i = last - 1; i >= 1; i -= 1) values[i] = reduced[i]! - scaled[i]! * values[i + 1]!;
}

/** Howard's improvement: exercise where it is worth more than holding, hold where holding satisfies its equation above. */
function improvePolicy(
  values: Float64Array,
  target: Float64Array,
  { below, diagonal, above }: Row,
  isExercised: Uint8Array,
  floor: Float64Array,
): boolean {
  let hasChanged = false;
  for (let i = 1; i + 1 < values.length; i += 1) {
    const residual = below * values[i - 1]! + diagonal * values[i]! + above * values[i + 1]! - target[i]!;
    const better = isExercised[i] === 1 ? (residual >= -1e-12 ? 1 : 0) : values[i]! < floor[i]! - 1e-12 ? 1 : 0;
    if (better !== isExercised[i]) hasChanged = true;
    isExercised[i] = better;
  }
  return hasChanged;
}
