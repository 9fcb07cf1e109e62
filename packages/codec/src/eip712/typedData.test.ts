/** Goal: a wallet is asked for exactly what is verified. Method: one whole request by hand; then one change at a time. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { decode, encode } from "../encode.ts";
import {
  empty,
  type Field,
  flags,
  list,
  named,
  optional,
  struct,
  tagged,
  text,
  u8,
  u32,
  type ValueOf,
} from "../field/index.ts";
import { keptMembers } from "../field/typeScope.ts";
import { bytesToHex, type Hex, hexToBytes } from "../hex.ts";
import { type Domain, typedDataDigest, typedDataJson } from "./typedData.ts";

const Tag = struct("Tag", { label: text(8) });
const Order = struct("Order", {
  accountId: u32,
  tags: list(Tag, 2),
  fee: optional(u8),
  action: tagged("Action", { Open: [1, Tag], Close: [2, Tag] }),
});
const HOUSE = `0x${"07".repeat(32)}` as const;
const domain: Domain = { name: "Novate", version: "1", salt: HOUSE };
const order: ValueOf<typeof Order> = {
  accountId: 3,
  tags: [{ label: "a" }],
  fee: null,
  action: { type: "Open", label: "x" },
};

test("the request names every type once, and shows the values", () => {
  expect(typedDataJson(domain, Order, order)).toEqual({
    types: {
      EIP712Domain: [
        { name: "name", type: "string" },
        { name: "version", type: "string" },
        { name: "salt", type: "bytes32" },
      ],
      Order: [
        { name: "accountId", type: "uint32" },
        { name: "tags", type: "Tag[]" },
        { name: "fee", type: "uint8[]" },
        { name: "action", type: "OpenAction" },
      ],
      OpenAction: [{ name: "label", type: "string" }],
      Tag: [{ name: "label", type: "string" }],
    },
    primaryType: "Order",
    domain: { name: "Novate", version: "1", salt: HOUSE },
    message: {
      accountId: "3",
      tags: [{ label: "a" }],
      fee: [],
      action: { label: "x" },
    },
  });
});

test("every field and every part of the domain is covered by the digest", () => {
  const digests = [
    typedDataDigest(domain, Order, order),
    typedDataDigest({ ...domain, name: "Other" }, Order, order),
    typedDataDigest({ ...domain, version: "2" }, Order, order),
    typedDataDigest({ ...domain, salt: `0x${"07".repeat(31)}08` }, Order, order),
    typedDataDigest(domain, Order, { ...order, accountId: 4 }),
    typedDataDigest(domain, Order, { ...order, tags: [] }),
    typedDataDigest(domain, Order, { ...order, tags: [{ label: "b" }] }),
    typedDataDigest(domain, Order, { ...order, tags: [{ label: "a" }, { label: "a" }] }),
    typedDataDigest(domain, Order, { ...order, fee: 0 }),
    typedDataDigest(domain, Order, { ...order, action: { type: "Close", label: "x" } }),
    typedDataDigest(domain, Order, { ...order, action: { type: "Open", label: "y" } }),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(typedDataDigest(domain, Order, structuredClone(order))).toBe(digests[0]);
});

test("ACC-047 a union's word covers its name, its variant and the layout of all in it", () => {
  const Old = struct("Terms", { size: u8, price: u32 });
  const New = struct("Terms", { price: u8, size: u32 });
  const unionOf = (name: string, type: string, terms: typeof Old | typeof New) => tagged(name, { [type]: [1, terms] });
  const within = (inner: Field<unknown>) =>
    tagged("Outer", { Listed: [1, struct("Listed", { inner: list(inner, 1) })] });
  const fields = [
    unionOf("Change", "List", Old),
    unionOf("Other", "List", Old),
    unionOf("Change", "Drop", Old),
    unionOf("Change", "List", New),
  ];
  const bytes = hexToBytes("0x010700000000");
  const innerBytes = hexToBytes("0x010400000004000000010700000000");
  const words = fields.flatMap((field) => {
    const outer = within(field as Field<unknown>);
    const [value, whole] = [decode(field as Field<unknown>, bytes), decode(outer, innerBytes)];
    if (!value.ok || !whole.ok) throw new Error("the bytes are those of each");
    return [(field as Field<unknown>).eip712.word(value.value), outer.eip712.word(whole.value)].map((word) =>
      bytesToHex(word),
    );
  });
  expect(new Set(words).size).toBe(2 * fields.length);
});

const Void = empty("Void");
/** Variants with equal fields, without any, with a union within; lists and absences of them at two depths. */
const Inner = tagged("Inner", { Left: [1, Tag], Right: [2, Tag], Nothing: [3, Void], Nobody: [4, Void] });
const Pair = struct("Pair", { one: Inner, other: optional(Inner) });
const Outer = tagged("Outer", {
  Both: [1, Pair],
  Many: [2, struct("Many", { inners: list(Inner, 3) })],
  Left: [3, Tag],
});
const Whole = struct("Whole", {
  outers: list(Outer, 2),
  pairs: list(Pair, 2),
  kind: named("Kind", { a: 0, b: 1 }),
  may: flags("May", { c: 1 }),
});
const tiny = { label: fc.constantFrom("", "x") };
const anyInner = fc.oneof(
  fc.record({ type: fc.constantFrom("Left" as const, "Right" as const), ...tiny }),
  fc.record({ type: fc.constantFrom("Nothing" as const, "Nobody" as const) }),
);
const anyPair = fc.record({ one: anyInner, other: fc.option(anyInner) });
const anyOuter = fc.oneof(
  anyPair.map((pair) => ({ type: "Both" as const, ...pair })),
  fc.record({ type: fc.constant("Many" as const), inners: fc.array(anyInner, { maxLength: 3 }) }),
  fc.record({ type: fc.constant("Left" as const), ...tiny }),
);
const anyWhole: fc.Arbitrary<ValueOf<typeof Whole>> = fc.record({
  outers: fc.array(anyOuter, { maxLength: 2 }),
  pairs: fc.array(anyPair, { maxLength: 2 }),
  kind: fc.constantFrom(0, 1, 2),
  may: fc.constantFrom(0, 1, 2, 3),
});

