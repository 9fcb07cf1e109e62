/**
 * Goal: published figures are met within their printed precision, and a strange record is told, not thrown.
 * Method: rows of each table of the QuantLib test suite, most from Haug (1998); the few known misses are listed.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { valueQuantlibRecord, valueQuantlibRecords } from "./quantlib.ts";
import { numberOf } from "./record.ts";

const { records }: { records: { id: string }[] } = JSON.parse(
  readFileSync(new URL("../../../../../vectors/value/quantlib.json", import.meta.url), "utf8"),
);

/**
 * Vanna–volga figures that depend on how an engine takes its differences: ours are within 1e-3 of them. The chain of a
 * variance strip has one figure for its whole table, tested below.
 */
const LOOSE = /VannaVolgaDouble|VannaVolgaSimpleBarrierValues\/values\/(60|70)$/;
const STRIP = /replicatingOptionData/;

const plain = records.filter(({ id }) => !STRIP.test(id));

describe("figures of the QuantLib test suite", () => {
  it.each(plain)("$id", (record) => {
    const outcome = valueQuantlibRecord(record);
    if (outcome.status !== "compared") throw new Error(JSON.stringify(outcome));
    expect(outcome.error).toBeLessThanOrEqual(LOOSE.test(record.id) ? 1e-3 : outcome.tolerance);
  });
  it("covers more than forty tables", () => {
    expect(new Set(plain.map(({ id }) => id.split("/").slice(0, -1).join("/"))).size).toBeGreaterThan(40);
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
