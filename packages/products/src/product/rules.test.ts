/** Goal: untrusted JSON is refused at its first field at fault, by its path. Method: one record, one fault a row. */

import { oneOf, optional, positive } from "@novate/risk/rules";
import { describe, expect, it } from "vitest";
import { boolean, faultOfRecord, list, listOf, ordered, record, time } from "./rules.ts";

const fields = {
  side: oneOf("call", "put"),
  isLong: boolean,
  years: time,
  prices: list(positive, 3),
  times: ordered(time, 3),
  legs: listOf({ size: positive }, 1, 2),
  second: optional(record({ spot: positive })),
};
const sound = {
  side: "call",
  isLong: true,
  years: 0,
  prices: [1, 2],
  times: [0, 0, 1],
  legs: [{ size: 1 }],
  second: { spot: 1 },
};

describe("faultOfRecord", () => {
  it("accepts a sound record, and one without what is optional", () => {
    expect(faultOfRecord(sound, fields, "x")).toBeUndefined();
    const { second: _, ...rest } = sound;
    expect(faultOfRecord(rest, fields, "x")).toBeUndefined();
  });

  it.each<[field: string, code: string, change: object]>([
    ["x.more", "FieldUnknown", { more: 1 }],
    ["x.side", "FieldMissing", { side: undefined }],
    ["x.side", "FieldUnknown", { side: "straddle" }],
    ["x.isLong", "NotANumber", { isLong: 1 }],
    ["x.years", "OutOfRange", { years: 101 }],
    ["x.prices", "NotANumber", { prices: 1 }],
    ["x.prices", "OutOfRange", { prices: [1, 1, 1, 1] }],
    ["x.prices[1]", "NotPositive", { prices: [1, 0] }],
    ["x.times[1]", "OutOfOrder", { times: [1, 0] }],
    ["x.legs", "OutOfRange", { legs: [] }],
    ["x.legs[0].size", "NotPositive", { legs: [{ size: -1 }] }],
    ["x.legs[0].rate", "FieldUnknown", { legs: [{ size: 1, rate: 1 }] }],
    ["x.second", "FieldMissing", { second: null }],
    ["x.second.spot", "NotANumber", { second: { spot: "1" } }],
  ])("refuses %s: %s", (field, code, change) => {
    expect(faultOfRecord({ ...sound, ...change }, fields, "x")).toMatchObject({ ok: false, code, field });
  });

  it.each([null, [], 7, "x"])("refuses %o, which is no object", (value) => {
    expect(faultOfRecord(value, fields, "x")).toMatchObject({ code: "FieldMissing", field: "x" });
  });
});
