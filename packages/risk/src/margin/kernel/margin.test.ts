/**
 * Goal: requirements are what the rules say, to the atom. Method: books small enough to work out by hand.
 */
import { describe, expect, it } from "vitest";
import { explainMargin } from "../explain/explain.ts";
import { STANDARD_PROFILE } from "../profile/standard.ts";
import type { ScenarioRow } from "../scenario/row.ts";
import { RiskBook } from "./book.ts";
import { type CreditPair, createMarginContext, openInterestScalePpm } from "./context.ts";
import { marginOf } from "./margin.ts";
import { positionsOf } from "./positions.ts";
import type { MarginMethod } from "./requirement.ts";

const { scenarios } = STANDARD_PROFILE;

/** A row by hand: so much P&L per scan range of spot, exact, and nothing in tilts unless given. */
function rowOf(
  rest: Partial<ScenarioRow>,
  perRange = 0,
  tilts: [number, number] = [0, 0],
  joint: number[] = [],
): ScenarioRow {
  const grid = scenarios.map(({ spot, weight }) =>
    spot.unit === "range"
      ? Math.round(perRange * spot.amount)
      : Math.round(perRange * Math.sign(spot.amount) * (weight > 0 ? 1 : 0)),
  );
  return {
    instrumentId: 1,
    underlyingId: 1,
    kind: "perpetual",
    expiryMs: 0,
    isCall: false,
    isPriced: true,
    pnl: Int32Array.from([...grid, ...tilts, ...joint]),
    shift: 0,
    slack: 0,
    markAtoms: 100_000,
    strikeAtoms: 0,
    atomsPerPoint: 1,
    deltaAtoms: 100_000,
    chargedDeltaAtoms: 100_000,
    vegaShockAtoms: 0,
    gammaAtoms: 0,
    vegaAtoms: 0,
    thetaAtoms: 0,
    shortOptionAtoms: 0,
    addOnLongAtoms: 0,
    addOnShortAtoms: 0,
    ...rest,
  };
}

interface Setting {
  readonly depth?: number;
  readonly openInterest?: number;
  readonly pairs?: readonly CreditPair[];
  readonly jointCount?: number;
}

function house(
  rows: readonly ScenarioRow[],
  { depth = 0, openInterest = 1_000_000, pairs = [], jointCount = 0 }: Setting = {},
) {
  const quiet = depth === 0 ? { liquidityDeltaPpm: 0, liquidityVegaPpm: 0 } : {};
  const profile = { ...STANDARD_PROFILE, charges: { ...STANDARD_PROFILE.charges, ...quiet, jointTailCount: 2 } };
  const book = new RiskBook(profile, jointCount);
  for (const [index, row] of rows.entries()) book.setRow(index, row);
  const ids = [...new Set(rows.map(({ underlyingId }) => underlyingId))];
  const limits = ids.map((underlyingId) => ({
    underlyingId,
    range: 0.1,
    openInterestScalePpm: openInterest,
    deltaDepthAtoms: depth,
    vegaDepthAtoms: depth,
  }));
  const context = createMarginContext(book, limits, pairs);
  return {
    explain: (pairs: [number, number][], method: MarginMethod) =>
      explainMargin(book, context, positionsOf(pairs), method),
    margin(pairs: [number, number][], method: MarginMethod): [bigint, bigint, bigint] {
      const requirement = marginOf(book, context, positionsOf(pairs), method);
      expect(explainMargin(book, context, positionsOf(pairs), method).requirement).toEqual(requirement);
      return [requirement.initialMargin, requirement.maintenanceMargin, requirement.closeOutLevel];
    },
  };
}

const perpetual = (rest: Partial<ScenarioRow> = {}) => rowOf(rest, 9000, [-500, 500]);
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
  it("MARG-010: short lots pay the slack", () => {
    const slack = house([perpetual({ slack: 2 })]);
    expect(slack.margin([[0, 3]], "cross")[0]).toBe(36_000n);
    expect(slack.margin([[0, -3]], "cross")[0]).toBe(36_006n);
  });
  it("MARG-010: a coarse row counts in its own unit", () => {
    expect(house([perpetual({ shift: 3, slack: 1 })]).margin([[0, -1]], "cross")[0]).toBe(96_008n);
  });
});

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
  it("MARG-008: a calendar spread pays the tilt of both expiries", () => {
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
  it("MARG-033: grows on a line between two caps, rounded up", () => {
    expect(openInterestScalePpm(0n, 100n, 400n, 3_000_000)).toBe(1_000_000);
    expect(openInterestScalePpm(100n, 100n, 400n, 3_000_000)).toBe(1_000_000);
    expect(openInterestScalePpm(200n, 100n, 400n, 3_000_000)).toBe(1_666_667);
    expect(openInterestScalePpm(400n, 100n, 400n, 3_000_000)).toBe(3_000_000);
    expect(openInterestScalePpm(999n, 100n, 400n, 3_000_000)).toBe(3_000_000);
    expect(openInterestScalePpm(999n, 0n, 0n, 3_000_000)).toBe(1_000_000);
  });
});

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
  it("MARG-022: legs on the same side earn nothing, nor does an unlisted pair", () => {
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
  it("MARG-022: credits of one underlying are refused above half", () => {
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
  it("MARG-024: decide where the mean of the worst is worse than scan less credit", () => {
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
  it("MARG-025: adds nothing to a long", () => {
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
