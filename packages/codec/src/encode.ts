/**
 * Values to bytes and back.
 *
 * @module
 */
import { type CodecError, codecErrorWithin, gathering } from "./field/codecError.ts";
import type { Field, Json, JsonForm } from "./field/field.ts";

export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CodecError };

/** Every row and event fits here, and is then written in one pass, without measuring it first. */
const scratch = new Uint8Array(65_536);
const scratchViews = { uint8Array: scratch, dataView: new DataView(scratch.buffer) };

/** The one byte string of `value`. Asserts that every number, length and text is in its field's range. */
export function encode<T>({ ssz }: Field<T>, value: T): Uint8Array {
  if (ssz.maxSize > scratch.length) return ssz.serialize(value);
  return scratch.slice(0, ssz.value_serializeToBytes(scratchViews, 0, value));
}

/**
 * The value of `bytes`. Never throws: bytes that are not exactly what {@link encode} would write give the error.
 *
 * Work: linear in the bytes, whatever they claim about lengths.
 */
export function decode<T>(field: Field<T>, bytes: Uint8Array): Decoded<T> {
  try {
    return { ok: true, value: field.ssz.deserialize(bytes) };
  } catch (thrown) {
    return { ok: false, error: codecErrorWithin("", thrown) };
  }
}

/** The JSON form of `value`: large numbers are decimal strings, bytes are lowercase hexadecimal. */
export const toJson = <T>(field: JsonForm<T>, value: T): Json => field.toJson(value);

/** The value of a JSON form. Throws {@link CodecError} with the path of the field that is wrong. */
export const fromJson = <T>(field: JsonForm<T>, json: unknown): T => field.fromJson(json, "");

export type ReadJson<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly CodecError[] };

/** The same, and of a JSON form that is wrong every fault, up to some dozens. */
export function readJson<T>(field: JsonForm<T>, json: unknown, path = ""): ReadJson<T> {
  const faults: CodecError[] = [];
  let value: T | undefined;
  try {
    value = gathering(() => field.fromJson(json, path, faults), faults);
  } catch (thrown) {
    faults.push(codecErrorWithin("", thrown)); // one more than are gathered
  }
  return faults.length === 0 ? { ok: true, value: value as T } : { ok: false, faults };
}
