/**
 * A byte whose numbers have names: a number in bytes, values and JSON; words where a wallet shows it.
 *
 * @module
 */
import type { Field } from "./field.ts";
import { u8 } from "./numbers.ts";
import { textWord } from "./text.ts";
import { NO_NAMES } from "./typeScope.ts";

/** In EIP-712 a `string`: the name of the number, or a number that has none in digits. Refusing that is the reader's affair. */
export function named(names: Readonly<Record<string, number>>): Field<number> {
  const nameOf = new Map(Object.entries(names).map(([name, number]) => [number, name]));
  return inWords((value) => nameOf.get(value) ?? value.toString());
}

/** In EIP-712 a `string`: the names of the bits that are set, `trade, withdraw`; a bit without one as its number; of none `none`. */
export function flags(bits: Readonly<Record<string, number>>): Field<number> {
  const nameOf = new Map(Object.entries(bits).map(([name, bit]) => [bit, name]));
  return inWords((value) => {
    const set = [1, 2, 4, 8, 16, 32, 64, 128].filter((bit) => (value & bit) !== 0);
    return set.map((bit) => nameOf.get(bit) ?? bit.toString()).join(", ") || "none";
  });
}

/** `textOf` has a text of its own for every byte. Each is hashed once, not with every signature. */
function inWords(textOf: (value: number) => string): Field<number> {
  const words: (Uint8Array | undefined)[] = [];
  const word = (value: number): Uint8Array => (words[value] ??= textWord(textOf(value)));
  return { ...u8, eip712: { type: "string", names: NO_NAMES, word, message: textOf } };
}
