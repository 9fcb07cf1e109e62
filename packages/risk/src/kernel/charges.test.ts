/**
 * Goal: each charge beside the scan loss is the formula of its rule. Method: books small enough to work out by hand.
 */
import { describe, expect, it } from "vitest";
import { openInterestScalePpm } from "../book/context.ts";
import type { ScenarioRow } from "../scenario/row.ts";
import { house, perpetual, rowOf } from "../testing/house.ts";

describe("minimum charge", () => {
  const flat = (rest: Partial<ScenarioRow> = {}) => rowOf(rest);
  it("MARG-030: is 1 % of the hedged and 2 % of the open delta, as in a published example", () => {
    // Deltas +1 and −1.5 at 70,000: 700 + 700 (tradeparadex/paradex-docs, pm_min_delta_risk).
    const rows = [
      flat({ deltaAtoms: 70_000, chargedDeltaAtoms: 70_000 }),
      flat({ deltaAtoms: 105_000, chargedDeltaAtoms: 105_000 }),
    ];
    expect(
      house(rows).margin(
        [
          [0, 1],
          [1, -1],
        ],
        "cross",
      )[0],
    ).toBe(1400n);
  });
  it("MARG-030: binds only above the scan loss", () => {
    const explained = house([perpetual(), perpetual()]).explain(
      [
        [0, 10],
        [1, -10],
      ],
      "cross",
    );
    expect(explained.underlyings[0]).toMatchObject({ scanLoss: 0n, minimumCharge: 10_000n, binding: "minimumCharge" });
    expect(house([perpetual()]).explain([[0, 1]], "cross").underlyings[0]!.binding).toBe("scan");
  });
  it("MARG-031: adds the minimum of each short option", () => {
    const option = flat({
      kind: "option",
      isCall: true,
      expiryMs: 9,
      strikeAtoms: 1_000_000,
      shortOptionAtoms: 500,
      deltaAtoms: 0,
      chargedDeltaAtoms: 0,
    });
    expect(house([option]).margin([[0, -4]], "cross")[0]).toBe(2000n);
    expect(house([option]).margin([[0, 4]], "cross")[0]).toBe(0n);
  });
});

describe("tilts", () => {
  const near = rowOf({ kind: "future", expiryMs: 1 }, 9000, [-700, 700]);
  const far = rowOf({ kind: "future", expiryMs: 2 }, 9000, [-900, 900]);
  it("MARG-066: a calendar spread pays the tilt of both expiries", () => {
    const explained = house([near, far]).explain(
      [
        [0, 10],
        [1, -10],
      ],
      "cross",
    ).underlyings[0]!;
    expect(explained.tilts.map(({ loss }) => loss)).toEqual([7000n, 9000n]);
    expect(explained).toMatchObject({ scanLoss: 16_000n, bindingScenario: "tilt" });
    expect(
      house([near, far]).margin(
        [
          [0, 10],
          [1, -10],
        ],
        "cross",
      )[0],
    ).toBe(16_000n);
  });
  it("MARG-008: within one expiry tilts offset", () => {
    expect(
      house([near, near]).explain(
        [
          [0, 10],
          [1, -10],
        ],
        "cross",
      ).underlyings[0]!.scanLoss,
    ).toBe(0n);
  });
});

describe("liquidity", () => {
  it("MARG-032: is a quarter of the scan range times the root of size over depth", () => {
    // Size 4 · 100,000 of depth 1,600,000: root 0.5; rate ⌈25,000 · 0.5⌉ = 12,500; charge 5,000.
    expect(house([perpetual()], { depth: 1_600_000 }).margin([[0, 4]], "cross")).toEqual([53_000n, 43_400n, 28_934n]);
  });
  it("MARG-032: grows faster than the position", () => {
    const { explain } = house([perpetual()], { depth: 1_600_000 });
    const charge = (lots: number) => explain([[0, lots]], "cross").underlyings[0]!.deltaLiquidity.charge;
    expect(charge(16)).toBe(8n * charge(4));
  });
  it("MARG-032: an unknown depth counts as the worst", () => {
    const unknown = house([perpetual()], { depth: -1 });
    expect(unknown.explain([[0, 1]], "cross").underlyings[0]!.deltaLiquidity.ratePpm).toBe(250_000);
  });
});

describe("open interest", () => {
  it("MARG-033: scales initial margin alone", () => {
    expect(house([perpetual()], { openInterest: 1_500_000 }).margin([[0, 3]], "cross")).toEqual([
      54_000n,
      28_800n,
      19_201n,
    ]);
  });
  it("MARG-033 MARG-082: grows on a line between two caps, rounded up", () => {
    expect(openInterestScalePpm(0n, 100n, 400n, 3_000_000)).toBe(1_000_000);
    expect(openInterestScalePpm(100n, 100n, 400n, 3_000_000)).toBe(1_000_000);
    expect(openInterestScalePpm(200n, 100n, 400n, 3_000_000)).toBe(1_666_667);
    expect(openInterestScalePpm(400n, 100n, 400n, 3_000_000)).toBe(3_000_000);
    expect(openInterestScalePpm(999n, 100n, 400n, 3_000_000)).toBe(3_000_000);
    expect(openInterestScalePpm(999n, 0n, 0n, 3_000_000)).toBe(1_000_000);
  });
});
