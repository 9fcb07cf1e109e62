/** Goal: probabilities of breach mean what they say. Method: a year of real hours, accounts at several distances. */
import { breachProbability, createVolState, scanRangeOf, updateVol } from "@novate/risk";
import { expect, test } from "vitest";
import { loadHistory } from "./history/load.ts";

test("FCST-041 FCST-043: over a year of real hours long accounts breach about as often as was said, or less", async () => {
  const { points } = await loadHistory("BTC");
  let state = createVolState();
  const recent = points.slice(-12_100, -100);
  const distances = [0.004, 0.008, 0.015];
  const said = distances.map(() => 0);
  const seen = distances.map(() => 0);
  for (const [index, point] of recent.entries()) {
    state = updateVol(state, point);
    if (index < 3_000) continue;
    const { volAnnual } = scanRangeOf(state);
    const loss = 1 - points[points.length - 12_100 + index + 1]!.price / point.price;
    for (const [which, buffer] of distances.entries()) {
      said[which]! += breachProbability({ buffer, exposures: [{ delta: 1, gamma: 0, volAnnual }] });
      if (loss > buffer) seen[which]!++;
    }
  }
  // Seen at the end of the hour only; said for any instant of it, which is twice as much.
  for (const [which, expected] of said.entries()) {
    expect(seen[which]! / expected).toBeGreaterThan(0.35);
    expect(seen[which]! / expected).toBeLessThan(0.75);
  }
});
