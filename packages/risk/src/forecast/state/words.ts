/**
 * The canonical row of a forecast's state: at most 48 whole numbers of 126 bits, in one fixed layout.
 * Reading a row and writing it again gives the same words; so does every update made from either.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import { LOW_DAYS } from "../rule/schedule.ts";
import type { PendingOutcome } from "../tail/outcomes.ts";
import { RESIDUAL_BINS } from "../tail/residual.ts";
import { STRESS_BINS } from "../tail/stress.ts";
import type { PerForecaster } from "../variance/forecasters.ts";
import { type BitReader, type BitWriter, createBitReader, createBitWriter } from "./bits.ts";
import { fromSteps, toSteps } from "./fixedPoint.ts";
import type { PricePoint, VolState } from "./volState.ts";

const LAYOUT_VERSION = 2n;
const VERSION_BITS = 8;
const TIME_BITS = 48;
const REAL_BITS = 53;
/** Signed reals are stored above this. */
const REAL_ZERO = 1n << 52n;
const PPM_BITS = 32;
const PENDING_BITS = 3;
const STRESS_BITS = 24;
const RESIDUAL_BITS = 24;

/** `dequantiseVolState` of the answer is the state itself. Asserts that every number fits its width. */
export function quantiseVolState(state: VolState): bigint[] {
  const writer = createBitWriter();
  const time = (value: number) => writer.put(BigInt(value), TIME_BITS);
  const ppm = (value: number) => writer.put(BigInt(value), PPM_BITS);
  const real = (value: number) => writer.put(toSteps(value) + REAL_ZERO, REAL_BITS);
  const { reference, suspect, observedMs, variances, weights, stress, learned, shocks, schedule } = state;

  writer.put(LAYOUT_VERSION, VERSION_BITS);
  putPrice(writer, reference);
  putPrice(writer, suspect);
  time(observedMs);
  for (const variance of [variances.ewmaFast, variances.ewmaSlow, ...variances.har]) real(variance);
  real(variances.garch);
  real(variances.longRun);
  for (const weight of weights) real(weight);
  real(learned.feedback);
  putPrice(writer, shocks.anchor);
  real(shocks.intensity);
  time(schedule.timeMs);
  ppm(schedule.rangePpm);
  for (const low of schedule.lowsPpm) ppm(low);
  writer.put(BigInt(learned.pending.length), PENDING_BITS);
  for (const outcome of learned.pending) {
    putPrice(writer, outcome);
    real(outcome.requiredVol);
    ppm(outcome.targetPpm);
  }
  for (const count of stress) writer.put(BigInt(count), STRESS_BITS);
  for (const count of learned.residuals) writer.put(BigInt(count), RESIDUAL_BITS);
  return writer.words();
}

/** The state that these words are the row of. Asserts that they are one: rows come from the house's own store. */
export function dequantiseVolState(words: readonly bigint[]): VolState {
  const reader = createBitReader(words);
  const whole = (width: number): number => Number(reader.take(width));
  const real = (): number => takeReal(reader);
  const many = (count: number, width: number): number[] => Array.from({ length: count }, () => whole(width));
  const reals = (): PerForecaster => [real(), real(), real(), real()];

  assert(reader.take(VERSION_BITS) === LAYOUT_VERSION, "forecast: the row has another layout");
  const reference = takePrice(reader);
  const suspect = takePrice(reader);
  const observedMs = whole(TIME_BITS);
  const variances = { ewmaFast: real(), ewmaSlow: real(), har: reals(), garch: real(), longRun: real() };
  const weights = reals();
  const feedback = real();
  const shocks = { anchor: takePrice(reader), intensity: real() };
  const schedule = {
    timeMs: whole(TIME_BITS),
    rangePpm: whole(PPM_BITS),
    lowsPpm: many(LOW_DAYS, PPM_BITS),
  };
  const pending = Array.from(
    { length: whole(PENDING_BITS) },
    (): PendingOutcome => ({ ...takePrice(reader), requiredVol: real(), targetPpm: whole(PPM_BITS) }),
  );
  const stress = many(STRESS_BINS, STRESS_BITS);
  const residuals = many(RESIDUAL_BINS, RESIDUAL_BITS);
  assert(reader.isDone(), "forecast: the row has more than a state");
  return {
    reference,
    suspect,
    observedMs,
    variances,
    weights,
    stress,
    learned: { pending, residuals, feedback },
    shocks,
    schedule,
  };
}

function putPrice(writer: BitWriter, { timeMs, lnPrice }: PricePoint): void {
  writer.put(BigInt(timeMs), TIME_BITS);
  writer.put(toSteps(lnPrice) + REAL_ZERO, REAL_BITS);
}

const takeReal = (reader: BitReader): number => fromSteps(reader.take(REAL_BITS) - REAL_ZERO);

const takePrice = (reader: BitReader): PricePoint => ({
  timeMs: Number(reader.take(TIME_BITS)),
  lnPrice: takeReal(reader),
});
