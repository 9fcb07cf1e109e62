/**
 * Goal: an explanation adds up and names what binds. Method: its own parts put together again by the rules.
 */
import { atoms } from "@novate/num";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { positionsOf } from "../book/positions.ts";
import { pairedBook, portfolio } from "../testing/arbitrary.ts";
import { BTC, ETH } from "../testing/sample.ts";
import { explainMargin } from "./explain.ts";

const { book, context } = pairedBook();
const explain = (pairs: readonly [number, number][], method: "isolated" | "cross" | "portfolio") =>
  explainMargin(book, context, positionsOf(pairs), method);

describe("explainMargin", () => {
  it("MARG-085: the binding scenario has the scan loss", () => {
    fc.assert(
      fc.property(portfolio(), (pairs) => {
        for (const { bindingScenario, scanLoss, scenarios, tilts } of explain(pairs, "cross").underlyings) {
          const named = scenarios.find(({ name }) => name === bindingScenario);
          const tilt = tilts.reduce((sum, { loss }) => sum + loss, 0n);
          expect(named === undefined ? tilt : -named.pnl).toBe(scanLoss);
          for (const { pnl } of scenarios) expect(-pnl).toBeLessThanOrEqual(scanLoss);
        }
      }),
    );
  });
  it("MARG-085 MARG-040: the parts of each underlying make its margin, and underlyings make the account's", () => {
    fc.assert(
      fc.property(portfolio(), (pairs) => {
        const { underlyings, requirement } = explain(pairs, "cross");
        for (const one of underlyings) {
          const { scanLoss, minimumCharge, deltaLiquidity, vegaLiquidity, addOns, maximumLoss, sumOfAlone } = one;
          const base = scanLoss > minimumCharge ? scanLoss : minimumCharge;
          const netted = base + deltaLiquidity.charge + vegaLiquidity.charge + addOns; // all factors are one
          const ceilings = [netted, sumOfAlone.initial, ...(maximumLoss === null ? [] : [maximumLoss])];
          expect(one.initialMargin).toBe(ceilings.reduce((least, value) => (value < least ? value : least)));
        }
        expect(underlyings.reduce((sum, { initialMargin }) => sum + initialMargin, 0n)).toBe(requirement.initialMargin);
      }),
    );
  });
  it("MARG-085: Greeks of positions add up to those of the account", () => {
    const { greeks, underlyings } = explain(
      [
        [0, 3],
        [5, -2],
        [26, 7],
      ],
      "portfolio",
    );
    for (const measure of ["delta", "gamma", "vega", "theta"] as const) {
      const parts = underlyings.flatMap(({ positions }) => positions.map((position) => position.greeks[measure]));
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(greeks[measure]);
    }
    expect(greeks.vega).not.toBe(0n);
  });
  it("MARG-085: underlyings stand in order of their ids, whatever the order of positions", () => {
    const { underlyings } = explain(
      [
        [30, 1],
        [2, 1],
        [24, -3],
      ],
      "cross",
    );
    expect(underlyings.map(({ underlyingId }) => underlyingId)).toEqual([BTC, ETH]);
    expect(explain([], "portfolio")).toMatchObject({ underlyings: [], requirement: { initialMargin: atoms(0n) } });
  });
});
