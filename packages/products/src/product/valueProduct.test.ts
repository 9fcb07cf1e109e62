/**
 * Goal: one door values every kind with all its Greeks, and refuses every fault by the name of its field.
 * Method: one sample a kind; the good sample with one thing broken.
 *
 * @module
 */
import { describe, expect, it } from "vitest";
import { SAMPLE_MARKET, SAMPLES } from "../testing/samples.ts";
import { PRODUCT_NAMES } from "./kinds.ts";
import { priceProduct, valueProduct } from "./valueProduct.ts";

const GREEKS = ["delta", "gamma", "vega", "theta", "rho", "vanna", "volga"];

describe("every kind", () => {
  it("has a sample", () => {
    expect(new Set(SAMPLES.map(({ product }) => product))).toEqual(new Set(PRODUCT_NAMES));
  });
  it.each(SAMPLES)("values $product with finite Greeks", (product) => {
    const valued = valueProduct(product, SAMPLE_MARKET);
    if (!valued.ok) throw new Error(`${valued.field}: ${valued.detail}`);
    expect(Number.isFinite(valued.value)).toBe(true);
    expect(Object.keys(valued.greeks)).toEqual(GREEKS);
    for (const greek of Object.values(valued.greeks)) expect(Number.isFinite(greek)).toBe(true);
    expect(priceProduct(product, SAMPLE_MARKET)).toMatchObject({ ok: true, value: valued.value });
  });
});

describe("Greeks by differences", () => {
  it("agree with the formulas where both exist: a gap option of one strike is a European", () => {
    const option = { kind: "call", strike: 105, yearsToExpiry: 0.75 };
    const formula = valueProduct({ product: "european", ...option }, SAMPLE_MARKET);
    const differences = valueProduct({ product: "gap", trigger: 105, ...option }, SAMPLE_MARKET);
    if (!formula.ok || !differences.ok) throw new Error("refused");
    expect([formula.greeksBy, differences.greeksBy]).toEqual(["formula", "differences"]);
    for (const name of GREEKS as (keyof typeof formula.greeks)[]) {
      const scale = name === "volga" || name === "vanna" ? 1e-4 : 1e-7;
      expect(Math.abs(differences.greeks[name] / formula.greeks[name] - 1), name).toBeLessThan(scale);
    }
  });
});

describe("a surface", () => {
  const slice = { yearsToExpiry: 1, a: 0.02, b: 0.1, rho: -0.4, m: 0, sigma: 0.2 };
  const { volAnnual: _flat, ...market } = SAMPLE_MARKET;
  const option = { product: "european", kind: "put", strike: 80, yearsToExpiry: 0.5 };
  it("gives each product the volatility of its strike", () => {
    const low = priceProduct(option, { ...market, surface: [slice] });
    const flat = priceProduct(option, { ...market, volAnnual: 0.2 });
    expect(low.ok && flat.ok && low.value > flat.value).toBe(true);
  });
  it("makes variance dearer than its at-the-money volatility says", () => {
    const swap = { product: "varianceSwap", strikeVariance: 0, yearsToExpiry: 1 };
    const fair = priceProduct(swap, { ...market, rateAnnual: 0, yieldAnnual: 0, surface: [slice] });
    expect(fair.ok && fair.value > 0.02 + 0.1 * 0.2).toBe(true);
  });
});

describe("refusals", () => {
  const european = { product: "european", kind: "call", strike: 100, yearsToExpiry: 1 };
  const market = { spot: 100, rateAnnual: 0, yieldAnnual: 0, volAnnual: 0.5 };
  const crossed = [
    { yearsToExpiry: 0.5, a: 0.1, b: 0.1, rho: 0, m: 0, sigma: 0.1 },
    { yearsToExpiry: 1, a: 0.05, b: 0.1, rho: 0, m: 0, sigma: 0.1 },
  ];
  const asian = SAMPLES.find(({ product }) => product === "asian");
  it.each([
    [undefined, market, "FieldMissing", "product.product"],
    [7, market, "FieldMissing", "product.product"],
    [{ product: "lottery" }, market, "FieldUnknown", "product.product"],
    [{ product: "toString" }, market, "FieldUnknown", "product.product"],
    [{ ...european, colour: "red" }, market, "FieldUnknown", "product.colour"],
    [{ product: "european" }, market, "FieldMissing", "product.kind"],
    [{ ...european, kind: "straddle" }, market, "FieldUnknown", "product.kind"],
    [{ ...european, strike: "100" }, market, "NotANumber", "product.strike"],
    [{ ...european, strike: Number.NaN }, market, "NotANumber", "product.strike"],
    [{ ...european, yearsToExpiry: -1 }, market, "OutOfRange", "product.yearsToExpiry"],
    [european, undefined, "FieldMissing", "market"],
    [european, { ...market, spot: 0 }, "NotPositive", "market.spot"],
    [european, { ...market, humidity: 1 }, "FieldUnknown", "market.humidity"],
    [european, { spot: 1, rateAnnual: 0, yieldAnnual: 0 }, "FieldMissing", "market.volAnnual"],
    [european, { ...market, volAnnual: 51 }, "OutOfRange", "market.volAnnual"],
    [european, { ...market, surface: crossed }, "CalendarArbitrage", "market.surface[1]"],
    [european, { ...market, surface: [crossed[0]] }, "OutOfRange", "market.volAnnual"],
    [{ ...european, product: "jumpEuropean" }, market, "FieldMissing", "market.jumps"],
    [
      { product: "exchange", firstQuantity: 1, secondQuantity: 1, yearsToExpiry: 1 },
      market,
      "FieldMissing",
      "market.second",
    ],
    [{ product: "quanto", of: european }, market, "FieldMissing", "market.fx"],
    [{ product: "quanto", of: { product: "quanto" } }, market, "FieldUnknown", "product.of.product"],
    [{ product: "quanto", of: { ...european, strike: -1 } }, market, "Negative", "product.of.strike"],
    [{ ...asian, fixingYears: [0.5, 0.25] }, market, "OutOfOrder", "product.fixingYears[1]"],
    [{ ...asian, fixingYears: [] }, market, "FieldMissing", "product.fixingYears"],
    [
      { ...european, product: "american", method: "spectral" },
      { ...market, volAnnual: 0 },
      "NotPositive",
      "market.volAnnual",
    ],
  ])("%j in %j", (product, given, code, field) => {
    expect(valueProduct(product, given)).toMatchObject({ ok: false, code, field });
  });
  it("names the figure that is not finite", () => {
    const put = { product: "european", kind: "put", strike: 0.064, yearsToExpiry: 100 };
    const vast = { spot: 64_000, rateAnnual: 5, yieldAnnual: -5, volAnnual: 0.0001 }; // e^1000 times a delta of zero
    expect(valueProduct(put, vast)).toMatchObject({ ok: false, code: "NotCovered", field: "greeks.delta" });
  });
  it("says so where early exercise has two boundaries", () => {
    const put = { product: "american", kind: "put", strike: 100, yearsToExpiry: 1, method: "spectral" };
    const negative = { ...market, rateAnnual: -0.02, yieldAnnual: -0.05 };
    expect(valueProduct(put, negative)).toMatchObject({ ok: false, code: "NotCovered", field: "market.rateAnnual" });
  });
});
