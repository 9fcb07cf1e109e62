/**
 * Goal: published margins come out to the printed dollar. Method: compact published cases, and the rule by hand.
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../../runProfileCase.ts";
import { type PlainRow, plainCase, readVector } from "../../testing/vectors.ts";
import { boundedLoss, isolatedMargin } from "./optionMargin.ts";
import { DERIVE_SRM } from "./profile.ts";

const { cases } = readVector<{ cases: readonly PlainRow[] }>("deriveSrm");

describe("derive-srm reproduces", () => {
  test.each(cases)("$id", (row) => {
    const answer = runProfileCase("derive-srm", { cases: [plainCase(row)] });
    expect(answer).toMatchObject({ ok: true, cases: [{ name: row.id, isWithinTolerance: true }] });
  });
});

describe("option rules by hand", () => {
  const short = (kind: "call" | "put", strike: number) => ({ kind, strike, amount: -1, vol: 0.5, discount: 1 });

  test("a short call pays 15 % of spot at the money, 10 % far out, 7.5 % for maintenance, and its value", () => {
    expect(isolatedMargin(DERIVE_SRM.option, short("call", 1000), 1000, -40)).toEqual({
      initial: -190,
      maintenance: -115,
    });
    expect(isolatedMargin(DERIVE_SRM.option, short("call", 1200), 1000, -10)).toEqual({
      initial: -110,
      maintenance: -85,
    });
  });

  test("a deep short put pays 7.5 % of its value, and its initial margin is 5 % above", () => {
    const { initial, maintenance } = isolatedMargin(DERIVE_SRM.option, short("put", 4500), 1500, -3000);
    expect(maintenance).toBe(-3225);
    expect(initial).toBeCloseTo(-3386.25, 9);
  });

  test("a call spread loses its width; a call with nothing above it pays on the forward", () => {
    const spread = [short("call", 1800), { ...short("call", 2000), amount: 1 }];
    expect(boundedLoss(DERIVE_SRM.option, spread, 1900)).toEqual({ initial: -200, maintenance: -200 });
    expect(boundedLoss(DERIVE_SRM.option, [short("call", 1800)], 1000)).toEqual({ initial: -1200, maintenance: -1100 });
  });

  test("an expiry that gains wherever it settles pays for its uncovered calls all the same", () => {
    const held = [
      { ...short("call", 900), amount: 1 },
      { ...short("put", 1000), amount: 1 },
      { ...short("call", 1200), amount: -2 },
    ];
    // 100 at the worst strike; the call that nothing covers is charged on the forward without that gain.
    expect(boundedLoss(DERIVE_SRM.option, held, 1000)).toEqual({ initial: -1200, maintenance: -1100 });
  });
});
