/**
 * Whether an exit kit is worth what it says: every leaf, root, digest and signature anew, as a vault would.
 *
 * @module
 */
import type { ExitKit, Hex } from "@novate/codec";
import { claimLeaf } from "../vault/claims.ts";
import { climbTree } from "../vault/climbTree.ts";
import { outboxIndex, sectionLeaf } from "../vault/leaves.ts";
import { EMPTY, TABLE_DEPTH, VAULTS_DEPTH } from "../vault/shape.ts";
import { sparseTree } from "../vault/sparseTree.ts";
import { assetLeafOf, paymentLeafOf } from "./exitLeaves.ts";
import { faulty, type KitFault, type KitTrust, signedFault } from "./signedFault.ts";

/**
 * What is wrong with a kit, or null of one that vaults pay by, and that lacks no section and no asset. Takes any values that its fields
 * admit. Of payments see {@link hasAllPayments}.
 */
export const faultOfKit = (kit: ExitKit, trust: KitTrust): KitFault | null =>
  signedFault(kit, trust) ?? leavesFault(kit);

/** The same of a kit whose signatures were checked before. */
export const leavesFault = (kit: ExitKit): KitFault | null =>
  sectionsFault(kit) ?? claimFault(kit) ?? assetsFault(kit) ?? paymentsFault(kit) ?? missingFault(kit);

/**
 * Whether it is proven that the kit lacks no payment of its account: no vault has one of anybody that is not in it. Else nobody can tell by
 * the kit, since a leaf of the outbox says whom it pays, and not of which account.
 */
export const hasAllPayments = ({ sections, payments }: ExitKit): boolean =>
  sections.every(({ section: { vaultId, outboxRoot } }) => {
    const own = payments.filter(({ payment }) => payment.vaultId === vaultId);
    const leaves = own.map(({ payment }): [number, Hex] => [outboxIndex(payment.nonce), paymentLeafOf(payment)!]); // by their proofs
    return sparseTree(new Map(leaves), TABLE_DEPTH).root === outboxRoot;
  });

/** All sections make up the root of vaults, and all assets of a section its root: what was left out would not be paid. */
function missingFault({ checkpoint, sections, assets }: ExitKit): KitFault | null {
  const bySection = new Map(sections.map(({ section }) => [section.vaultId, sectionLeaf(section)]));
  if (sparseTree(bySection, VAULTS_DEPTH).root !== checkpoint.vaultsRoot)
    return faulty("SectionsMissing", checkpoint.epoch);
  for (const { section } of sections) {
    const { vaultId, assetsRoot } = section;
    const own = assets.filter(({ asset }) => asset.vaultId === vaultId);
    const leaves = new Map(own.map(({ asset }) => [asset.assetId, assetLeafOf(asset)]));
    if (sparseTree(leaves, TABLE_DEPTH).root !== assetsRoot) return faulty("AssetsMissing", vaultId);
  }
  return null;
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
