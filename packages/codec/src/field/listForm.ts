/**
 * A list in EIP-712 data: an array, or, of values whose types differ, a struct of numbered members.
 *
 * @module
 */
import { keccak256 } from "../keccak/keccak.ts";
import type { Definition, Eip712Form, Json, TypedValue, TypeScope } from "./field.ts";
import { byValue } from "./structForm.ts";
import { define, mergeNames } from "./typeScope.ts";

export function listForm<T>(element: Eip712Form<T>): Eip712Form<readonly T[]> {
  const { ofValue } = element;
  if (ofValue !== undefined) return formByValue(element, ofValue);
  return {
    type: `${element.type}[]`,
    ...(element.struct && { struct: element.struct }),
    names: element.names,
    word: (value) => keccak256(join(value.map((item) => element.word(item)))),
    message: (value) => value.map((item) => element.message(item)),
  };
}

/** Of an empty list no value says a type. It is an array without a text. */
const NOTHING: TypedValue = {
  type: { id: "string[]", type: "string[]" },
  word: keccak256(new Uint8Array()),
  message: () => [],
};

/** Lists of one element have one definition, wherever they stand. */
const definitions = new WeakMap<object, Definition>();

function formByValue<T>(
  element: Eip712Form<T>,
  ofValue: (value: T, scope: TypeScope) => TypedValue,
): Eip712Form<readonly T[]> {
  const name = `${element.type}List`;
  const itemName = element.type[0]!.toLowerCase() + element.type.slice(1);
  const definition = definitions.get(element) ?? define(name);
  definitions.set(element, definition);
  return {
    type: name,
    ...(element.struct && { struct: element.struct }),
    names: mergeNames(element.names, new Map([[name, definition]])),
    ...byValue((value: readonly T[], scope) => {
      const items = value.map((item) => ofValue(item, scope));
      const first = items[0]?.type;
      if (first === undefined) return NOTHING;
      if (items.every(({ type }) => type.id === first.id)) {
        const type = { ...first, id: `${first.id}[]`, type: `${first.type}[]` };
        return { type, word: keccak256(join(words(items))), message: () => items.map((item) => item.message()) };
      }
      const { form, typeHash } = scope.shape(definition, items.map(({ type }) => type.id).join(), () =>
        items.map(({ type: { type, struct } }, index) => ({
          name: `${itemName}${index + 1}`,
          type,
          ...(struct && { struct }),
        })),
      );
      const message = (): Json =>
        Object.fromEntries(items.map((item, index) => [`${itemName}${index + 1}`, item.message()]));
      return { type: form, word: keccak256(join([typeHash, ...words(items)])), message };
    }),
  };
}

const words = (items: readonly TypedValue[]): Uint8Array[] => items.map(({ word }) => word);

function join(words: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(32 * words.length);
  words.forEach((word, index) => {
    joined.set(word, 32 * index);
  });
  return joined;
}
