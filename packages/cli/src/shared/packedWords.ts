/**
 * Signatures of one statement as a vault takes them.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import {
  compactSignature,
  isQuorum,
  packSignatures,
  powerOf,
  SET_KINDS,
  type SetKind,
  type Signatures,
  type SignerSet,
} from "@novate/evm";
import type { KeyWord } from "@novate/sdk";

/** Words were verified before. */
export const packed = (kind: SetKind, set: SignerSet, digest: Hex, words: readonly KeyWord[]): Signatures =>
  packSignatures(
    set,
    new Map(
      words
        .filter((word) => word.digest === digest && SET_KINDS[word.kind] === kind)
        .map(({ key, signature }) => [key, compactSignature(signature)!]), // it was verified, so it has that form
    ),
  );

/** Whether more than two thirds of a set are among them. */
export const hasQuorum = (set: SignerSet, { signers }: Signatures): boolean =>
  isQuorum(powerOf(set, signers), set.total);
