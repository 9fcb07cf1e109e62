/**
 * Volatility surfaces: mostly plain smiles, sometimes full of arbitrage.
 *
 * @module
 */
import type { SurfaceObservation, SurfaceSlice } from "@novate/codec";
import { HOUR_MS, YEAR_MS } from "@novate/num";
import type { Dice } from "../../dice.ts";

/** A surface of an underlying as seen now: near the true volatility, seldom far from it. */
export function surfaceAt(dice: Dice, underlyingId: number, truth: number, timeMs: number): SurfaceObservation {
  const volatility = dice.chance(0.02) ? dice.float(0.1, 2) : truth * (1 + 0.01 * dice.bell());
  const horizons = dice.chance(0.05) ? [5, 1, 100] : [3, 24, 72, 24 * 30];
  return {
    underlyingId,
    publishedAtMs: timeMs - dice.int(0, 2_000),
    slices: horizons.map((hours) => sliceOf(dice, volatility, timeMs, hours * HOUR_MS)),
  };
}

/** Total variance of a nearly flat volatility with a little skew; broken now and then. */
function sliceOf(dice: Dice, volatility: number, timeMs: number, horizonMs: number): SurfaceSlice {
  const variance = volatility * volatility * (horizonMs / YEAR_MS);
  const slope = dice.chance(0.01) ? -5 : 0.4;
  const e9 = (value: number) => BigInt(Math.round(value * 1e9));
  return {
    expiryMs: timeMs + horizonMs,
    aE9: e9(variance * 0.9),
    bE9: e9(variance * slope),
    rhoE9: e9(dice.chance(0.02) ? dice.float(-0.9, 0.9) : -0.1 + 0.01 * dice.bell()),
    mE9: 0n,
    sigmaE9: e9(0.25),
  };
}
