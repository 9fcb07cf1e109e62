/**
 * Yes or no: one byte, 0 or 1.
 *
 * @module
 */
import { BooleanType } from "@chainsafe/ssz";
import { CodecError, describeJson } from "./codecError.ts";
import type { Field } from "./field.ts";
import { uintWord } from "./word.ts";

export const bool: Field<boolean> = {
  ssz: new BooleanType(),
  eip712: { type: "bool", word: (value) => uintWord(value ? 1n : 0n), message: (value) => value },
  toJson: (value) => value,
  fromJson(json, path) {
    if (typeof json === "boolean") return json;
    throw new CodecError("WrongType", path, `expected true or false, got ${describeJson(json)}`);
  },
  jsonSchema: () => ({ type: "boolean" }),
};
