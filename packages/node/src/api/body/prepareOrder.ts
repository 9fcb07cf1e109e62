/**
 * The body that asks what to sign for an order.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { Order, readJson } from "@novate/codec";
import { formInvalid, membersOf } from "./faults.ts";

/** Throws `RequestInvalid` with every fault. An order without an expiry has this one; one without a salt has one of chance. */
export function readOrder(json: unknown, expiresAtMs: number): Order {
  const body = membersOf(json);
  const order = membersOf(body?.order);
  if (order === null || Object.keys(body!).length !== 1)
    throw formInvalid([{ code: "WrongType", path: "order", detail: 'the body is not {"order": {…}}' }]);
  const salt = randomBytes(8).readBigUInt64BE().toString();
  const read = readJson(Order, { expiresAtMs, salt, ...order }, "order");
  if (!read.ok) throw formInvalid(read.faults);
  return read.value;
}
