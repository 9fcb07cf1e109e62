/**
 * Checkpoints: each goes on from the one before, and counts once two thirds have signed it.
 *
 * @module
 */
import type { CheckpointRow } from "@novate/codec";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import type { Entries } from "./entry.ts";
import { judgeAnew } from "./judgeAnew.ts";

const EPOCH_MS = 600_000;
const CHECKPOINTS_KEPT = 64;

/** 40 days of epochs, by which a vault's last checkpoint is known as the house's own. */
const ROOTS_KEPT = 5_760;

function noteRoots(ledger: Ledger, { epoch, claimsRoot, sections }: CheckpointRow): void {
  const vaults = sections.map(({ vaultId, inboxCount, assetsRoot }) => ({
    vaultId,
    heardCount: inboxCount,
    assetsRoot,
  }));
  ledger.put("struckRoots", { epoch, claimsRoot, vaults });
  for (const row of [...ledger.rows("struckRoots")])
    if (row.epoch + ROOTS_KEPT <= epoch) ledger.remove("struckRoots", row.epoch);
}

export const checkpointEntries: Entries<
  | "ClaimCountOpened"
  | "ClaimsFrozen"
  | "ClaimsForgotten"
  | "CheckpointStruck"
  | "CheckpointSignatureAdded"
  | "CheckpointSigned"
  | "PaymentForgotten"
  | "AssetImpaired"
> = {
  ClaimCountOpened(ledger, { claimCount }) {
    checkEqual("CLAIM-002", [...ledger.rows("claimCounts")].length, 0, "counts under way");
    checkEqual("CKPT-001", claimCount.draft.height, ledger.house.height - 1, "height of a count");
    ledger.put("claimCounts", claimCount);
  },

  ClaimsFrozen(ledger, { frozen }) {
    const { draft, lastAccountId } = ledger.must("claimCounts", 0);
    const kept = [...ledger.rows("claims")].filter(({ epoch }) => epoch === draft.epoch);
    const known = new Set(kept.flatMap(({ claims }) => claims.map(({ accountId }) => accountId)));
    check("CLAIM-003", frozen.epoch === draft.epoch, () => "claims of another count are kept");
    checkEqual("CLAIM-003", frozen.part, kept.length, "rows of frozen claims before");
    for (const { accountId } of frozen.claims) {
      check("CLAIM-003", accountId <= lastAccountId, () => `account ${accountId} came after the count`);
      check("CLAIM-003", !known.has(accountId), () => "kept twice");
    }
    ledger.put("claims", frozen);
  },

  ClaimsForgotten(ledger, { epoch, parts }) {
    check("CLAIM-003", ledger.get("claimCounts", 0)?.draft.epoch !== epoch, () => `the count of ${epoch} is under way`);
    for (const part of parts) ledger.remove("claims", `${epoch}/${part}`);
  },

  CheckpointStruck(ledger, { checkpoint }) {
    const epochs = epochsOf(ledger);
    const last = epochs.at(-1);
    checkEqual("CKPT-001", checkpoint.epoch, Math.floor(checkpoint.timeMs / EPOCH_MS), "epoch of a checkpoint");
    const claimCount = ledger.get("claimCounts", 0);
    const height = claimCount?.draft.height ?? ledger.house.height - 1;
    checkEqual("CKPT-001", checkpoint.height, height, "height of a checkpoint");
    for (const { assetId, heldAtoms, claimTotalAtoms } of checkpoint.assets) {
      check("INV-036", claimTotalAtoms >= 0n && claimTotalAtoms <= heldAtoms, () => `claims on asset ${assetId}`);
      if (claimCount === undefined)
        checkEqual("CLAIM-013", heldAtoms, heldOf(ledger, assetId), `asset ${assetId} held`);
    }
    if (claimCount !== undefined) ledger.remove("claimCounts", 0);
    check("CKPT-002", last === undefined || last < checkpoint.epoch, () => `epoch ${checkpoint.epoch} after ${last}`);
    if (last !== undefined)
      check("CKPT-003", checkpoint.previous === ledger.must("checkpoints", last).digest, () => "it is no next one");
    check("CKPT-010", !checkpoint.isSigned && checkpoint.signatures.length === 0, () => "it is signed at birth");
    ledger.put("checkpoints", checkpoint);
    if (epochs.length === CHECKPOINTS_KEPT) ledger.remove("checkpoints", epochs[0]!);
    noteRoots(ledger, checkpoint);
  },

  CheckpointSignatureAdded(ledger, { epoch, signed }) {
    const { signatures } = ledger.must("checkpoints", epoch);
    check(
      "CKPT-012",
      signatures.every(({ key }) => key !== signed.key),
      () => `${signed.key} signed ${epoch} twice`,
    );
    ledger.change("checkpoints", epoch, { signatures: [...signatures, signed] });
  },

  CheckpointSigned(ledger, { epoch }) {
    const keys = new Set(ledger.must("checkpoints", epoch).signatures.map(({ key }) => key));
    let [signed, total] = [0n, 0n];
    for (const { hot, power } of ledger.must("validators", 0).members) {
      total += power;
      if (keys.has(hot)) signed += power;
    }
    check("CKPT-011", 3n * signed > 2n * total, () => `${signed} of ${total} signed epoch ${epoch}`);
    ledger.change("checkpoints", epoch, { isSigned: true });
  },

  PaymentForgotten(ledger, { withdrawalId }) {
    const { paidHeight } = ledger.must("outbox", withdrawalId);
    const oldest = ledger.must("checkpoints", epochsOf(ledger)[0]!);
    check("WDR-050", paidHeight > 0 && paidHeight <= oldest.height, () => `payment ${withdrawalId} is still shown`);
    ledger.remove("outbox", withdrawalId);
  },

  AssetImpaired(ledger, { impairment }) {
    const { assetId, number } = impairment;
    const before = ledger.get("impairments", assetId);
    check("COLL-070", before === undefined || number > before.number, () => "an older word about a token");
    ledger.put("impairments", impairment);
    // COLL-074: new risk's haircut follows at once, to where only the house reckons it.
    for (const row of [...ledger.tables.collaterals.values()]) if (row.spec.assetId === assetId) judgeAnew(ledger, row);
  },
};

/** What there is of an asset, but for payments that are on their way out. */
function heldOf(ledger: Ledger, assetId: number): bigint {
  let owed = 0n;
  for (const row of ledger.rows("outbox"))
    if (row.assetId === assetId && row.payment !== null && row.paidHeight === 0) owed += row.amountAtoms;
  return ledger.must("assets", assetId).escrowAtoms - owed;
}

/** Ascending. */
const epochsOf = (ledger: Ledger): number[] =>
  [...ledger.rows("checkpoints")].map(({ epoch }) => epoch).sort((left, right) => left - right);
