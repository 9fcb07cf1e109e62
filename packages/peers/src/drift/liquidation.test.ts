/**
 * Goal: every published integer exactly, and each refusal by its argument. Method: the published argument lists.
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../runProfileCase.ts";
import { readVector } from "../testing/vectors.ts";
import { liquidationFee } from "./liquidation.ts";
import { DRIFT } from "./profile.ts";

type Row = readonly [fn: string, args: readonly unknown[], expected: number];
const vector = readVector<{ argNames: Readonly<Record<string, readonly string[]>>; cases: readonly Row[] }>("drift");
const caseOf = ([fn, args, expected]: Row) => ({ fn, args, argNames: vector.argNames[fn], expected });

test.each(vector.cases)("%s %j", (...row) => {
  expect(runProfileCase("drift-liquidation", caseOf(row))).toMatchObject({
    ok: true,
    cases: [{ isWithinTolerance: true }],
  });
});

describe("drift-liquidation", () => {
  test("a wrong figure is seen", () => {
    const [fn, args, expected] = vector.cases[0] ?? ["", [], 0];
    const answer = runProfileCase("drift-liquidation", caseOf([fn, args, expected + 1]));
    expect(answer).toMatchObject({ ok: true, cases: [{ isWithinTolerance: false, differences: { result: -1 } }] });
  });

  test("the fee rises once the grace is over, up to its maximum", () => {
    const fees = [0n, 1_499n, 1_500n, 40_000n].map((slot) => liquidationFee(DRIFT, 20_000n, 50_000n, 0n, slot));
    expect(fees).toEqual([20_000n, 20_000n, 21_500n, 50_000n]);
  });

  // By hand from drift-labs/protocol-v2@0ae3e3b1, math/liquidation.rs and math/matching.rs (no test of theirs).
  test.each<[string, readonly unknown[], unknown]>([
    // The insurance fee is cut from the price before the weight: ⌊999·12345/10⁶⌋ = 12, 999·40000 − 12·120000 = 38520000.
    [
      "calculate_liability_transfer_to_cover_margin_shortage",
      [10_000_000, 8000, 1_000_000, 12_000, 1_000_000, 6, 999, 12_345],
      25_960_539_979,
    ],
    // At the fee's own multipliers the asset outweighs the liability: nothing covers the shortage.
    [
      "calculate_liability_transfer_to_cover_margin_shortage",
      [1, 8000, 1_100_000, 9_000, 900_000, 6, 1_000_000, 0],
      "340282366920938463463374607431768211455",
    ],
    // A shortage too small for one unit still takes one.
    ["calculate_liability_transfer_to_cover_margin_shortage", [1, 0, 1, 10_000, 1, 0, 100_000_000, 0], 1],
    // 10·10⁶/(3·10⁶) = 3.33 units of the asset: rounded down; what is left is worth more than a dollar.
    [
      "calculate_asset_transfer_for_liability_transfer",
      [100_000_000, 1_000_000, 6, 3_000_000, 10, 1_000_000, 6, 1_000_000],
      3,
    ],
    // Gap 120% − 80% = 400000; shortage 10·10⁶·10⁶·10⁶/(10⁸·10⁶) = 100000; (300000/1.2) is not cut by a twentieth.
    [
      "calculate_spot_if_fee",
      [10_000_000, 100_000_000, 8000, 1_000_000, 12_000, 1_000_000, 6, 1_000_000, 900_000],
      250_000,
    ],
    ["calculate_spot_if_fee", [10_000_000, 100_000_000, 8000, 1_000_000, 12_000, 0, 6, 1_000_000, 900_000], 0],
    // A maker worse than the oracle by more than 10 bp earns the least multiplier, 10 bp.
    ["calculate_filler_multiplier_for_matched_orders", [99_000_000, "Long", 100_000_000], 1_000],
    ["calculate_filler_multiplier_for_matched_orders", [101_000_000, "PositionDirection::Short", 100_000_000], 1_000],
    ["do_orders_cross", ["Long", 100, 101], false],
    ["do_orders_cross", ["Short", 100, 101], true],
    // 1.5 at 3 millionths is 4.5 millionths: a short maker receives 5, a long one pays 4.
    ["calculate_fill_for_matched_orders", [1_500_000_000, 3, 2_000_000_000, 9, "Short"], [1_500_000_000, 5]],
    ["calculate_fill_for_matched_orders", [1_500_000_000, 3, 2_000_000_000, 9, "Long"], [1_500_000_000, 4]],
    // ⌈10·10⁹/3·10⁹⌉ = 4, times 1000.
    [
      "calculate_funding_rate_deltas_to_resolve_bankruptcy",
      [-10, { amm: { base_asset_amount_long: 2_000_000_000, base_asset_amount_short: -1_000_000_000 } }],
      4_000,
    ],
    // 30 tokens deposited bear 10: a third of the cumulative interest, up.
    [
      "calculate_cumulative_deposit_interest_delta_to_resolve_bankruptcy",
      [10_000_000, { decimals: 6, deposit_balance: 30_000_000_000, cumulative_deposit_interest: 10_000_000_000 }],
      3_333_333_334,
    ],
    // 50 of 150 slots and a tenth at once: 4333 of 10⁴; of 120 dollars 51.996, of which 20 are freed, over 100.
    [
      "calculate_max_pct_to_liquidate",
      [{ last_active_slot: 100, liquidation_margin_freed: 20_000_000 }, 100_000_000, 150, 1_000, 150],
      3_199,
    ],
    ["calculate_max_pct_to_liquidate", [{ last_active_slot: 100 }, 49_999_999, 100, 0, 150], 10_000],
  ])("%s%j", (fn, args, expected) => {
    expect(runProfileCase("drift-liquidation", { fn, args, expected })).toMatchObject({
      ok: true,
      cases: [{ isWithinTolerance: true }],
    });
  });

  test.each([
    ["cases[0].fn", { fn: "toString" }],
    ["cases[0].args[0]", { args: [1.5, "Long", 34_000_000] }],
    ["cases[0].args[2]", { args: [1, "Long", 0] }],
    ["cases[0].args[1]", { args: [1, "Up", 34_000_000] }],
  ])("%s is refused", (field, change) => {
    const fn = "calculate_filler_multiplier_for_matched_orders";
    const json = { cases: [{ fn, args: [1, "Long", 1], argNames: vector.argNames[fn], ...change }] };
    expect(runProfileCase("drift-liquidation", json)).toMatchObject({ ok: false, field });
  });
});
