/** Goal: not one bit of a forecast changes unnoticed. Method: rows and float bits pinned in vectors/forecast. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { breachProbability } from "./breach/breachProbability.ts";
import { scanRangeOf } from "./scanRange.ts";
import { createVolState } from "./state/volState.ts";
import { quantiseVolState } from "./state/words.ts";
import { createPath } from "./testing/path.ts";
import { updateVol } from "./updateVol.ts";

interface Checkpoint {
  readonly step: number;
  /** Raw bits of σ̂ and of the required volatility, big-endian hexadecimal. */
  readonly volAnnualBits: string;
  readonly requiredVolBits: string;
  readonly breachBits: string;
  readonly targetPpm: number;
  readonly scanRangePpm: number;
  readonly row: readonly string[];
}

const VECTORS = new URL("../../../../vectors/forecast/path.json", import.meta.url);

function bitsOf(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

test("FCST-003: the path of the vectors gives the same bits", () => {
  const pinned = JSON.parse(readFileSync(VECTORS, "utf8")) as { readonly checkpoints: readonly Checkpoint[] };
  const found: Checkpoint[] = [];
  let state = createVolState();
  for (const [step, observation] of createPath(2_025, 1_001).entries()) {
    // A bad tick at 300 and a hole of two weeks before 700.
    const price = step === 300 ? observation.price / 2 : observation.price;
    const timeMs = observation.timeMs + (step >= 700 ? 1_209_600_000 : 0);
    state = updateVol(state, { price, timeMs });
    if (step % 250 !== 0 && step !== 301) continue;
    const view = scanRangeOf(state);
    const exposures = [{ delta: 1e6, gamma: -2e7, volAnnual: view.volAnnual }];
    found.push({
      step,
      volAnnualBits: bitsOf(view.volAnnual),
      requiredVolBits: bitsOf(view.requiredVol),
      breachBits: bitsOf(breachProbability({ buffer: 12_345, exposures })),
      targetPpm: view.targetPpm,
      scanRangePpm: view.scanRangePpm,
      row: quantiseVolState(state).map((word) => word.toString(16)),
    });
  }
  expect(found).toStrictEqual(pinned.checkpoints);
});
