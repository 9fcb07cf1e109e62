/**
 * One price into the forecast of its underlying. The story of an update is the order of the steps in `accept`.
 *
 * @module
 */
import { ln, sqrt, YEAR_MS } from "@novate/num";
import { type ForecastParameters, STANDARD_FORECAST } from "./rule/parameters.ts";
import { advanceSchedule, type ScheduleLimits } from "./rule/schedule.ts";
import { floorOf, isFresh, scanRangeOf, volAnnualOf } from "./scanRange.ts";
import { snap } from "./state/fixedPoint.ts";
import { NO_PRICE, type PricePoint, snapVolState, type VolState } from "./state/volState.ts";
import { settleOutcomes, startOutcome } from "./tail/outcomes.ts";
import { countShock } from "./tail/shocks.ts";
import { recordStress } from "./tail/stress.ts";
import { forecastVariances } from "./variance/forecasters.ts";
import { reweigh } from "./variance/mixture.ts";
import { advanceVariances, bridgeVariances } from "./variance/variances.ts";

export interface PriceObservation {
  /** In any unit, as long as it stays the same. */
  readonly price: number;
  readonly timeMs: number;
}

/**
 * The state after a price. What is no price (not finite, not positive), or comes earlier than one sample after the
 * last, changes nothing. The new state lies on the grid of its row.
 */
export function updateVol(
  state: VolState,
  { price, timeMs }: PriceObservation,
  parameters: ForecastParameters = STANDARD_FORECAST,
): VolState {
  if (!(price > 0 && price < Infinity)) return state;
  if (timeMs < Math.max(state.reference.timeMs, state.suspect.timeMs) + parameters.sampleMs) return state;
  return snapVolState(accept(state, { timeMs, lnPrice: snap(ln(price)) }, parameters));
}

function accept(state: VolState, price: PricePoint, parameters: ForecastParameters): VolState {
  if (state.reference.timeMs === 0)
    return publish({ ...state, reference: price, shocks: { anchor: price, intensity: 0 } }, price, parameters);
  const judged = judgeSuspect(state, price, parameters);
  const elapsedMs = price.timeMs - judged.reference.timeMs;
  if (elapsedMs > parameters.gapMs) {
    const shocks = { anchor: price, intensity: 0 };
    const bridged = { ...judged, reference: price, shocks, variances: bridgeVariances(judged.variances) };
    return publish({ ...bridged, learned: { ...bridged.learned, pending: [] } }, price, parameters);
  }
  const learnt = learnReturn(judged, price, parameters);
  if (state.suspect.timeMs === 0 && isSuspect(judged, price, parameters))
    return publishHeld(learnt, judged.shocks.anchor, price, parameters);
  return publish({ ...settle(learnt, price, parameters), reference: price }, price, parameters);
}

/** The second price decides: nearer to the suspect, the move was real; nearer to the reference, it was a bad tick. */
function judgeSuspect(state: VolState, price: PricePoint, parameters: ForecastParameters): VolState {
  const { suspect, reference } = state;
  if (suspect.timeMs === 0) return state;
  const isReal = Math.abs(price.lnPrice - suspect.lnPrice) < Math.abs(price.lnPrice - reference.lnPrice);
  const cleared = { ...state, suspect: NO_PRICE };
  return isReal ? { ...settle(cleared, suspect, parameters), reference: suspect } : cleared;
}

/** Standard deviation that the mixture gives a return over this time. */
const deviationOver = (state: VolState, elapsedMs: number, parameters: ForecastParameters): number =>
  volAnnualOf(state, parameters) * sqrt(elapsedMs / YEAR_MS);

function isSuspect(state: VolState, price: PricePoint, parameters: ForecastParameters): boolean {
  const deviation = deviationOver(state, price.timeMs - state.reference.timeMs, parameters);
  return Math.abs(price.lnPrice - state.reference.lnPrice) > parameters.suspectSigmas * deviation;
}

/** Weights and variances take in one return, a jump as no more than `jumpSigmas`. */
function learnReturn(state: VolState, price: PricePoint, parameters: ForecastParameters): VolState {
  const elapsedMs = price.timeMs - state.reference.timeMs;
  const most = parameters.jumpSigmas * deviationOver(state, elapsedMs, parameters);
  const size = Math.min(Math.abs(price.lnPrice - state.reference.lnPrice), most);
  const realised = (size * size * YEAR_MS) / elapsedMs;
  const forecasts = forecastVariances(state.variances, parameters.mporMs, parameters);
  return {
    ...state,
    shocks: countShock(state.shocks, price, elapsedMs, state.variances.ewmaSlow, parameters),
    weights: reweigh(state.weights, forecasts, realised, elapsedMs, parameters),
    variances: advanceVariances(state.variances, realised, elapsedMs, state.observedMs, parameters),
    observedMs: state.observedMs + elapsedMs,
  };
}

const settle = (state: VolState, { timeMs, lnPrice }: PricePoint, parameters: ForecastParameters): VolState => ({
  ...state,
  learned: settleOutcomes(state.learned, timeMs, lnPrice, parameters),
});

/** The range reacts to a suspect at once; where prices stand, and what came of earlier ranges, waits for the second. */
function publishHeld(state: VolState, anchor: PricePoint, price: PricePoint, parameters: ForecastParameters): VolState {
  const view = scanRangeOf(state, parameters);
  const { schedule } = state;
  return {
    ...state,
    suspect: price,
    shocks: { ...state.shocks, anchor },
    schedule: advanceSchedule(schedule, view.targetPpm, limitsFor(state, parameters), price.timeMs, parameters),
  };
}

const limitsFor = (state: VolState, parameters: ForecastParameters): ScheduleLimits => ({
  floorPpm: floorOf(state, parameters),
  isFresh: isFresh(state, parameters),
});

/** Counts the forecast into the long run, publishes the range and starts an outcome to judge it by. */
function publish(state: VolState, { timeMs, lnPrice }: PricePoint, parameters: ForecastParameters): VolState {
  const sinceMs = state.schedule.timeMs === 0 ? parameters.sampleMs : timeMs - state.schedule.timeMs;
  const volAnnual = volAnnualOf(state, parameters);
  const counted = {
    ...state,
    stress: recordStress(state.stress, volAnnual, Math.min(sinceMs, parameters.gapMs), parameters),
  };
  const { targetPpm, requiredVol } = scanRangeOf(counted, parameters);
  const schedule = advanceSchedule(state.schedule, targetPpm, limitsFor(counted, parameters), timeMs, parameters);
  const pending = startOutcome(state.learned.pending, { timeMs, lnPrice, requiredVol, targetPpm }, parameters);
  return { ...counted, schedule, learned: { ...state.learned, pending } };
}
