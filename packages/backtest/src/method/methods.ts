/**
 * All methods that a back-test compares, by name.
 *
 * @module
 */
import { HistoryError } from "../history/error.ts";
import { emirBuffer, emirFloor, emirStress } from "./emir.ts";
import { ewmaNormal } from "./ewma.ts";
import { filteredHistorical } from "./filtered.ts";
import { fixedHindsight, fixedPercent, fixedTrained } from "./fixed.ts";
import { historicalVar } from "./historical.ts";
import { novate, novateCharged, novateNewRisk } from "./novate.ts";
import { spanStatic } from "./reviewed.ts";
import type { MarginMethod } from "./types.ts";

export const METHODS: readonly MarginMethod[] = [
  novate,
  novateNewRisk,
  novateCharged,
  ...[5, 10, 15, 20, 30].map(fixedPercent),
  fixedTrained,
  fixedHindsight,
  spanStatic,
  historicalVar,
  ewmaNormal,
  filteredHistorical,
  emirBuffer,
  emirStress,
  emirFloor,
];

/** The methods of these names, in the order asked for. Errors: a name that no method has. */
export function methodsNamed(names: readonly string[]): MarginMethod[] {
  return names.map((name) => {
    const method = METHODS.find((candidate) => candidate.name === name);
    if (method !== undefined) return method;
    const known = METHODS.map((candidate) => candidate.name).join(", ");
    throw new HistoryError("OptionMalformed", 0, `no method "${name}"; there are ${known}`);
  });
}
