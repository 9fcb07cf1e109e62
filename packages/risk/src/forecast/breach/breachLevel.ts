/**
 * From a probability of breach to what the house tells the member, and how soon it must act.
 *
 * @module
 */
import { E6, type Ppm, ppm } from "@novate/num";

/** `watch`: shown. `warning`: told. `alarm`: it is near. None is a margin call. */
export type BreachLevel = "none" | "watch" | "warning" | "alarm";

/** Least probability of each level. */
export interface BreachLevels {
  readonly watchPpm: Ppm;
  readonly warningPpm: Ppm;
  readonly alarmPpm: Ppm;
}

const STANDARD_BREACH_LEVELS: BreachLevels = {
  watchPpm: ppm(5_000n),
  warningPpm: ppm(50_000n),
  alarmPpm: ppm(250_000n),
};

/** The probability as an integer, rounded up: the gate between the estimate and the engine. */
export const probabilityToPpm = (probability: number): Ppm => ppm(BigInt(Math.ceil(probability * E6)));

export function breachLevelOf(probability: Ppm, levels: BreachLevels = STANDARD_BREACH_LEVELS): BreachLevel {
  if (probability >= levels.alarmPpm) return "alarm";
  if (probability >= levels.warningPpm) return "warning";
  return probability >= levels.watchPpm ? "watch" : "none";
}
