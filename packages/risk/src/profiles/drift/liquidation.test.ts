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
