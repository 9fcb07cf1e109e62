/**
 * One word of a closed list: its place in one byte, the word in JSON. Words are only ever added, at the end.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import { BasicType } from "./basicType.ts";
import { CodecError, describeJson } from "./codecError.ts";
import type { Field } from "./field.ts";
import { textWord } from "./text.ts";
import { NO_NAMES } from "./typeScope.ts";
import type { ByteViews } from "./valueType.ts";

class ChoiceType<W extends string> extends BasicType<W> {
  readonly typeName: string;
  readonly #words: readonly W[];

  constructor(words: readonly W[]) {
    super(1);
    this.typeName = `Choice[${words.join("|")}]`;
    this.#words = words;
  }

  value_serializeToBytes(output: ByteViews, offset: number, value: W): number {
    const index = this.#words.indexOf(value);
    assert(index >= 0, "a word that the choice lacks");
    output.uint8Array[offset] = index;
    return offset + 1;
  }

  value_deserializeFromBytes(data: ByteViews, start: number, end: number): W {
    this.checkSize(end - start);
    const index = data.uint8Array[start]!;
    const word = this.#words[index];
    if (word === undefined) throw new CodecError("OutOfRange", "", `the choice has no word ${index}`);
    return word;
  }
}

/** One of `words`, of which there are at most 256. In EIP-712 it is a `string`. */
export function choice<const W extends string>(...words: readonly W[]): Field<W> {
  assert(words.length > 0 && words.length <= 256, "a choice has from 1 to 256 words");
  const known = new Set<string>(words);
  assert(known.size === words.length, "a choice has a word twice");
  const isWord = (json: unknown): json is W => typeof json === "string" && known.has(json);
  return {
    ssz: new ChoiceType(words),
    eip712: { type: "string", names: NO_NAMES, word: textWord, message: (value) => value },
    toJson: (value) => value,
    fromJson(json, path) {
      if (isWord(json)) return json;
      const code = typeof json === "string" ? "OutOfRange" : "WrongType";
      throw new CodecError(code, path, `expected one of ${words.join(", ")}, got ${describeJson(json)}`);
    },
    jsonSchema: () => ({ type: "string", enum: [...words] }),
  };
}
