/**
 * Goal: one document gives one explained answer, and every bad one a refusal that names its field. Method: the README's own
 * example, a table of single faults on a sound document, and the parts of an answer against each other.
 */
import { readFileSync } from "node:fs";
import { DAY_MS } from "@novate/num";
import { describe, expect, it } from "vitest";
import type { PortfolioAnswer } from "./answer.ts";
import { NOW_MS, samplePortfolio, sampleUnderlying } from "./sample.fixture.ts";
import { simulateMargin } from "./simulate.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const [example, beginning] = [...readme.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => JSON.parse(json!));

function answerOf(document: unknown): PortfolioAnswer {
  const result = simulateMargin(document);
  if (!result.ok) throw new Error(`${result.code} ${result.field} ${result.detail}`);
  return result.answer;
}

/** The example with the member at `path` replaced, or taken out by undefined. */
function altered(path: string, value: unknown, document: unknown = example): unknown {
  const copy = structuredClone(document);
  const keys = path.split(".");
  let at = copy as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
  if (value === undefined) delete at[keys.at(-1)!];
  else at[keys.at(-1)!] = value;
  return copy;
}

describe("simulateMargin", () => {
  it("MARG-086: answers the example of the README as printed there", () => {
    expect(answerOf(example)).toMatchObject(beginning);
  });

  it("MARG-086: prints the same bytes each time, and in the order of keys of the form", () => {
    const text = JSON.stringify(answerOf(example));
    expect(JSON.stringify(answerOf(JSON.parse(JSON.stringify(example))))).toBe(text);
    expect(Object.keys(JSON.parse(text)).slice(0, 3)).toEqual(["profile", "method", "requirement"]);
  });

  it("MARG-085: gives every detail the same requirement, and each the parts that it promises", () => {
    const details = ["requirement", "explained", "full"] as const;
    const [least, explained, full] = details.map((detail) => answerOf(altered("detail", detail)));
    expect(explained!.requirement).toEqual(least!.requirement);
    expect(full!.requirement).toEqual(least!.requirement);
    expect(least!.underlyings).toBeUndefined();
    expect(explained!.underlyings![0]!.liquidation).toBeUndefined();
    expect(explained!.underlyings![0]!.positions[0]!.marginalInitialMarginAtoms).toBeUndefined();
    expect(full!.distanceToLiquidation).toBe(full!.underlyings![0]!.liquidation!.distance);
  });

  it.each([1, 2 ** 45])(
    "MARG-051: its matrix adds up to the scenarios, the worst of them the scan loss: %i-fold",
    (times) => {
      const sample = samplePortfolio(24, "explained");
      const positions = sample.positions.map(({ instrumentId, lots }) => ({
        instrumentId,
        lots: Number(lots) * times,
      }));
      const [underlying] = answerOf({ ...sample, positions }).underlyings!;
      const { scenarios, scanLossAtoms, bindingScenario } = underlying!;
      for (const [column, { pnlAtoms }] of scenarios.entries()) {
        expect(underlying!.positions.reduce((sum, { pnlAtoms: row }) => sum + BigInt(row[column]!), 0n)).toBe(
          BigInt(pnlAtoms),
        );
      }
      const worst = scenarios.find(({ name }) => name === bindingScenario);
      expect(-BigInt(worst!.pnlAtoms)).toBe(BigInt(scanLossAtoms));
    },
  );

  it("MARG-094 MARG-095: judges new risk by the low end of equity, and what is taken by the high one", () => {
    const { initialSurplusAtoms, maintenanceSurplusAtoms } = answerOf(example);
    const middle = BigInt(example.equityAtoms);
    const ends = { ...example, equityLowAtoms: String(middle - 7n), equityHighAtoms: String(middle + 5n) };
    expect(answerOf(ends)).toMatchObject({
      equityAtoms: String(middle),
      equityLowAtoms: ends.equityLowAtoms,
      equityHighAtoms: ends.equityHighAtoms,
      initialSurplusAtoms: String(BigInt(initialSurplusAtoms) - 7n),
      maintenanceSurplusAtoms: String(BigInt(maintenanceSurplusAtoms) + 5n),
    });
  });

  it("MARG-053: charges a hedge less than nothing, and more equity never more margin", () => {
    const answer = answerOf(example);
    const [long, hedge] = answer.underlyings![0]!.positions.map((one) => BigInt(one.marginalInitialMarginAtoms!));
    expect([long! > 0n, hedge! < 0n]).toEqual([true, true]);
    expect(answerOf(altered("equityAtoms", 1)).requirement).toEqual(answer.requirement);
    expect(answerOf(altered("equityAtoms", 1)).distanceToLiquidation).toBe(0);
  });

  it("MARG-035: margins what the market cannot price at its maximum loss, never skipping it", () => {
    const marked = altered("instruments.1.markAtoms", 2_000_000);
    for (const path of ["underlyings.0.surface", "underlyings.0.spot"]) {
      const blind = altered(path, null, altered("instruments.0.markAtoms", 60_000_000, marked));
      const put = answerOf(blind).underlyings![0]!.positions.find(({ instrumentId }) => instrumentId === 11)!;
      expect(put).toMatchObject({ isPriced: false, initialAloneAtoms: "1600000000", maximumLossAtoms: "1600000000" });
    }
  });

  it("takes governed parameters, a flat surface, collateral and pairs", () => {
    const wide = answerOf(altered("parameters", { rangeMultiplePpm: "6000000" }));
    expect(BigInt(wide.requirement.initialMarginAtoms)).toBeGreaterThan(
      BigInt(answerOf(example).requirement.initialMarginAtoms),
    );
    expect(
      answerOf(altered("underlyings.0.surface", { flat: [{ expiryMs: 1762592000000, volAnnual: 0.6 }] })),
    ).toBeDefined();
    const two = {
      ...samplePortfolio(8, "explained"),
      underlyings: [sampleUnderlying(1, 60_000), sampleUnderlying(2, 3000)],
      instruments: [
        { instrumentId: 1, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1000 },
        { instrumentId: 2, underlyingId: 2, kind: "perpetual", atomsPerPoint: 10_000 },
        { instrumentId: 3, underlyingId: 2, kind: "collateral", atomsPerPoint: 10_000, haircutPpm: 100_000 },
      ],
      positions: [
        { instrumentId: 1, lots: 100 },
        { instrumentId: 2, lots: -100 },
        { instrumentId: 3, lots: 5 },
      ],
      pairs: [{ leftUnderlyingId: 1, rightUnderlyingId: 2, creditPpm: 400_000 }],
    };
    expect(BigInt(answerOf(two).crossCredits![0]!.initialAtoms)).toBeGreaterThan(0n);
  });
});

