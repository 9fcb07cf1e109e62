/** Goal: every wrong JSON is refused by the name of its field and of its fault. Method: one fault a row. */
import { describe, expect, test } from "vitest";
import { fromJson, readJson } from "../encode.ts";
import { CodecError } from "./codecError.ts";
import * as f from "./index.ts";

const Leg = f.struct("Leg", { accountId: f.u32, quantity: f.lots });
const Trade = f.struct("Trade", {
  atMs: f.timeMs,
  price: f.u64,
  amount: f.i128,
  flag: f.bool,
  owner: f.bytes20,
  data: f.bytesUpTo(2),
  memo: f.text(3),
  legs: f.list(Leg, 2),
  maker: f.optional(f.u8),
  side: f.named("Side", { buy: 0, sell: 1 }),
  action: f.tagged("Action", {
    Open: [1, f.struct("Open", { id: f.u8 })],
    Close: [7, Leg],
    Wait: [9, f.empty("Wait")],
  }),
});
const good = {
  atMs: 0,
  price: "0",
  amount: "-1",
  flag: false,
  owner: `0x${"0a".repeat(20)}`,
  data: "0x",
  memo: "é",
  side: 1,
  legs: [{ accountId: 1, quantity: "-5" }],
  maker: null,
  action: { type: "Close", accountId: 2, quantity: "3" },
};
const leg = good.legs[0];

test("the good form is read", () => {
  const value = fromJson(Trade, good);
  expect(value.amount).toBe(-1n);
  expect(value.legs).toEqual([{ accountId: 1, quantity: -5n }]);
  expect(value.action).toEqual({ type: "Close", accountId: 2, quantity: 3n });
});

test("ACC-055 hexadecimal is read in capitals, and an address with its checksum", () => {
  for (const owner of [`0x${"AB".repeat(20)}`, `0X${"AB".repeat(20)}`])
    expect(fromJson(Trade, { ...good, owner }).owner).toBe(`0x${"ab".repeat(20)}`);
  const owner = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"; // an example of EIP-55
  expect(fromJson(Trade, { ...good, owner }).owner).toBe(owner.toLowerCase());
});

test("a variant of no fields is its name", () => {
  expect(fromJson(Trade, { ...good, action: { type: "Wait" } }).action).toEqual({ type: "Wait" });
});

