/**
 * Orders that sets sign beside checkpoints and rotations: each holds at one vault, once.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { addressWord, hashWords, uintWord } from "../abi/words.ts";
import { type OrderPlace, orderDigest } from "./digests.ts";
import type { Uint } from "./lanes.ts";

/** How much of a token a vault holds at most, and the least of it that may leave in an hour: atoms, u96. */
export interface TokenTerms {
  readonly token: Hex;
  readonly capAtoms: Uint;
  readonly floorAtoms: Uint;
}

const NOTHING = uintWord(0);

/** What the hot set signs to set the terms of a token; `number` is the order's turn. */
export const termsDigest = (house: Hex, place: OrderPlace, { token, capAtoms, floorAtoms }: TokenTerms): Hex =>
  orderDigest(house, place, {
    name: "Terms",
    field: "terms",
    content: hashWords(addressWord(token), uintWord(capAtoms, 96), uintWord(floorAtoms, 96)),
  });

/** What the hot set signs to name other guardians, ascending; `number` is the order's turn. */
export const appointDigest = (house: Hex, place: OrderPlace, guardians: readonly Hex[]): Hex =>
  orderDigest(house, place, {
    name: "Appoint",
    field: "guardians",
    content: hashWords(uintWord(32), uintWord(guardians.length), ...guardians.map(addressWord)),
  });

/** What the hot set signs to give guardians their right again; `number` is the order's turn. */
export const rearmDigest = (house: Hex, place: OrderPlace): Hex =>
  orderDigest(house, place, { name: "Rearm", field: "nothing", content: NOTHING });

/** What the cold set signs to end a stop before its time; `number` is when it would end by itself, in seconds. */
export const liftDigest = (house: Hex, place: OrderPlace): Hex =>
  orderDigest(house, place, { name: "Lift", field: "nothing", content: NOTHING });

/** What the cold set and the new one sign to replace the hot set; `number` counts replacements so far. */
export const replacementDigest = (house: Hex, place: OrderPlace, toHash: Hex): Hex =>
  orderDigest(house, place, { name: "Replacement", field: "toHash", content: toHash });
