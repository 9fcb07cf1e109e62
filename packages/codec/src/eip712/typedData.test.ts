/** Goal: a wallet is asked for exactly what is verified. Method: one whole request by hand; then one change at a time. */
import { expect, test } from "vitest";
import { decode } from "../encode.ts";
import { type Field, list, optional, struct, tagged, text, u8, u32, type ValueOf } from "../field/index.ts";
import { bytesToHex, hexToBytes } from "../hex.ts";
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
        { name: "action", type: "bytes32" },
      ],
      Tag: [{ name: "label", type: "string" }],
    },
    primaryType: "Order",
    domain: { name: "Novate", version: "1", salt: HOUSE },
    message: {
      accountId: 3,
      tags: [{ label: "a" }],
      fee: [],
      // keccak256 of the tag keccak256("Action.Open=1:Tag(string label)"), then 0x01 0x04000000 "x"
      action: "0x8163da35cbccbb5eb761a76164cde3cdcaf4f52dfcb4df23c5c4addc30f2d20f",
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

test("ACC-047 a union's word covers its name, its variant and the layout of all in it, not only its bytes", () => {
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

test("two structs of one name are never signed together", () => {
  const [one, other] = [struct("Leg", { a: u8 }), struct("Leg", { b: u8 })];
  expect(() => struct("Pair", { one, other })).toThrow("Leg: two structs of one name");
});