const faults: readonly [what: string, json: unknown, code: f.CodecErrorCode, path: string][] = [
  ["not an object", [], "WrongType", ""],
  ["null", null, "WrongType", ""],
  ["no key", { ...good, atMs: undefined }, "WrongType", "atMs"],
  ["a missing key", Object.fromEntries(Object.entries(good).slice(1)), "MissingKey", "atMs"],
  ["a key too many", { ...good, extra: 1 }, "UnknownKey", "extra"],
  ["a key that objects inherit", { ...good, toString: 1 }, "UnknownKey", "toString"],
  ["a prototype as key", JSON.parse(JSON.stringify(good).replace("{", '{"__proto__":{},')), "UnknownKey", "__proto__"],
  ["time as text", { ...good, atMs: "0" }, "WrongType", "atMs"],
  ["a fractional time", { ...good, atMs: 0.5 }, "OutOfRange", "atMs"],
  ["a time before the epoch", { ...good, atMs: -1 }, "OutOfRange", "atMs"],
  ["a time that is not exact", { ...good, atMs: 2 ** 53 }, "OutOfRange", "atMs"],
  ["not a number", { ...good, atMs: Number.NaN }, "OutOfRange", "atMs"],
  ["minus zero", { ...good, atMs: -0 }, "NotCanonical", "atMs"],
  ["a bigint as number", { ...good, price: 0 }, "WrongType", "price"],
  ["a leading zero", { ...good, price: "01" }, "NotCanonical", "price"],
  ["a plus sign", { ...good, price: "+1" }, "NotCanonical", "price"],
  ["an exponent", { ...good, price: "1e3" }, "NotCanonical", "price"],
  ["hexadecimal", { ...good, price: "0x1" }, "NotCanonical", "price"],
  ["white space", { ...good, price: "1 " }, "NotCanonical", "price"],
  ["a line break", { ...good, price: "1\n" }, "NotCanonical", "price"],
  ["no digits", { ...good, price: "" }, "NotCanonical", "price"],
  ["a negative zero", { ...good, amount: "-0" }, "NotCanonical", "amount"],
  ["a very long number", { ...good, price: "1".repeat(100_000) }, "NotCanonical", "price"],
  ["an unsigned below zero", { ...good, price: "-1" }, "OutOfRange", "price"],
  ["2^64 in a u64", { ...good, price: `${2n ** 64n}` }, "OutOfRange", "price"],
  ["2^127 in an i128", { ...good, amount: `${2n ** 127n}` }, "OutOfRange", "amount"],
  ["below −2^127 in an i128", { ...good, amount: `${-(2n ** 127n) - 1n}` }, "OutOfRange", "amount"],
  ["a number as flag", { ...good, flag: 0 }, "WrongType", "flag"],
  // An example of EIP-55 with a letter in the wrong case.
  ["a false checksum", { ...good, owner: "0xfb6916095ca1df60bB79Ce92cE3Ea74c37c5d359" }, "NotCanonical", "owner"],
  ["no prefix", { ...good, owner: "0a".repeat(21) }, "NotCanonical", "owner"],
  ["half a byte", { ...good, data: "0x0" }, "NotCanonical", "data"],
  ["a short address", { ...good, owner: `0x${"0a".repeat(19)}` }, "WrongLength", "owner"],
  ["too many bytes", { ...good, data: "0x000000" }, "WrongLength", "data"],
  ["bytes as an array", { ...good, data: [] }, "WrongType", "data"],
  ["text of two two-byte characters", { ...good, memo: "éé" }, "WrongLength", "memo"],
  ["half a surrogate pair", { ...good, memo: "\ud800" }, "NotUtf8", "memo"],
  ["a list as object", { ...good, legs: {} }, "WrongType", "legs"],
  ["a code without a name", { ...good, side: 2 }, "OutOfRange", "side"],
  ["a long list", { ...good, legs: [leg, leg, leg] }, "WrongLength", "legs"],
  ["a fault deep inside", { ...good, legs: [leg, { ...leg, quantity: 3 }] }, "WrongType", "legs[1].quantity"],
  ["an optional out of range", { ...good, maker: 256 }, "OutOfRange", "maker"],
  [
    "an optional left out",
    Object.fromEntries(Object.entries(good).filter(([key]) => key !== "maker")),
    "MissingKey",
    "maker",
  ],
  ["no variant", { ...good, action: { id: 1 } }, "UnknownVariant", "action.type"],
  ["an unknown variant", { ...good, action: { type: "toString" } }, "UnknownVariant", "action.type"],
  ["another variant's fields", { ...good, action: { ...good.action, type: "Open" } }, "MissingKey", "action.id"],
  ["a key too many in a variant of no fields", { ...good, action: { type: "Wait", id: 1 } }, "UnknownKey", "action.id"],
  ["a key too many in a variant", { ...good, action: { ...good.action, id: 1 } }, "UnknownKey", "action.id"],
];

describe("refuses", () => {
  test.each(faults)("%s", (_, json, code, path) => {
    let thrown: unknown;
    try {
      fromJson(Trade, json);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CodecError);
    expect(thrown).toMatchObject({ code, path });
    expect((thrown as CodecError).message.length).toBeLessThan(400);
  });
});

test("gathered, every fault of a document is told by its field, in order, and up to some dozens", () => {
  const { flag: _, ...json } = { ...good, price: 3, legs: [leg, { accountId: -1, quantity: "x", more: 1 }], odd: 0 };
  const read = readJson(Trade, json);
  expect(read.ok ? [] : read.faults.map(({ code, path }) => [code, path])).toEqual([
    ["WrongType", "price"],
    ["MissingKey", "flag"],
    ["OutOfRange", "legs[1].accountId"],
    ["NotCanonical", "legs[1].quantity"],
    ["UnknownKey", "legs[1].more"],
    ["UnknownKey", "odd"],
  ]);
  expect(readJson(Trade, good)).toEqual({ ok: true, value: fromJson(Trade, good) });
  expect(readJson(Trade, 7)).toMatchObject({ ok: false, faults: [{ code: "WrongType", path: "" }] });
  const many = readJson(
    f.list(f.u8, 1_000),
    Array.from({ length: 1_000 }, () => null),
  );
  expect(many.ok ? 0 : many.faults.length).toBe(65);
});
