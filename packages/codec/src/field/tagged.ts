/**
 * A closed union: one of several structs, told apart by a selector.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import { CodecError, describeJson, joinPath } from "./codecError.ts";
import type { Field, ValueOf } from "./field.ts";
import { requireObject, type StructField } from "./struct.ts";
import { byValue, variantForm } from "./structForm.ts";
import { textWord } from "./text.ts";
import { mergeNames, NO_NAMES } from "./typeScope.ts";
import { type ByteViews, ValueType } from "./valueType.ts";

/** Variant name → its selector byte, never reused, and its struct. */
export type Variants = Readonly<Record<string, readonly [selector: number, field: StructField<unknown>]>>;

type Simplify<T> = { [K in keyof T]: T[K] } & {};

/** A union of the structs' values, each with its variant's name as `type`. */
export type TaggedValue<V extends Variants> = {
  [K in keyof V & string]: Simplify<{ readonly type: K } & ValueOf<V[K][1]>>;
}[keyof V & string];

export interface TaggedField<T> extends Field<T> {
  readonly name: string;
  /** The variants by name, in the order of definition. */
  readonly variants: Readonly<Record<string, { readonly selector: number; readonly field: StructField<unknown> }>>;
}

/** A value whose `type` names a variant, and which holds the fields of that variant's struct. */
type Tagged = { readonly type: string } & Readonly<Record<string, unknown>>;

interface Variant {
  readonly type: string;
  readonly selector: number;
  readonly field: StructField<unknown>;
}

/** One selector byte, then the container: SSZ's `Union`, with selectors of our choice. */
class TaggedType extends ValueType<Tagged> {
  readonly typeName: string;
  readonly fixedSize = null;
  readonly minSize: number;
  readonly maxSize: number;
  readonly #byType: ReadonlyMap<string, Variant>;
  readonly #bySelector: ReadonlyMap<number, Variant>;

  constructor(name: string, variants: readonly Variant[]) {
    super();
    this.typeName = name;
    this.#byType = new Map(variants.map((variant) => [variant.type, variant]));
    this.#bySelector = new Map(variants.map((variant) => [variant.selector, variant]));
    this.minSize = 1 + Math.min(...variants.map(({ field }) => field.ssz.minSize));
    this.maxSize = 1 + Math.max(...variants.map(({ field }) => field.ssz.maxSize));
  }

  value_serializedSize(value: Tagged): number {
    return 1 + this.#variantOf(value).field.ssz.value_serializedSize(value);
  }

  value_serializeToBytes(output: ByteViews, offset: number, value: Tagged): number {
    const { selector, field } = this.#variantOf(value);
    output.uint8Array[offset] = selector;
    return field.ssz.value_serializeToBytes(output, offset + 1, value);
  }

  value_deserializeFromBytes(data: ByteViews, start: number, end: number): Tagged {
    if (start >= end) throw new CodecError("BadLayout", "", `${this.typeName}: no selector byte`);
    const selector = data.uint8Array[start]!;
    const variant = this.#bySelector.get(selector);
    if (variant === undefined)
      throw new CodecError("UnknownVariant", "", `${this.typeName} has no selector ${selector}`);
    const value = { type: variant.type };
    variant.field.ssz.readInto(value, data, start + 1, end);
    return value;
  }

  #variantOf({ type }: Tagged): Variant {
    const variant = this.#byType.get(type);
    assert(variant !== undefined, "value of no variant");
    return variant;
  }
}

/** The struct of a variant; of one without fields, its name. */
function formOf(structName: string, type: string, { entries }: StructField<unknown>): ReturnType<typeof variantForm> {
  const form = variantForm(structName, entries);
  if (entries.length > 0) return form;
  const typed = { type: { id: "string", type: "string" }, word: textWord(type), message: () => type };
  return { ...form, names: NO_NAMES, ofValue: () => typed };
}

/**
 * Defines a closed union of structs.
 *
 * JSON carries the variant's name as `type`. In EIP-712 data it is the struct of the variant that the value has, named
 * `VariantUnion` (`PerpetualInstrumentTerms`): the type string says which variant is signed. A variant without fields is its name, a `string`.
 *
 * @example
 * const command = tagged("Command", { Deposit: [1, deposit], Withdraw: [2, withdraw] });
 * type Command = ValueOf<typeof command>; // { type: "Deposit", … } | { type: "Withdraw", … }
 */
export function tagged<const V extends Variants>(name: string, variants: V): TaggedField<TaggedValue<V>> {
  const all: Variant[] = Object.entries(variants).map(([type, [selector, field]]) => {
    assert(Number.isInteger(selector) && selector >= 0 && selector < 256, `${name}.${type}: selector ${selector}`);
    assert(!field.fieldNames.includes("type"), `${name}.${type}: a variant has no field "type"`);
    return { type, selector, field };
  });
  assert(new Set(all.map(({ selector }) => selector)).size === all.length, `${name}: a selector is used twice`);

  const fieldOf = new Map(all.map(({ type, field }) => [type, field]));
  const ssz = new TaggedType(name, all);
  const forms = new Map(all.map(({ type, field }) => [type, formOf(`${type}${name}`, type, field)]));
  const field: TaggedField<Tagged> = {
    name,
    variants: Object.fromEntries(all.map(({ type, selector, field }) => [type, { selector, field }])),
    ssz,
    eip712: {
      type: name,
      names: mergeNames(...[...forms.values()].map(({ names }) => names)),
      ...byValue((value: Tagged, scope) => forms.get(value.type)!.ofValue(value, scope)),
    },
    toJson: (value) => ({ type: value.type, ...(fieldOf.get(value.type)!.toJson(value) as object) }),
    fromJson(json, path, faults) {
      const { type, ...rest } = requireObject(json, path);
      const variant = typeof type === "string" ? fieldOf.get(type) : undefined;
      if (variant === undefined) {
        const known = [...fieldOf.keys()].join(", ");
        throw new CodecError(
          "UnknownVariant",
          joinPath(path, "type"),
          `got ${describeJson(type)}, expected one of ${known}`, // the list is long, and what follows it may be cut
        );
      }
      return { type: type as string, ...(variant.fromJson(rest, path, faults) as object) };
    },
    jsonSchema: (define) =>
      define(name, () => ({
        oneOf: all.map(({ type, field: variant }) =>
          define(`${name}.${type}`, () => variant.jsonObject(define, { type })),
        ),
      })),
  };
  // Sound by TaggedValue: a Tagged with the fields of its variant is exactly a member of that union.
  return field as unknown as TaggedField<TaggedValue<V>>;
}
