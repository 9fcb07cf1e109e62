/**
 * From a probability of breach to what the house tells the member, and how soon it must act.
 *
 * @module
 */
import { E6, type Ppm, ppm } from "@novate/num";

/** `watch`: shown. `warning`: told. `call`: margin is called before the breach. */
export type CallLevel = "none" | "watch" | "warning" | "call";

/** Least probability of each level. */
export interface CallLevels {
  readonly watchPpm: Ppm;
  readonly warningPpm: Ppm;
  readonly callPpm: Ppm;
}

const STANDARD_CALL_LEVELS: CallLevels = {
  watchPpm: ppm(5_000n),
  warningPpm: ppm(50_000n),
  callPpm: ppm(250_000n),
};

/** The probability as an integer, rounded up: the gate between the estimate and the engine. */
export const probabilityToPpm = (probability: number): Ppm => ppm(BigInt(Math.ceil(probability * E6)));

export function callLevelOf(probability: Ppm, levels: CallLevels = STANDARD_CALL_LEVELS): CallLevel {
  if (probability >= levels.callPpm) return "call";
  if (probability >= levels.warningPpm) return "warning";
  return probability >= levels.watchPpm ? "watch" : "none";
}