test("ACC-047 ACC-053 two values never have one digest, nor one value two, whatever was signed before", () => {
  const digests = new Map<string, string>();
  fc.assert(
    fc.property(anyWhole, (value) => {
      const bytes = bytesToHex(encode(Whole, value));
      const digest = typedDataDigest(domain, Whole, value);
      expect(digests.get(digest) ?? bytes).toBe(bytes);
      digests.set(digest, bytes);
    }),
    { numRuns: 3000 },
  );
  expect(digests.size).toBeGreaterThan(1000);
  expect(new Set(digests.values()).size).toBe(digests.size);
  expect(keptMembers()).toBeLessThan(40_000);
  for (const [digest, bytes] of [...digests].reverse()) {
    const decoded = decode(Whole, hexToBytes(bytes as Hex));
    if (decoded.ok) expect(typedDataDigest(domain, Whole, decoded.value)).toBe(digest);
  }
});

test("ACC-053 values of many shapes leave no more behind than a bound, and change no digest", () => {
  const Long = struct("Long", { items: list(Inner, 256) });
  const item = (bit: number) => ({ type: bit ? "Left" : "Right", label: "" }) as const;
  const value = (seed: number) => ({
    items: Array.from({ length: 200 }, (_, index) => item((seed >> (index % 20)) & 1)),
  });
  const first = typedDataDigest(domain, Long, value(5));
  for (let seed = 0; seed < 400; seed++) typedDataDigest(domain, Long, value(seed));
  expect(keptMembers()).toBeLessThan(40_000);
  expect(typedDataDigest(domain, Long, value(5))).toBe(first);
});

test("two structs of one name are never signed together", () => {
  const [one, other] = [struct("Leg", { a: u8 }), struct("Leg", { b: u8 })];
  expect(() => struct("Pair", { one, other })).toThrow("Leg: two structs of one name");
});
