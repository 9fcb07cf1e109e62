/**
 * Yes or no: one byte, 0 or 1.
 *
 * @module
 */

import { BasicType } from "./basicType.ts";
import { CodecError, describeJson } from "./codecError.ts";
import type { Field } from "./field.ts";
import { NO_NAMES } from "./typeScope.ts";
import type { ByteViews } from "./valueType.ts";
import { wordBy } from "./word.ts";

class BooleanType extends BasicType<boolean> {
  readonly typeName = "boolean";

  constructor() {
    super(1);
  }

  value_serializeToBytes(output: ByteViews, offset: number, value: boolean): number {
    output.uint8Array[offset] = value ? 1 : 0;
    return offset + 1;
  }

  value_deserializeFromBytes(data: ByteViews, start: number, end: number): boolean {
    this.checkSize(end - start);
    const byte = data.uint8Array[start]!;
    if (byte > 1) throw new CodecError("BadLayout", "", `expected 0 or 1, got ${byte}`);
    return byte === 1;
  }
}

export const bool: Field<boolean> = {
  ssz: new BooleanType(),
  eip712: {
    type: "bool",
    names: NO_NAMES,
    ...wordBy((value, view, at) => view.setUint8(at + 31, value ? 1 : 0)),
    message: (value) => value,
  },
  toJson: (value) => value,
  fromJson(json, path) {
    if (typeof json === "boolean") return json;
    throw new CodecError("WrongType", path, `expected true or false, got ${describeJson(json)}`);
  },
  jsonSchema: () => ({ type: "boolean" }),
};
