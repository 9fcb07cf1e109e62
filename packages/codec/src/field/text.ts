/**
 * Text: strictly valid UTF-8, as given. It is not normalised, so two spellings of "é" are two values.
 *
 * @module
 */

import { assert } from "@novate/stdx";
import { keccak256 } from "../keccak/keccak.ts";
import { CodecError, describeJson } from "./codecError.ts";
import type { Field } from "./field.ts";
import { NO_NAMES } from "./typeScope.ts";
import { type ByteViews, ValueType } from "./valueType.ts";

const encoder = new TextEncoder();
/** Refuses invalid UTF-8 and keeps a byte order mark, which it would otherwise swallow. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** `ByteList[max]` holding UTF-8. */
class TextType extends ValueType<string> {
  readonly typeName: string;
  readonly fixedSize = null;
  readonly minSize = 0;
  readonly maxSize: number;

  constructor(maxBytes: number) {
    super();
    this.maxSize = maxBytes;
    this.typeName = `Text[${maxBytes}]`;
  }

  value_serializedSize(value: string): number {
    return utf8Length(value);
  }

  value_serializeToBytes(output: ByteViews, offset: number, value: string): number {
    assert(value.isWellFormed(), "text has a lone surrogate");
    const { written } = encoder.encodeInto(value, output.uint8Array.subarray(offset));
    assert(written <= this.maxSize, "text is too long");
    return offset + written;
  }

  value_deserializeFromBytes(data: ByteViews, start: number, end: number): string {
    if (end - start > this.maxSize) throw new CodecError("WrongLength", "", tooLong(this.maxSize, end - start));
    try {
      return decoder.decode(data.uint8Array.subarray(start, end));
    } catch {
      throw new CodecError("NotUtf8", "", "not valid UTF-8");
    }
  }
}

const tooLong = (max: number, length: number): string => `expected at most ${max} bytes of UTF-8, got ${length}`;

/** EIP-712's word of a `string`. */
export const textWord = (value: string): Uint8Array => keccak256(encoder.encode(value));

/** Bytes that `text` takes in UTF-8. */
function utf8Length(text: string): number {
  for (let index = 0; index < text.length; index++)
    if (text.charCodeAt(index) > 0x7f) return encoder.encode(text).length;
  return text.length;
}

/** At most `maxBytes` bytes of UTF-8. */
export function text(maxBytes: number): Field<string> {
  return {
    ssz: new TextType(maxBytes),
    eip712: { type: "string", names: NO_NAMES, word: textWord, message: (value) => value },
    toJson: (value) => value,
    fromJson(json, path) {
      if (typeof json !== "string") throw new CodecError("WrongType", path, `expected text, got ${describeJson(json)}`);
      if (!json.isWellFormed()) throw new CodecError("NotUtf8", path, "has a lone surrogate");
      const length = utf8Length(json);
      if (length > maxBytes) throw new CodecError("WrongLength", path, tooLong(maxBytes, length));
      return json;
    },
    jsonSchema: () => ({ type: "string", maxLength: maxBytes }),
  };
}
