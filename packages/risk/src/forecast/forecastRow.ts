/**
 * The forecast as the engine sees it: a row of whole numbers and a price in, the next row and its ranges out.
 *
 * @module
 */
import { type Ppm, ppm } from "@novate/num";
import { type ForecastParameters, STANDARD_FORECAST } from "./parameters.ts";
import { scanRange } from "./scanRange.ts";
import { createVolState } from "./state/volState.ts";
import { dequantiseVolState, quantiseVolState } from "./state/words.ts";
import { updateVol } from "./updateVol.ts";

export interface ForecastStep {
  /** At most 48 words, each in [0, 2^126). */
  readonly row: readonly bigint[];
  readonly volAnnualPpm: Ppm;
  /** Existing positions: what the published schedule has come to. */
  readonly scanRangePpm: Ppm;
  /** New risk: the target at once. */
  readonly newRiskScanRangePpm: Ppm;
}

/** Takes a price into a row; an empty row is an underlying without prices. Asserts a row of this layout. */
export function advanceForecast(
  row: readonly bigint[],
  price: { readonly value: bigint; readonly timeMs: number },
  parameters: ForecastParameters = STANDARD_FORECAST,
): ForecastStep {
  const state = row.length === 0 ? createVolState(parameters) : dequantiseVolState(row);
  const next = updateVol(state, { price: Number(price.value), timeMs: price.timeMs }, parameters);
  const view = scanRange(next, parameters);
  return {
    row: quantiseVolState(next),
    volAnnualPpm: ppm(BigInt(view.volAnnualPpm)),
    scanRangePpm: ppm(BigInt(view.scanRangePpm)),
    newRiskScanRangePpm: ppm(BigInt(view.newRiskScanRangePpm)),
  };
}
