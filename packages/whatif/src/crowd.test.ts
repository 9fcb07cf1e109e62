/** Goal: a crowd raises initial margin's liquidity charges and nothing else, in every detail of an answer. Method: the sample, with and without. */
import { expect, test } from "vitest";
import type { PortfolioDocument } from "./document.ts";
import { simulateMargin } from "./simulate.ts";

const document = (crowd: bigint): PortfolioDocument => ({
  profile: "standard",
  timeMs: 1_760_054_400_000,
  method: "cross",
  equityAtoms: "0",
  underlyings: [
    {
      underlyingId: 1,
      spot: 100_000,
      volAnnual: 0.6,
      forwards: [],
      surface: null,
      depth: { deltaAtoms: "1000000000000", vegaAtoms: "0" },
      crowd: { deltaAtoms: crowd.toString(), vegaAtoms: "0" },
    },
  ],
  instruments: [{ instrumentId: 1, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1_000 }],
  positions: [{ instrumentId: 1, lots: "1000" }],
});

function answer(crowd: bigint, detail: "requirement" | "explained" | "full") {
  const result = simulateMargin({ ...document(crowd), detail });
  if (!result.ok) throw new Error(`${result.field}: ${result.detail}`);
  return result.answer;
}

const levels = ({ requirement }: ReturnType<typeof answer>) => requirement;

test("MARG-103 a crowd larger than the account raises initial margin and leaves maintenance margin, in every detail", () => {
  const [alone, crowded] = [answer(0n, "requirement"), answer(4_000_000_000_000n, "requirement")].map(levels);
  expect(BigInt(crowded!.initialMarginAtoms)).toBeGreaterThan(BigInt(alone!.initialMarginAtoms));
  expect(crowded!.maintenanceMarginAtoms).toBe(alone!.maintenanceMarginAtoms);
  expect(levels(answer(1_000n, "requirement"))).toEqual(alone);
  for (const detail of ["explained", "full"] as const)
    expect(levels(answer(4_000_000_000_000n, detail))).toEqual(crowded);
});
