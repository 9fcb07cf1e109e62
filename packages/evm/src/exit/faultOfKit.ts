/**
 * Whether an exit kit is worth what it says: every leaf, root, digest and signature anew, as a vault would.
 *
 * @module
 */
import type { ExitKit } from "@novate/codec";
import { claimLeaf } from "../vault/claims.ts";
import { climbTree } from "../vault/climbTree.ts";
import { outboxIndex, sectionLeaf } from "../vault/leaves.ts";
import { EMPTY, TABLE_DEPTH, VAULTS_DEPTH } from "../vault/shape.ts";
import { assetLeafOf, paymentLeafOf } from "./exitLeaves.ts";
import { faulty, type KitFault, type KitTrust, signedFault } from "./signedFault.ts";

/** What is wrong with a kit, or null of one that vaults pay by. Takes any values that its fields admit. */
export const faultOfKit = (kit: ExitKit, trust: KitTrust): KitFault | null =>
  signedFault(kit, trust) ?? sectionsFault(kit) ?? claimFault(kit) ?? assetsFault(kit) ?? paymentsFault(kit);

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
