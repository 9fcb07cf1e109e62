/**
 * The structs of one message whose members follow its values: each has a name that no other struct of the message has.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import { keccak256 } from "../keccak/keccak.ts";
import type { Definition, Eip712Member, Eip712Struct, Shape, TypeScope } from "./field.ts";
import { encodeType } from "./hashStruct.ts";

let definitions = 0;
export const define = (name: string): Definition => ({ name, id: definitions++ });

/** Shapes that were met, by definition, number and members; kept for their type hashes. */
const known = new Map<string, Shape>();
/** Members of all that is kept. */
let kept = 0;
/** Messages come from the network, and a list has as many shapes as it has orders. */
const MAX_KEPT_MEMBERS = 32_768;
let shapes = 0;

export const keptMembers = (): number => kept;

/** Struct names within one message. Open one for each; a value's digest depends on nothing that was met before it. */
export class MessageScope implements TypeScope {
  readonly #shapes = new Map<Definition, Map<string, Shape>>();

  constructor() {
    // Never within a message: there one shape has one id.
    if (kept <= MAX_KEPT_MEMBERS) return;
    known.clear();
    kept = 0;
  }

  /** The struct of `definition` whose members have the types that `key` names by their ids. */
  shape(definition: Definition, key: string, members: () => readonly Eip712Member[]): Shape {
    const met = this.#shapes.get(definition) ?? new Map<string, Shape>();
    const shape = met.get(key) ?? shapeOf(definition, met.size + 1, key, members);
    met.set(key, shape);
    this.#shapes.set(definition, met);
    return shape;
  }
}

function shapeOf(definition: Definition, number: number, key: string, members: () => readonly Eip712Member[]): Shape {
  const fullKey = `${definition.id}_${number}:${key}`;
  const same = known.get(fullKey);
  if (same !== undefined) return same;
  const name = number === 1 ? definition.name : `${definition.name}_${number}`;
  const shape = createShape({ name, members: members() });
  known.set(fullKey, shape);
  kept += shape.form.struct!.members.length;
  return shape;
}

/** A shape with an id of its own. */
export function createShape(struct: Eip712Struct): Shape {
  const typeHash = keccak256(new TextEncoder().encode(encodeType(struct)));
  return { form: { id: `${shapes++}`, type: struct.name, struct }, typeHash };
}

/** All names of some forms. Asserts that none stands for two things: what a message shows is never ambiguous. */
export function mergeNames(...all: readonly ReadonlyMap<string, object>[]): ReadonlyMap<string, object> {
  const merged = new Map<string, object>();
  for (const names of all)
    for (const [name, owner] of names) {
      const other = merged.get(name);
      assert(other === undefined || other === owner, `${name}: two structs of one name in what is signed`);
      merged.set(name, owner);
    }
  return merged;
}

export const NO_NAMES: ReadonlyMap<string, object> = new Map();
