/**
 * Whether more than two thirds of a set signed a checkpoint, or a step to the next set.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { joinedBy, type RotationLink, type SignedWords, signedFault } from "@novate/evm";
import { recoverAddress } from "../signing/secp256k1Key.ts";

/** The head of an archive, or a kit, by the set of a hash. Its leaves are not looked at. */
export const isSignedBy = (words: SignedWords, trusted: { readonly house: Hex; readonly setHash: Hex }): boolean =>
  signedFault(words, { ...trusted, recover: recoverAddress }) === null;

/** Hashes of the hot sets that a step of a house joins, if both have signed it; else undefined. */
export const joinedSets = (house: Hex, link: RotationLink) => joinedBy(house, link, recoverAddress);
