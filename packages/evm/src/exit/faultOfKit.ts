/**
 * Whether an exit kit is worth what it says: every leaf, root, digest and signature anew, as a vault would.
 *
 * @module
 */
import type { ExitKit, Hex } from "@novate/codec";
import { claimLeaf } from "../vault/claims.ts";
import { climbTree } from "../vault/climbTree.ts";
import { checkpointDigest } from "../vault/digests.ts";
import { outboxIndex, sectionLeaf } from "../vault/leaves.ts";
import { EMPTY, TABLE_DEPTH, VAULTS_DEPTH } from "../vault/shape.ts";
import { compactSignature } from "../vault/signatures.ts";
import { isQuorum, signerSetFault, signerSetHash, wordToSigner } from "../vault/signerSet.ts";
import { assetLeafOf, paymentLeafOf } from "./exitLeaves.ts";

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
  | "PaymentInvalid";

/** What is wrong, and of which key, vault, account, asset or payment. */
export interface KitFault {
  readonly fault: KitFaultName;
  readonly of: string;
}

/** What is wrong with a kit, or null of one that vaults pay by. Takes any values that its fields admit. */
export const faultOfKit = (kit: ExitKit, trust: KitTrust): KitFault | null =>
  signersFault(kit, trust) ??
  signaturesFault(kit, trust) ??
  sectionsFault(kit) ??
  claimFault(kit) ??
  assetsFault(kit) ??
  paymentsFault(kit);

const faulty = (fault: KitFaultName, of: string | number | bigint): KitFault => ({ fault, of: `${of}` });

function signersFault({ house, checkpoint, signers }: ExitKit, trust: KitTrust): KitFault | null {
  if (house !== trust.house) return faulty("HouseDiffers", house);
  if (checkpoint.setHash !== trust.setHash) return faulty("SetDiffers", checkpoint.setHash);
  if (signers.total >> 96n !== 0n || signerSetFault(signers) !== undefined) return faulty("SetInvalid", signers.epoch);
  return signerSetHash(house, "hot", signers) === trust.setHash ? null : faulty("SetInvalid", signers.epoch);
}

function signaturesFault({ house, checkpoint, signers, signatures }: ExitKit, { recover }: KitTrust): KitFault | null {
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

/** Each once, in the order of ids: what stands twice would be counted twice. */
function sectionsFault({ checkpoint, sections }: ExitKit): KitFault | null {
  let before = -1;
  for (const { section, siblings } of sections) {
    const { vaultId } = section;
    const root = climbTree(sectionLeaf(section), vaultId, siblings, VAULTS_DEPTH);
    if (vaultId <= before || root !== checkpoint.vaultsRoot) return faulty("SectionInvalid", vaultId);
    before = vaultId;
  }
  return null;
}

function claimFault({ checkpoint, accountId, claims, claimSiblings }: ExitKit): KitFault | null {
  const [claim] = claims;
  if (claim !== undefined && claim.accountId !== accountId) return faulty("ClaimOfAnother", claim.accountId);
  const leaf = claim === undefined ? EMPTY[0]! : claimLeaf(claim);
  const root = climbTree(leaf, accountId, claimSiblings, TABLE_DEPTH);
  return root === checkpoint.claimsRoot ? null : faulty("ClaimInvalid", accountId);
}

function assetsFault(kit: ExitKit): KitFault | null {
  let before = -1;
  for (const { asset, siblings } of kit.assets) {
    const root = climbTree(assetLeafOf(asset), asset.assetId, siblings, TABLE_DEPTH);
    if (asset.assetId <= before || root === undefined || root !== sectionOf(kit, asset.vaultId)?.assetsRoot)
      return faulty("AssetInvalid", asset.assetId);
    before = asset.assetId;
  }
  return null;
}

function paymentsFault(kit: ExitKit): KitFault | null {
  const seen = new Set<string>();
  for (const { payment, siblings } of kit.payments) {
    const { vaultId, nonce, accountId } = payment;
    const place = `${vaultId}/${nonce}`;
    const leaf = paymentLeafOf(payment);
    const root = leaf === undefined ? undefined : climbTree(leaf, outboxIndex(nonce), siblings, TABLE_DEPTH);
    if (
      accountId !== kit.accountId ||
      seen.has(place) ||
      root === undefined ||
      root !== sectionOf(kit, vaultId)?.outboxRoot
    )
      return faulty("PaymentInvalid", place);
    seen.add(place);
  }
  return null;
}

const sectionOf = ({ sections }: ExitKit, vaultId: number) =>
  sections.find(({ section }) => section.vaultId === vaultId)?.section;
