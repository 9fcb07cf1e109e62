/**
 * `encodeType`, `typeHash` and `hashStruct` of EIP-712.
 *
 * @module
 */

import { assert } from "@novate/stdx";
import { keccak256 } from "../keccak/keccak.ts";
import type { Eip712Struct, Field } from "./field.ts";
import { putWord } from "./word.ts";

const encoder = new TextEncoder();

/** The struct itself and every struct that it names, directly or not, each once. */
export function collectStructs(
  struct: Eip712Struct,
  found = new Map<string, Eip712Struct>(),
): Map<string, Eip712Struct> {
  const same = found.get(struct.name);
  assert(same === undefined || same === struct, `${struct.name}: two structs of one name in what is signed`);
  if (same !== undefined) return found;
  found.set(struct.name, struct);
  for (const member of struct.members) if (member.struct) collectStructs(member.struct, found);
  return found;
}

/** The struct's signature, then those of the structs that it names, sorted by name. */
export function encodeType(struct: Eip712Struct): string {
  const structs = collectStructs(struct);
  structs.delete(struct.name);
  const named = [...structs.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  return [struct, ...named]
    .map(({ name, members }) => `${name}(${members.map((member) => `${member.type} ${member.name}`).join(",")})`)
    .join("");
}

/**
 * Builds `hashStruct` of one struct: keccak256(typeHash ‖ one word a field).
 *
 * Cost: one Keccak-256 over 32 · (fields + 1) bytes, and one more for each dynamic field.
 */
export function createStructHasher(
  struct: Eip712Struct,
  entries: readonly (readonly [string, Field<unknown>])[],
): (value: unknown) => Uint8Array {
  const typeHash = keccak256(encoder.encode(encodeType(struct)));
  return (value) => {
    const record = value as Readonly<Record<string, unknown>>;
    const data = new Uint8Array(32 * (entries.length + 1));
    data.set(typeHash, 0);
    const view = new DataView(data.buffer);
    let at = 32;
    for (const [key, { eip712 }] of entries) {
      putWord(eip712, record[key], data, view, at);
      at += 32;
    }
    return keccak256(data);
  };
}
