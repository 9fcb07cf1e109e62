/**
 * Targets whose margin period of risk is still running: each is later compared with the move that came, which teaches
 * the tail quantile and the coverage feedback. Targets, not published ranges: a schedule's delay is no fault of the multiple.
 *
 * @module
 */
import { E6, exp, ln, sqrt, YEAR_MS } from "@novate/num";
import type { ForecastParameters } from "../rule/parameters.ts";
import type { Counts } from "./histogram.ts";
import { recordResidual } from "./residual.ts";

/** What was known and required when the outcome was started. */
export interface PendingOutcome {
  readonly timeMs: number;
  readonly lnPrice: number;
  /** The required annual volatility, before any schedule. */
  readonly requiredVol: number;
  /** What new risk paid: the target. */
  readonly targetPpm: number;
}

export interface Learned {
  readonly pending: readonly PendingOutcome[];
  readonly residuals: Counts;
  /** ln of the factor by which the feedback corrects the tail quantile. */
  readonly feedback: number;
}

const LEAST_FACTOR = 0.5;
const MOST_FACTOR = 4;
/** An outcome later than so many periods of risk is the outcome of something else. */
const LATEST = 1.5;

/**
 * Settles every pending outcome whose period has ended by `timeMs`, at this price.
 *
 * The feedback moves by gain·(breached − allowed), an outcome counting for the part of the period until the next was
 * started: whatever the market does, the share of breaches tends to the allowed one. Source: I. Gibbs, E. Candès, NeurIPS 2021, adaptive conformal inference.
 */
export function settleOutcomes(
  learned: Learned,
  timeMs: number,
  lnPrice: number,
  parameters: ForecastParameters,
): Learned {
  const { mporMs, coverage, feedbackGain } = parameters;
  let { residuals, feedback } = learned;
  for (const [index, outcome] of learned.pending.entries()) {
    const elapsedMs = timeMs - outcome.timeMs;
    if (elapsedMs < mporMs || elapsedMs > LATEST * mporMs) continue;
    const move = Math.abs(exp(lnPrice - outcome.lnPrice) - 1);
    residuals = recordResidual(residuals, move / (outcome.requiredVol * sqrt(elapsedMs / YEAR_MS)), parameters);
    const breached = move * E6 > outcome.targetPpm ? 1 : 0;
    const untilNextMs = (learned.pending[index + 1]?.timeMs ?? timeMs) - outcome.timeMs;
    feedback += feedbackGain * Math.min(untilNextMs / mporMs, 1) * (breached - (1 - coverage));
  }
  const bounded = Math.min(Math.max(feedback, ln(LEAST_FACTOR)), ln(MOST_FACTOR));
  return {
    pending: learned.pending.filter((outcome) => timeMs - outcome.timeMs < mporMs),
    residuals,
    feedback: bounded,
  };
}

/** Starts an outcome unless one was started within the last part of the period: never more than four run at once. */
export function startOutcome(
  pending: readonly PendingOutcome[],
  outcome: PendingOutcome,
  { mporMs, outcomesPerMpor }: ForecastParameters,
): readonly PendingOutcome[] {
  const last = pending.at(-1);
  return last !== undefined && outcome.timeMs - last.timeMs < mporMs / outcomesPerMpor
    ? pending
    : [...pending, outcome];
}
