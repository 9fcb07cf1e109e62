/**
 * A struct in EIP-712 data.
 *
 * @module
 */
import { keccak256 } from "../keccak/keccak.ts";
import type {
  Definition,
  Eip712Form,
  Eip712Member,
  Eip712Struct,
  Field,
  Json,
  TypedValue,
  TypeScope,
} from "./field.ts";
import { createStructHasher } from "./hashStruct.ts";
import { createShape, define, MessageScope, mergeNames } from "./typeScope.ts";
import { putWord } from "./word.ts";

type Entries = readonly (readonly [key: string, field: Field<unknown>])[];
type Members = Readonly<Record<string, unknown>>;

export type StructForm = Eip712Form<unknown> & { readonly struct: Eip712Struct };

/** The form of a struct of these fields: always the same, or what the unions in it make of it. */
export function structForm(name: string, entries: Entries): StructForm {
  const struct: Eip712Struct = { name, members: entries.map(([key, { eip712 }]) => memberOf(key, eip712)) };
  const names = mergeNames(new Map([[name, struct]]), ...entries.map(([, { eip712 }]) => eip712.names));
  if (entries.some(([, { eip712 }]) => eip712.ofValue))
    return { type: name, struct, names, ...formByValue(define(name), entries) };
  const message = (value: unknown): Json =>
    Object.fromEntries(entries.map(([key, field]) => [key, field.eip712.message((value as Members)[key])]));
  return { type: name, struct, names, word: createStructHasher(struct, entries), message };
}

/** The same for a variant, whose struct is always one of a union's: types of values, even where they are all alike. */
export function variantForm(name: string, entries: Entries): StructForm & Required<Pick<StructForm, "ofValue">> {
  const form = structForm(name, entries);
  if (form.ofValue) return { ...form, ofValue: form.ofValue };
  const { form: type } = createShape(form.struct);
  const ofValue = (value: unknown): TypedValue => ({
    type,
    word: form.word(value),
    message: () => form.message(value),
  });
  return { ...form, ofValue };
}

const memberOf = (name: string, { type, struct }: Pick<Eip712Form<never>, "type" | "struct">): Eip712Member => ({
  name,
  type,
  ...(struct && { struct }),
});

function formByValue(definition: Definition, entries: Entries) {
  return byValue((value: unknown, scope: TypeScope): TypedValue => {
    const record = value as Members;
    const data = new Uint8Array(32 * (entries.length + 1));
    const view = new DataView(data.buffer);
    const typed = new Map<string, TypedValue>();
    let ids = "";
    let at = 0;
    for (const [key, { eip712 }] of entries) {
      at += 32;
      const member = eip712.ofValue?.(record[key], scope);
      if (member === undefined) {
        putWord(eip712, record[key], data, view, at);
        continue;
      }
      data.set(member.word, at);
      typed.set(key, member);
      ids += `${member.type.id},`;
    }
    const { form, typeHash } = scope.shape(definition, ids, () =>
      entries.map(([key, { eip712 }]) => memberOf(key, typed.get(key)?.type ?? eip712)),
    );
    data.set(typeHash, 0);
    const message = (): Json =>
      Object.fromEntries(
        entries.map(([key, { eip712 }]) => [key, typed.get(key)?.message() ?? eip712.message(record[key])]),
      );
    return { type: form, word: keccak256(data), message };
  });
}

/** What a form does where the type follows the value. A value that stands alone is a message of its own. */
export const byValue = <T>(ofValue: (value: T, scope: TypeScope) => TypedValue) => ({
  ofValue,
  word: (value: T): Uint8Array => ofValue(value, new MessageScope()).word,
  message: (value: T): Json => ofValue(value, new MessageScope()).message(),
});
