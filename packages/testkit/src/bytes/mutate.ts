/**
 * Byte strings near valid ones: what arrives when somebody tampers, truncates, or has another version.
 *
 * @module
 */
import type { Dice } from "../dice.ts";

const EDGES: readonly number[] = [0, 1, 0x7f, 0x80, 0xff];
/** Lengths and offsets as attackers like them. */
const WORDS: readonly number[] = [0, 1, 3, 4, 5, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_fffc];

type Mutation = (dice: Dice, bytes: Uint8Array, other: Uint8Array) => Uint8Array;

const at = (dice: Dice, bytes: Uint8Array): number => dice.int(0, Math.max(bytes.length - 1, 0));

/** The bytes with one of them replaced by what `next` makes of it. */
function replaced(dice: Dice, bytes: Uint8Array, next: (byte: number) => number): Uint8Array {
  const copy = bytes.slice();
  const index = at(dice, copy);
  if (index < copy.length) copy[index] = next(copy[index]!);
  return copy;
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
};

const MUTATIONS: readonly (readonly [weight: number, mutation: Mutation])[] = [
  [5, (dice, bytes) => replaced(dice, bytes, (byte) => byte ^ (1 << dice.int(0, 7)))],
  [3, (dice, bytes) => replaced(dice, bytes, () => dice.pick(EDGES))],
  [2, (dice, bytes) => replaced(dice, bytes, () => dice.int(0, 255))],
  [2, (dice, bytes) => bytes.slice(0, at(dice, bytes))],
  [1, (dice, bytes) => joined(bytes, new Uint8Array(dice.int(1, 40)))],
  [1, cut],
  [1, insert],
  [1, doubled],
  [2, splice],
  [3, word],
];

/** One to four mutations of `bytes`, some with material of `other`. */
export function mutate(dice: Dice, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  let result = bytes;
  const count = dice.weighted([
    [6, 1],
    [3, 2],
    [1, 4],
  ]);
  for (let index = 0; index < count; index += 1) result = dice.weighted(MUTATIONS)(dice, result, other);
  return result;
}

/** Takes a piece out of the middle. */
function cut(dice: Dice, bytes: Uint8Array): Uint8Array {
  const from = at(dice, bytes);
  return joined(bytes.slice(0, from), bytes.slice(from + dice.int(1, 64)));
}

function insert(dice: Dice, bytes: Uint8Array): Uint8Array {
  const from = at(dice, bytes);
  const piece = Uint8Array.from({ length: dice.int(1, 16) }, () => dice.int(0, 255));
  return joined(bytes.slice(0, from), piece, bytes.slice(from));
}

/** Says a piece twice. */
function doubled(dice: Dice, bytes: Uint8Array): Uint8Array {
  const from = at(dice, bytes);
  const to = from + dice.int(1, 128);
  return joined(bytes.slice(0, to), bytes.slice(from));
}

/** The beginning of one with the end of another. */
function splice(dice: Dice, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  return joined(bytes.slice(0, at(dice, bytes)), other.slice(at(dice, other)));
}

/** Writes a length or an offset where one may be. */
function word(dice: Dice, bytes: Uint8Array): Uint8Array {
  if (bytes.length < 4) return bytes;
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(dice.int(0, copy.length - 4), dice.pick(WORDS), true);
  return copy;
}
