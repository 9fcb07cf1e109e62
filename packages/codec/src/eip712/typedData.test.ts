/** Goal: a wallet is asked for exactly what is verified. Method: one whole request by hand; then one change at a time. */
import { expect, test } from "vitest";
import { list, optional, struct, tagged, text, u8, u32, type ValueOf } from "../field/index.ts";
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
      // keccak256 of 0x01 0x04000000 "x"
      action: "0xe7c37d7697e6c8b3cf698a2acb0e93f9617c7a47e88ed17d136123b7f22ecee7",
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
