/** Goal: a signer may be named by its address, and a body that is no request is told so. Method: table. */
import { expect, test } from "vitest";
import { requestOf, transactionOf } from "./prepareBody.ts";

const command = { type: "OpenAccount", segmentId: 1, method: 1 };
const key = `0x${"00".repeat(12)}${"ab".repeat(20)}`;

test("an address in any case is a key that signs typed data", () => {
  for (const signer of [`0x${"ab".repeat(20)}`, `0x${"AB".repeat(20)}`, { scheme: 0, key }])
    expect(requestOf({ signer, command })).toEqual({ signer: { scheme: 0, key }, command });
});

test("faults of several parts are told together, and of a body without parts one", () => {
  expect(() => requestOf({ signer: key, command: {}, nonce: 1 })).toThrow(/signer: .*command\.type: .*nonce: /s);
  expect(() => requestOf([])).toThrow("not a JSON object");
  expect(transactionOf({ bytes: "0x", transaction: {} })).toMatchObject({ ok: false, faults: [{ path: "" }] });
  expect(transactionOf({ bytes: "0xA" })).toMatchObject({ ok: false, faults: [{ path: "bytes" }] });
  expect(() => requestOf({ signer: "0xfb6916095ca1df60bB79Ce92cE3Ea74c37c5d359", command })).toThrow(/checksum/);
});
