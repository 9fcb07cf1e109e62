/**
 * Goal: published figures are met within their printed precision, and a strange record is told, not thrown.
 * Method: rows of each table of the QuantLib test suite, most from Haug (1998); none may miss.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { valueQuantlibRecord, valueQuantlibRecords } from "./quantlib.ts";
import { numberOf } from "./record.ts";

const { records }: { records: { id: string }[] } = JSON.parse(
  readFileSync(new URL("../../../../vectors/value/quantlib.json", import.meta.url), "utf8"),
);

/** The chain of a variance strip has one figure for its whole table, tested below. */
const STRIP = /replicatingOptionData/;

const plain = records.filter(({ id }) => !STRIP.test(id));

describe("figures of the QuantLib test suite", () => {
  it.each(plain)("$id", (record) => {
    const outcome = valueQuantlibRecord(record);
    if (outcome.status !== "compared") throw new Error(JSON.stringify(outcome));
    expect(outcome.error).toBeLessThanOrEqual(outcome.tolerance);
  });
  it("covers more than forty tables", () => {
    expect(new Set(plain.map(({ id }) => id.split("/").slice(0, -1).join("/"))).size).toBeGreaterThan(40);
  });
});

describe("day counts", () => {
  // QuantLib's testThirty360_EurobondBasis, rows between those above: months by their first three letters.
  it.each([
    ["Date(20, Feb, 2007)", "Date(20, Aug, 2007)", 180],
    ["Date(28, Feb, 2009)", "Date(31, Aug, 2009)", 182],
    ["Date(31, May, 2011)", "Date(29, Feb, 2012)", 269],
  ])("from %s to %s", (start, end, expected) => {
    const record = { id: "daycounters/testThirty360_EurobondBasis/data/1", start, end, expected };
    expect(valueQuantlibRecord(record)).toMatchObject({ status: "compared", isWithin: true });
  });
  it.each(["Date(1, Fe, 2007)", "Date(1, Feb , 2007)", "Date(1, feb, 2007)"])("%s is not a date", (start) => {
    const record = { id: "daycounters/testThirty360_EurobondBasis/data/1", start, end: start, expected: 0 };
    expect(valueQuantlibRecord(record)).toMatchObject({ status: "notCovered", reason: "not a date" });
  });
});

describe("single barriers on a smile", () => {
  const near = { rebate: 0, s: 1.30265, q: 0.0003541, r: 0.0033871, t: 1, vol25Put: 0.10087, volAtm: 0.08925 };
  const far = { rebate: 0, s: 1.30265, q: 0.0009418, r: 0.0039788, t: 2, vol25Put: 0.10891, volAtm: 0.09525 };
  it.each([
    {
      ...near,
      vol25Call: 0.08463,
      barrierType: "UpOut",
      barrier: 1.5,
      type: "Call",
      strike: 1.13321,
      v: 0.11638,
      result: 0.148127,
    },
    {
      ...far,
      vol25Call: 0.09197,
      barrierType: "UpOut",
      barrier: 1.6,
      type: "Call",
      strike: 1.06145,
      v: 0.12511,
      result: 0.20493,
    },
  ])("$barrierType $strike is met to a tenth of the tolerance where six digits are printed", (terms) => {
    const outcome = valueQuantlibRecord({
      ...terms,
      id: "barrieroption/testVannaVolgaSimpleBarrierValues/values/0",
      tol: 1e-4,
    });
    if (outcome.status !== "compared") throw new Error(JSON.stringify(outcome));
    expect(outcome.error).toBeLessThanOrEqual(terms.result === 0.148127 ? 1e-6 : 1e-4);
  });
});

describe("double barriers on a smile", () => {
  const id = "doublebarrieroption/testVannaVolgaDoubleBarrierValues/values/0";
  const market = { s: 1.30265, rebate: 0 };
  const near = { ...market, barrier1: 1.1, barrier2: 1.5, q: 0.0003541, r: 0.0033871, t: 1 };
  const nearQuotes = { vol25Put: 0.10087, volAtm: 0.08925, vol25Call: 0.08463 };
  const far = { ...market, barrier1: 1, barrier2: 1.6, q: 0.0009418, r: 0.0039788, t: 2 };
  const farQuotes = { vol25Put: 0.10891, volAtm: 0.09525, vol25Call: 0.09197 };
  it.each([
    { ...near, ...nearQuotes, type: "Call", strike: 1.13321, v: 0.11638, result: 0.14413 },
    { ...near, ...nearQuotes, type: "Call", strike: 1.31179, v: 0.08925, result: 0.0271 },
    { ...near, ...nearQuotes, type: "Put", strike: 1.38843, v: 0.08463, result: 0.06049 },
    { ...far, ...farQuotes, type: "Call", strike: 1.06145, v: 0.12511, result: 0.19981 },
    { ...far, ...farQuotes, type: "Put", strike: 1.44298, v: 0.09197, result: 0.09346 },
  ])("$type $strike is met to the five digits printed", (terms) => {
    const at = (barrierType: string) => valueQuantlibRecord({ ...terms, id, barrierType, tol: 1e-5 });
    expect(at("KnockOut")).toMatchObject({ status: "compared", isWithin: true });
    const [out, into] = [at("KnockOut"), at("KnockIn")];
    if (out.status !== "compared" || into.status !== "compared") throw new Error("not compared");
    expect(into.value).toBeGreaterThan(0);
  });
});

describe("the variance strip", () => {
  const family = "varianceswaps/testReplicatingVarianceSwap/replicatingOptionData";
  const strip = Array.from({ length: 19 }, (_, row) => {
    const strike = row <= 10 ? 50 + 5 * row : 45 + 5 * row; // the strike of 100 as put and as call
    return { id: `${family}/${row}`, type: row <= 10 ? "Put" : "Call", strike, v: 0.4 - strike / 500 };
  });
  it("has one figure for the whole table", () => {
    const last = valueQuantlibRecords(strip).at(-1);
    expect(last).toMatchObject({ status: "compared", id: family, expected: 0.04189, isWithin: true });
  });
  it("has none where strikes are missing", () => {
    expect(valueQuantlibRecords(strip.slice(1)).at(-1)).toMatchObject({ status: "notCovered", id: family });
  });
});

describe("records that are none", () => {
  it.each([undefined, null, 7, "x", [], {}, { id: 3 }, { id: "europeanoption/testValues/values/0" }])(
    "%j",
    (record) => {
      expect(["refused", "notCovered"]).toContain(valueQuantlibRecord(record).status);
    },
  );
  it("refuses a number that is none by its field", () => {
    const record = { ...records[0], strike: "a lot" };
    expect(valueQuantlibRecord(record)).toMatchObject({ status: "refused", refusal: { field: "product.strike" } });
  });
});

describe("expressions", () => {
  it.each([
    ["11.0/12.0", 11 / 12],
    ["15.0000*std::exp(-0.05)", 15 * Math.exp(-0.05)],
    ["4.4064/60*std::exp(-0.04*0.25)", (4.4064 / 60) * Math.exp(-0.01)],
  ])("%j", (text, value) => expect(numberOf(text)).toBeCloseTo(value, 14));
  it.each(["Null<Real>()", "1+1", "", {}])("gives no number for %j", (text) => expect(numberOf(text)).toBeNaN());
});
