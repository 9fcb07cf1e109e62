/**
 * Goal: levels and groupings are what the rules say, to the atom. Method: books small enough to work out by hand.
 */
import { describe, expect, it } from "vitest";
import { house, perpetual, rowOf } from "../testing/house.ts";

const BTC_ETH = { leftUnderlyingId: 1, rightUnderlyingId: 2, creditPpm: 500_000 };

describe("levels", () => {
  it("MARG-040, MARG-041, MARG-042: IM is the scan loss, MM 0.8 of it, close-out two thirds of that, rounded up", () => {
    // 3 lots · 9,000 · 4/3 = 36,000; 28,800; 19,200.0096 up.
    expect(house([perpetual()]).margin([[0, 3]], "cross")).toEqual([36_000n, 28_800n, 19_201n]);
  });
  it("is nothing without positions", () => {
    expect(house([perpetual()]).margin([], "portfolio")).toEqual([0n, 0n, 0n]);
    expect(house([perpetual()]).margin([[0, 0]], "isolated")).toEqual([0n, 0n, 0n]);
  });
  it("MARG-067: short lots pay the slack", () => {
    const slack = house([perpetual({ slack: 2 })]);
    expect(slack.margin([[0, 3]], "cross")[0]).toBe(36_000n);
    expect(slack.margin([[0, -3]], "cross")[0]).toBe(36_006n);
  });
  it("MARG-010: a coarse row counts in its own unit", () => {
    expect(house([perpetual({ shift: 3, slack: 1 })]).margin([[0, -1]], "cross")[0]).toBe(96_008n);
  });
});

describe("grouping", () => {
  const rows = [perpetual(), rowOf({ underlyingId: 2 }, 6000), rowOf({ underlyingId: 3 }, 3000)];
  it("MARG-020: isolated adds instruments, cross nets an underlying", () => {
    const { margin } = house([perpetual(), perpetual()]);
    expect(
      margin(
        [
          [0, 10],
          [1, -4],
        ],
        "isolated",
      )[0],
    ).toBe(168_000n);
    expect(
      margin(
        [
          [0, 10],
          [1, -4],
        ],
        "cross",
      )[0],
    ).toBe(72_000n);
  });
  it("MARG-022: opposite legs earn half the smaller one", () => {
    const { margin, explain } = house(rows, { pairs: [BTC_ETH] });
    // Losses 12,000 and 8,000; half of 8,000 comes off.
    expect(
      margin(
        [
          [0, 1],
          [1, -1],
        ],
        "portfolio",
      ),
    ).toEqual([16_000n, 12_800n, 8534n]);
    expect(
      explain(
        [
          [0, 1],
          [1, -1],
        ],
        "portfolio",
      ).pairCredits,
    ).toEqual([{ leftUnderlyingId: 1, rightUnderlyingId: 2, creditPpm: 500_000, initial: 4000n, maintenance: 3200n }]);
  });
  it("MARG-070: legs on the same side earn nothing, nor does an unlisted pair", () => {
    const { margin } = house(rows, { pairs: [BTC_ETH] });
    expect(
      margin(
        [
          [0, 1],
          [1, 1],
        ],
        "portfolio",
      )[0],
    ).toBe(20_000n);
    expect(
      margin(
        [
          [0, 1],
          [2, -1],
        ],
        "portfolio",
      )[0],
    ).toBe(16_000n);
  });
  it("MARG-070: tilts earn nothing", () => {
    const tilted = [1, 2].map((underlyingId) => rowOf({ underlyingId }, 100, [-9000, 9000]));
    const legs: [number, number][] = [
      [0, 1],
      [1, -1],
    ];
    expect(house(tilted, { pairs: [BTC_ETH] }).margin(legs, "portfolio")[0]).toBe(18_000n);
  });
  it("MARG-023: a pair that broke earns nothing", () => {
    expect(
      house(rows, { pairs: [{ ...BTC_ETH, creditPpm: 0 }] }).margin(
        [
          [0, 1],
          [1, -1],
        ],
        "portfolio",
      )[0],
    ).toBe(20_000n);
  });
  it("MARG-073: credits of one underlying are refused above half", () => {
    const second = { leftUnderlyingId: 1, rightUnderlyingId: 3, creditPpm: 1 };
    expect(() => house(rows, { pairs: [BTC_ETH, second] })).toThrow("more than half");
  });
  it("MARG-022: minimum charges stay whatever the credit", () => {
    // 490,000 · 2 % = 9,800 each: more than scan less credit together, and more than the loss of the second alone.
    const heavy = rows.map((row) => ({ ...row, deltaAtoms: 490_000, chargedDeltaAtoms: 490_000 }));
    const explained = house(heavy, { pairs: [BTC_ETH] }).explain(
      [
        [0, 1],
        [1, -1],
      ],
      "portfolio",
    );
    expect(explained).toMatchObject({ binding: "minimumCharge", requirement: { initialMargin: 19_600n } });
  });
});

describe("joint scenarios", () => {
  const joint = [
    rowOf({ underlyingId: 1 }, 9000, [0, 0], [-9000, 2000, -8000, -1]),
    rowOf({ underlyingId: 2 }, 6000, [0, 0], [5500, -3000, 5000, 0]),
  ];
  it("MARG-076: decide where the mean of the worst is worse than scan less credit", () => {
    const { margin, explain } = house(joint, { pairs: [BTC_ETH], jointCount: 4 });
    // Long and short: −14,500, 5,000, −13,000, −1: the worst two average 13,750, below 16,000.
    expect(
      explain(
        [
          [0, 1],
          [1, -1],
        ],
        "portfolio",
      ),
    ).toMatchObject({ jointShortfall: 13_750n, binding: "scanLessCredit" });
    expect(
      margin(
        [
          [0, 1],
          [1, -1],
        ],
        "portfolio",
      )[0],
    ).toBe(16_000n);
    const deep = joint.map((row, index) => ({
      ...row,
      pnl: row.pnl.map((pnl, column) => (column < 34 ? pnl : index === 0 ? pnl * 1.25 : pnl * 1.25)),
    }));
    const worse = house(deep, { pairs: [BTC_ETH], jointCount: 4 });
    expect(
      worse.explain(
        [
          [0, 1],
          [1, -1],
        ],
        "portfolio",
      ),
    ).toMatchObject({ jointShortfall: 17_188n, binding: "jointShortfall" });
    expect(
      worse.margin(
        [
          [0, 1],
          [1, -1],
        ],
        "portfolio",
      )[0],
    ).toBe(17_188n);
  });
  it("MARG-021: and never above the sum of underlyings", () => {
    const crash = joint.map((row) => ({ ...row, pnl: row.pnl.map((pnl, column) => (column < 34 ? pnl : pnl * 10)) }));
    expect(
      house(crash, { jointCount: 4 }).margin(
        [
          [0, 1],
          [1, -1],
        ],
        "portfolio",
      )[0],
    ).toBe(20_000n);
  });
});
