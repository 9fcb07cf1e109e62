/**
 * Just enough of the contract ABI for tests: values say themselves what they are.
 *
 * Source: Solidity documentation, "Contract ABI Specification".
 *
 * @module
 */
import { bytesToHex, type Hex, keccak256 } from "@novate/codec";
import { uintWord } from "@novate/evm";
import type { AbiEntry, AbiParameter } from "../artifacts/artifact.ts";

/** A word of a static type, bytes, a dynamic array, or a struct (arrays of fixed length too). */
export type AbiValue =
  | Hex
  | { readonly bytes: Hex }
  | { readonly list: readonly AbiValue[] }
  | { readonly tuple: readonly AbiValue[] };

const isDynamic = (value: AbiValue): boolean =>
  typeof value !== "string" && (!("tuple" in value) || value.tuple.some(isDynamic));

const byteLength = (digits: string): number => digits.length / 2;

function encodeOne(value: AbiValue): string {
  if (typeof value === "string") return value.slice(2);
  if ("tuple" in value) return encodeAll(value.tuple);
  if ("list" in value) return uintWord(value.list.length).slice(2) + encodeAll(value.list);
  const digits = value.bytes.slice(2);
  const padded = digits.padEnd(Math.ceil(digits.length / 64) * 64, "0");
  return uintWord(byteLength(digits)).slice(2) + padded;
}

/** Digits of several values one after the other: dynamic ones behind, their places before. */
function encodeAll(values: readonly AbiValue[]): string {
  const parts = values.map((value) => ({ digits: encodeOne(value), isDynamic: isDynamic(value) }));
  let place = parts.reduce((sum, part) => sum + (part.isDynamic ? 32 : byteLength(part.digits)), 0);
  let [heads, tails] = ["", ""];
  for (const part of parts) {
    heads += part.isDynamic ? uintWord(place).slice(2) : part.digits;
    if (!part.isDynamic) continue;
    tails += part.digits;
    place += byteLength(part.digits);
  }
  return heads + tails;
}

/** `abi.encode(values…)`. */
export const encodeValues = (values: readonly AbiValue[]): Hex => `0x${encodeAll(values)}`;

const typeOf = ({ type, components }: AbiParameter): string =>
  components === undefined ? type : `(${components.map(typeOf).join()})${type.slice("tuple".length)}`;

/** The first four bytes of what a signature hashes to. */
export const selectorOf = (signature: string): Hex =>
  bytesToHex(keccak256(new TextEncoder().encode(signature))).slice(0, 10) as Hex; // four bytes of digits

/** Selectors of the functions and errors of an ABI by their names; of an overloaded one, the last. */
export const selectorsOf = (abi: readonly AbiEntry[]): ReadonlyMap<string, Hex> =>
  new Map(
    abi
      .filter(({ type }) => type === "function" || type === "error")
      .map(({ name, inputs }) => [name!, selectorOf(`${name}(${inputs!.map(typeOf).join()})`)]),
  );

/** The data of a call. */
export const encodeCall = (selector: Hex, ...values: readonly AbiValue[]): Hex =>
  `${selector}${encodeAll(values)}` as Hex;
