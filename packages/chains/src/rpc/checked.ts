/**
 * Values out of a stranger's JSON: each is what it should be, or the answer is malformed.
 *
 * @module
 */
import { type Hex, isHex } from "@novate/codec";
import { ChainError } from "./failure.ts";

type Fields = Readonly<Record<string, unknown>>;

const malformed = (what: string, value: unknown): ChainError =>
  new ChainError("RpcMalformed", `${what} is ${JSON.stringify(value)?.slice(0, 80)}`);

export function objectOf(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(what, value);
  return value as Fields; // an object that is no list
}

export function listOf(value: unknown, what: string, most = 100_000): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw malformed(what, value);
  return value;
}

/** Bytes in hexadecimal, in lower case; exactly `bytes` of them if that is given. */
export function dataOf(value: unknown, what: string, bytes?: number): Hex {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (!isHex(text) || (bytes !== undefined && text.length !== 2 + 2 * bytes)) throw malformed(what, value);
  return text;
}

/** A number in the form of the protocol: no zeros in front. */
export function quantityOf(value: unknown, what: string, bits = 256): bigint {
  if (typeof value !== "string" || !/^0x(0|[1-9a-f][0-9a-f]*)$/i.test(value)) throw malformed(what, value);
  const number = BigInt(value);
  if (number >> BigInt(bits) !== 0n) throw malformed(what, value);
  return number;
}
