/**
 * Transactions of every command, made from the schema itself: ends of ranges, lists of none to three, each union's variants in turn.
 *
 * @module
 */
import {
  Command,
  type CommandType,
  fromJson,
  type Json,
  type JsonSchema,
  jsonSchemasOf,
  type UnsignedTransaction,
} from "@novate/codec";

const HOUSE = `0x${"5a".repeat(32)}` as const;
const schemas = jsonSchemasOf({ Command }, (name) => name);
/** How often each union, choice and list was asked for. */
export const seen = new Map<string, number>();

/** The next of several, each in its turn wherever it is asked for. */
function turn(what: string, count: number): number {
  const at = seen.get(what) ?? 0;
  seen.set(what, at + 1);
  return at % count;
}

interface Known extends JsonSchema {
  readonly $ref?: string;
  readonly const?: string;
  readonly enum?: readonly (string | number)[];
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly pattern?: string;
  readonly description?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maximum?: number;
}

/** A JSON value of a schema: ends of ranges, lists of none to three, variants in turn. */
function jsonOf(schema: Known, at: string): Json {
  if (schema.$ref !== undefined) return jsonOf(schemas[schema.$ref]!, schema.$ref);
  if (schema.const !== undefined) return schema.const;
  const options = schema.oneOf ?? schema.anyOf ?? schema.enum;
  if (options !== undefined) {
    const option = options[turn(at, options.length)]!;
    return typeof option === "object" ? jsonOf(option, at) : option;
  }
  if (schema.type === "object") {
    const entries = Object.entries(schema.properties!);
    return Object.fromEntries(entries.map(([key, member]) => [key, jsonOf(member, `${at}.${key}`)]));
  }
  if (schema.type === "array")
    return Array.from({ length: [2, 1, 3, 0][turn(at, 4)]! }, () => jsonOf(schema.items!, `${at}[]`));
  if (schema.type === "boolean") return turn(at, 2) === 0;
  if (schema.type === "integer") return [0, 1, schema.maximum!][turn("integer", 3)]!;
  if (schema.type === "null") return null;
  return textOf(schema, at);
}

function textOf({ pattern, description, minLength, maxLength }: Known, at: string): string {
  const range = / from (-?\d+) to (\d+)/.exec(description ?? "");
  if (range) return [range[1]!, "1", range[2]!][turn("text", 3)]!;
  if (pattern === undefined) return ["", "é", "BTC"][turn(at, 3)]!;
  const digits = minLength === maxLength ? minLength! - 2 : [0, 6][turn(at, 2)]!;
  return `0x${"c3".repeat(digits / 2)}`;
}

/** Bundles have the most variants. */
const roundsOf = (type: CommandType): number => (type === "ProposeBundle" || type === "ApproveBundle" ? 60 : 8);

export const commandTypes = Object.keys(Command.variants) as CommandType[];

/** Some transactions of a command, other ones at each call. */
export function transactionsOf(type: CommandType): UnsignedTransaction[] {
  return Array.from({ length: roundsOf(type) }, (_, round) => {
    const command = fromJson(Command, jsonOf(schemas[`Command.${type}`]!, `Command.${type}`));
    const signer = { scheme: round % 3, key: HOUSE };
    return { house: HOUSE, signer, nonce: 2n ** 64n - 1n, expiresAtMs: 7, command };
  });
}
