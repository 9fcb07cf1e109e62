/**
 * Whether a kit's checkpoint was signed by more than two thirds of the set that whoever checks it trusts.
 *
 * @module
 */
import type { ExitKit, Hex } from "@novate/codec";
import { checkpointDigest } from "../vault/digests.ts";
import { compactSignature } from "../vault/signatures.ts";
import { isQuorum, signerSetFault, signerSetHash, wordToSigner } from "../vault/signerSet.ts";

/** What whoever checks a kit knows from elsewhere: the house, and the hash of the hot set that its vaults name. */
export interface KitTrust {
  readonly house: Hex;
  readonly setHash: Hex;
  /** The address whose key made 65 bytes of r ‖ s ‖ v over a digest, or undefined. */
  readonly recover: (digest: Hex, signature: Hex) => Hex | undefined;
}

export type KitFaultName =
  | "HouseDiffers"
  | "SetDiffers"
  | "SetInvalid"
  | "SignerUnknown"
  | "SignatureRepeated"
  | "SignatureInvalid"
  | "QuorumMissing"
  | "SectionInvalid"
  | "ClaimOfAnother"
  | "ClaimInvalid"
  | "AssetInvalid"
  | "PaymentInvalid"
  | "SectionsMissing"
  | "AssetsMissing";

/** What is wrong, and of which key, vault, account, asset, payment or epoch. */
export interface KitFault {
  readonly fault: KitFaultName;
  readonly of: string;
}

export const faulty = (fault: KitFaultName, of: string | number | bigint): KitFault => ({ fault, of: `${of}` });

/** A kit or a head: what was signed, by whom, and who may. */
export type SignedWords = Pick<ExitKit, "house" | "checkpoint" | "signers" | "signatures">;

export const signedFault = (kit: SignedWords, trust: KitTrust): KitFault | null =>
  signersFault(kit, trust) ?? signaturesFault(kit, trust);

function signersFault({ house, checkpoint, signers }: SignedWords, trust: KitTrust): KitFault | null {
  if (house !== trust.house) return faulty("HouseDiffers", house);
  if (checkpoint.setHash !== trust.setHash) return faulty("SetDiffers", checkpoint.setHash);
  if (signers.total >> 96n !== 0n || signerSetFault(signers) !== undefined) return faulty("SetInvalid", signers.epoch);
  return signerSetHash(house, "hot", signers) === trust.setHash ? null : faulty("SetInvalid", signers.epoch);
}

function signaturesFault(
  { house, checkpoint, signers, signatures }: SignedWords,
  { recover }: KitTrust,
): KitFault | null {
  const powers = new Map(signers.words.map(wordToSigner).map(({ address, power }) => [address, power]));
  const digest = checkpointDigest(house, checkpoint);
  const seen = new Set<Hex>();
  let signed = 0n;
  for (const { key, signature } of signatures) {
    const power = powers.get(key);
    if (power === undefined) return faulty("SignerUnknown", key);
    if (seen.has(key)) return faulty("SignatureRepeated", key);
    if (compactSignature(signature) === undefined || recover(digest, signature) !== key)
      return faulty("SignatureInvalid", key);
    seen.add(key);
    signed += power;
  }
  return isQuorum(signed, signers.total) ? null : faulty("QuorumMissing", checkpoint.epoch);
}
