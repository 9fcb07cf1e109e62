/**
 * Goal: nobody owes more than can be lost, and what has no price owes all of it. Method: packages worked out by hand.
 */
import { describe, expect, it } from "vitest";
import { house, perpetual, rowOf } from "../testing/house.ts";

describe("maximum loss", () => {
  const call = (strikeAtoms: number, markAtoms: number) =>
    rowOf({ kind: "option", isCall: true, expiryMs: 5, strikeAtoms, markAtoms }, 30_000);
  const put = (strikeAtoms: number, markAtoms: number) =>
    rowOf(
      {
        kind: "option",
        isCall: false,
        expiryMs: 5,
        strikeAtoms,
        markAtoms,
        deltaAtoms: -50_000,
        chargedDeltaAtoms: -50_000,
      },
      -30_000,
    );
  it("MARG-034: a long option pays its mark at most", () => {
    expect(house([call(100_000, 3000)]).margin([[0, 2]], "cross")).toEqual([6000n, 6000n, 4001n]);
  });
  it("MARG-034: a call spread pays its width less its price, sold or bought", () => {
    const spread = house([
      call(100_000, 7000),
      rowOf({ ...call(110_000, 4000), pnl: call(0, 0).pnl.map((pnl) => -pnl) }),
    ]);
    expect(
      spread.explain(
        [
          [0, -1],
          [1, 1],
        ],
        "cross",
      ).underlyings[0],
    ).toMatchObject({ maximumLoss: 7000n, binding: "maximumLoss" });
    expect(
      spread.explain(
        [
          [0, 1],
          [1, -1],
        ],
        "cross",
      ).underlyings[0]!.maximumLoss,
    ).toBe(3000n);
    expect(
      spread.margin(
        [
          [0, -1],
          [1, 1],
        ],
        "cross",
      )[0],
    ).toBe(7000n);
  });
  it("MARG-034: a short put is bounded by its strike, a short call by nothing", () => {
    expect(house([put(90_000, 2000)]).explain([[0, -1]], "cross").underlyings[0]!.maximumLoss).toBe(88_000n);
    expect(house([call(90_000, 2000)]).explain([[0, -1]], "cross").underlyings[0]!.maximumLoss).toBeNull();
  });
  it("MARG-034: a butterfly and a box lose what their payoff says", () => {
    const rows = [
      call(90_000, 14_000),
      call(100_000, 8000),
      call(110_000, 5000),
      put(90_000, 3000),
      put(110_000, 14_500),
    ];
    const { explain } = house(rows);
    expect(
      explain(
        [
          [0, 1],
          [1, -2],
          [2, 1],
        ],
        "cross",
      ).underlyings[0]!.maximumLoss,
    ).toBe(3000n);
    // Long box 90/110 pays 20,000 whatever happens and costs 14,000 − 5,000 + 14,500 − 3,000 = 20,500.
    expect(
      explain(
        [
          [0, 1],
          [2, -1],
          [4, 1],
          [3, -1],
        ],
        "cross",
      ).underlyings[0]!.maximumLoss,
    ).toBe(500n);
  });
  it("MARG-068: is exact where a far strike times many lots would not fit in float64", () => {
    const tiny = {
      deltaAtoms: 1,
      chargedDeltaAtoms: 1,
      markAtoms: 1,
      kind: "option",
      isCall: true,
      expiryMs: 5,
    } as const;
    const rows = [10, 20, 2 ** 40 + 1].map((strikeAtoms) => rowOf({ ...tiny, strikeAtoms }, 3));
    const spread: [number, number][] = [
      [0, -(2 ** 36)],
      [1, 2 ** 36],
      [2, 1],
    ];
    // The spread loses its width of ten whatever lies beyond; marks of one cancel, but for that of the far call.
    expect(house(rows).explain(spread, "cross").underlyings[0]!.maximumLoss).toBe(10n * 2n ** 36n + 1n);
    expect(house(rows).margin(spread, "cross")[0]).toBeLessThanOrEqual(10n * 2n ** 36n + 1n);
  });
  it("MARG-034: two perpetuals never bound each other", () => {
    expect(
      house([perpetual(), perpetual()]).explain(
        [
          [0, 5],
          [1, -4],
        ],
        "cross",
      ).underlyings[0]!.maximumLoss,
    ).toBeNull();
    expect(
      house([perpetual(), perpetual()]).explain(
        [
          [0, 5],
          [1, 1],
        ],
        "cross",
      ).underlyings[0]!.maximumLoss,
    ).toBe(600_000n);
  });
  it("MARG-034: a long perpetual never owes more than it is worth, even where factors would", () => {
    const { margin } = house([rowOf({ markAtoms: 1000, deltaAtoms: 1000, chargedDeltaAtoms: 1000 }, 900)], {
      openInterest: 3_000_000,
    });
    expect(margin([[0, 2]], "cross")).toEqual([2000n, 1920n, 1281n]);
    expect(margin([[0, 2]], "isolated")).toEqual([2000n, 1920n, 1281n]);
  });
});

describe("collateral", () => {
  const coin = rowOf({ kind: "collateral", slack: 0, pnl: rowOf({}, 9000).pnl.map((pnl) => Math.max(pnl, 0)) });
  it("MARG-025: carries a short on its asset, for portfolio accounts", () => {
    const { margin } = house([perpetual(), coin]);
    expect(
      margin(
        [
          [0, -2],
          [1, 1],
        ],
        "portfolio",
      )[0],
    ).toBe(12_000n);
    expect(
      margin(
        [
          [0, -2],
          [1, 1],
        ],
        "cross",
      )[0],
    ).toBe(24_000n);
    expect(
      margin(
        [
          [0, -2],
          [1, 1],
        ],
        "isolated",
      )[0],
    ).toBe(24_000n);
  });
  it("MARG-077: adds nothing to a long", () => {
    expect(
      house([perpetual(), coin]).margin(
        [
          [0, 2],
          [1, 5],
        ],
        "portfolio",
      )[0],
    ).toBe(24_000n);
  });
});

describe("what has no price", () => {
  it("MARG-035: adds its maximum loss whatever stands beside it", () => {
    const dark = rowOf({
      isPriced: false,
      addOnLongAtoms: 100_000,
      addOnShortAtoms: 500_000,
      deltaAtoms: 0,
      chargedDeltaAtoms: 0,
    });
    const { margin } = house([perpetual(), dark]);
    expect(
      margin(
        [
          [0, 3],
          [1, -1],
        ],
        "portfolio",
      )[0],
    ).toBe(536_000n);
    expect(margin([[1, 1]], "isolated")[0]).toBe(100_000n);
  });
});
