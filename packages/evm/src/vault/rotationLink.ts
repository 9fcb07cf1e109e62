/**
 * A step from a set of signers to the next, as vaults take it.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { rotationDigest } from "./digests.ts";
import { fullSignature, type Signatures } from "./signatures.ts";
import { isQuorum, type SignerSet, signerSetFault, signerSetHash, wordToSigner } from "./signerSet.ts";

export interface RotationLink {
  readonly from: SignerSet;
  readonly fromSignatures: Signatures;
  readonly to: SignerSet;
  readonly toSignatures: Signatures;
}

/** The address whose key made 65 bytes of r ‖ s ‖ v over a digest, or undefined. */
type Recover = (digest: Hex, signature: Hex) => Hex | undefined;

/** Hex digits of a compact signature. */
const DIGITS = 128;

/** Hashes of the hot sets that a step joins, if more than two thirds of either signed it and no epoch is left out; else undefined. */
export function joinedBy(
  house: Hex,
  { from, fromSignatures, to, toSignatures }: RotationLink,
  recover: Recover,
): { readonly fromHash: Hex; readonly toHash: Hex } | undefined {
  if (signerSetFault(from) !== undefined || signerSetFault(to) !== undefined) return undefined;
  if (from.total >> 96n !== 0n || to.total >> 96n !== 0n || to.epoch !== from.epoch + 1n) return undefined;
  const [fromHash, toHash] = [signerSetHash(house, "hot", from), signerSetHash(house, "hot", to)];
  const digest = rotationDigest(house, fromHash, toHash, to.epoch);
  const isSigned = hasQuorum(from, fromSignatures, digest, recover) && hasQuorum(to, toSignatures, digest, recover);
  return isSigned ? { fromHash, toHash } : undefined;
}

/** A bit a signer, and a signature a bit, in the order of the words. */
function hasQuorum(
  { words, total }: SignerSet,
  { signers, compact }: Signatures,
  digest: Hex,
  recover: Recover,
): boolean {
  let [signed, place] = [0n, 2];
  for (const [index, word] of words.entries()) {
    if (((signers >> BigInt(index)) & 1n) === 0n) continue;
    const own = compact.slice(place, place + DIGITS);
    const { address, power } = wordToSigner(word);
    if (own.length !== DIGITS || recover(digest, fullSignature(`0x${own}`)) !== address) return false;
    signed += power;
    place += DIGITS;
  }
  return compact.length === place && isQuorum(signed, total);
}