const twoSlices = (second: object) => ({
  svi: [
    { expiryMs: NOW_MS + 30 * DAY_MS, a: 0.0266, b: 0.0148, rho: -0.2, m: 0, sigma: 0.2 },
    { expiryMs: NOW_MS + 60 * DAY_MS, a: 0.06, b: 0.03, rho: -0.2, m: 0, sigma: 0.2, ...second },
  ],
});

describe("simulateMargin refuses", () => {
  it.each<[field: string, code: string, path: string, value: unknown]>([
    ["method", "FieldMissing", "method", undefined],
    ["method", "FieldUnknown", "method", "regulation"],
    ["profile", "FieldMissing", "profile", undefined],
    ["profile", "FieldUnknown", "profile", "basel"],
    ["profile", "FieldUnknown", "profile", "derive-pmrm2"],
    ["leverage", "FieldUnknown", "leverage", 10],
    ["detail", "FieldUnknown", "detail", "everything"],
    ["timeMs", "Negative", "timeMs", -1],
    ["timeMs", "NotANumber", "timeMs", Number.NaN],
    ["equityAtoms", "NotANumber", "equityAtoms", 1.5],
    ["equityLowAtoms", "OutOfRange", "equityLowAtoms", "9".repeat(20)],
    ["equityHighAtoms", "OutOfRange", "equityHighAtoms", "-1"],
    ["equityAtoms", "NotANumber", "equityAtoms", "12 USD"],
    ["equityAtoms", "OutOfRange", "equityAtoms", "9".repeat(40)],
    ["parameters.rangeMultiple", "FieldUnknown", "parameters", { rangeMultiple: 3 }],
    ["parameters.mporMs", "OutOfRange", "parameters", { mporMs: 0 }],
    ["underlyings", "FieldMissing", "underlyings", undefined],
    ["underlyings", "OutOfRange", "underlyings", []],
    ["underlyings[0].spot", "FieldMissing", "underlyings.0.spot", undefined],
    ["underlyings[0].spot", "NotPositive", "underlyings.0.spot", 0],
    ["underlyings[0].spot", "OutOfRange", "underlyings.0.spot", 1e300],
    ["underlyings[0].volAnnual", "NotANumber", "underlyings.0.volAnnual", Number.NaN],
    ["underlyings[0].surface", "FieldMissing", "underlyings.0.surface", undefined],
    ["underlyings[0].surface.svi[0].rho", "OutOfRange", "underlyings.0.surface.svi.0.rho", 1],
    ["underlyings[0].surface.svi[0].b", "ButterflyArbitrage", "underlyings.0.surface.svi.0.b", 3],
    ["underlyings[0].surface.svi[1]", "CalendarArbitrage", "underlyings.0.surface", twoSlices({ a: 0.001, b: 0.01 })],
    [
      "underlyings[0].surface.svi[1].expiryMs",
      "OutOfOrder",
      "underlyings.0.surface",
      twoSlices({ expiryMs: NOW_MS + 1 }),
    ],
    [
      "underlyings[0].surface.flat[0].volAnnual",
      "OutOfRange",
      "underlyings.0.surface",
      { flat: [{ expiryMs: NOW_MS + DAY_MS, volAnnual: 1e-200 }] },
    ],
    [
      "underlyings[0].surface.flat[1]",
      "CalendarArbitrage",
      "underlyings.0.surface",
      { flat: [0.6, 0.1].map((volAnnual, index) => ({ expiryMs: NOW_MS + (index + 1) * DAY_MS, volAnnual })) },
    ],
    ["underlyings[0].surface.svi[0].expiryMs", "Negative", "underlyings.0.surface.svi.0.expiryMs", NOW_MS - 1],
    ["underlyings[0].forwards[0].expiryMs", "Negative", "underlyings.0.forwards.0.expiryMs", NOW_MS - 1],
    ["underlyings[0].depth.vegaAtoms", "FieldMissing", "underlyings.0.depth", { deltaAtoms: 1 }],
    ["instruments[0].kind", "FieldUnknown", "instruments.0.kind", "swap"],
    ["instruments[0].strike", "FieldUnknown", "instruments.0.strike", 60_000],
    ["instruments[1].strike", "FieldMissing", "instruments.1.strike", undefined],
    ["instruments[1].expiryMs", "Negative", "instruments.1.expiryMs", NOW_MS - 1],
    ["instruments[1].underlyingId", "FieldMissing", "instruments.1.underlyingId", 2],
    ["instruments[1].instrumentId", "OutOfOrder", "instruments.1.instrumentId", 10],
    ["instruments[1].markAtoms", "FieldMissing", "underlyings.0.surface", null],
    ["instruments[0].atomsPerPoint", "OutOfRange", "instruments.0.atomsPerPoint", 1e14],
    ["positions[0].lots", "OutOfRange", "positions.0.lots", "9007199254740992"],
    ["positions[0].lots", "NotANumber", "positions.0.lots", 0.5],
    ["positions[1].instrumentId", "FieldMissing", "positions.1.instrumentId", 99],
    ["positions[1].instrumentId", "OutOfOrder", "positions.1.instrumentId", 10],
    ["positions", "OutOfRange", "positions", Array.from({ length: 513 }, () => ({ instrumentId: 10, lots: 1 }))],
    [
      "pairs[0].rightUnderlyingId",
      "OutOfRange",
      "pairs",
      [{ leftUnderlyingId: 1, rightUnderlyingId: 1, creditPpm: 1 }],
    ],
    [
      "pairs[0].rightUnderlyingId",
      "FieldMissing",
      "pairs",
      [{ leftUnderlyingId: 1, rightUnderlyingId: 2, creditPpm: 1 }],
    ],
  ])("%s: %s", (field, code, path, value) => {
    expect(simulateMargin(altered(path, value))).toMatchObject({ ok: false, code, field, detail: expect.any(String) });
  });

  it.each([null, [], "portfolio", 7, undefined])("%o, which is no document", (document) => {
    expect(simulateMargin(document)).toMatchObject({ ok: false, field: "document" });
  });
});
