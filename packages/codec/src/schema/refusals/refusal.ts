/**
 * One refusal: its code, its number, and the payload that its definition types.
 *
 * @module
 */
import { CodecError, describeJson, joinPath } from "../../field/codecError.ts";
import type { JsonForm, JsonOf } from "../../field/field.ts";
import { requireObject, type StructField, type StructValue, struct } from "../../field/struct.ts";
import { isRefusalCode, type RefusalCode, refusalCodes, refusalDefinitions } from "./catalogue.ts";

type Definitions = typeof refusalDefinitions;

export type RefusalData<C extends RefusalCode> = StructValue<Definitions[C]["shape"]>;

/** The refusal of a code; of several codes their union. */
export type RefusalOf<C extends RefusalCode> = C extends RefusalCode
  ? { readonly code: C; readonly number: Definitions[C]["number"]; readonly data: RefusalData<C> }
  : never;
export type Refusal = RefusalOf<RefusalCode>;
/** Large numbers are decimal strings. */
export type RefusalJson = JsonOf<Refusal>;

type Payload<D> = D extends { readonly faulty: infer F }
  ? null extends F
    ? Omit<D, "faulty"> & { readonly faulty?: F }
    : D
  : D;
/** A payload as a rule writes it: the side may be left out where there is none. */
export type RefusalInput<C extends RefusalCode> = C extends RefusalCode ? Payload<RefusalData<C>> : never;

export type FaultySide = "buyer" | "seller";

export function refusal<C extends RefusalCode>(code: C, data: RefusalInput<C>): RefusalOf<C> {
  const { number, shape } = refusalDefinitions[code];
  // By RefusalInput nothing but the side can be absent.
  return { code, number, data: "faulty" in shape ? { faulty: null, ...data } : data } as unknown as RefusalOf<C>;
}

/** The sides of the trade that made the house refuse: none for most, both where an account would trade with itself. */
export function faultySidesOf({ code, data }: Refusal | RefusalJson): readonly FaultySide[] {
  if (code === "SelfTrade") return ["buyer", "seller"];
  return "faulty" in data && data.faulty !== null ? [data.faulty] : [];
}

const payloads = new Map<RefusalCode, StructField<object>>(
  refusalCodes.map((code) => [code, struct(code, refusalDefinitions[code].shape) as StructField<object>]),
);

/** Refusals travel and are stored as JSON; they have no bytes. */
export const Refusal: { toJson(value: Refusal): RefusalJson } & JsonForm<Refusal> = {
  toJson: ({ code, number, data }) => ({ code, number, data: payloads.get(code)!.toJson(data) }) as RefusalJson,
  fromJson(json, path) {
    const { code, number, data, ...rest } = requireObject(json, path);
    const at = (key: string) => joinPath(path, key);
    if (!isRefusalCode(code)) throw new CodecError("UnknownVariant", at("code"), `no refusal is ${describeJson(code)}`);
    const expected = refusalDefinitions[code].number;
    if (number !== expected)
      throw new CodecError("OutOfRange", at("number"), `expected ${expected}, got ${describeJson(number)}`);
    for (const key of Object.keys(rest)) throw new CodecError("UnknownKey", at(key), "is not a known key");
    return { code, number, data: payloads.get(code)!.fromJson(data, at("data")) } as Refusal;
  },
  jsonSchema: (define) =>
    define("Refusal", () => ({
      oneOf: refusalCodes.map((code) =>
        define(`Refusal.${code}`, () => {
          const properties = {
            code: { type: "string", const: code },
            number: { type: "integer", const: refusalDefinitions[code].number },
            data: payloads.get(code)!.jsonObject(define, {}),
          };
          return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
        }),
      ),
    })),
};
