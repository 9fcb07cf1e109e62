/**
 * Checkpoints: each goes on from the one before, and counts once two thirds have signed it.
 *
 * @module
 */
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import type { Entries } from "./entry.ts";

const EPOCH_MS = 600_000;
const CHECKPOINTS_KEPT = 64;

export const checkpointEntries: Entries<
  "CheckpointStruck" | "CheckpointSignatureAdded" | "CheckpointSigned" | "PaymentForgotten" | "AssetImpaired"
> = {
  CheckpointStruck(ledger, { checkpoint }) {
    const epochs = epochsOf(ledger);
    const last = epochs.at(-1);
    checkEqual("CKPT-001", checkpoint.epoch, Math.floor(checkpoint.timeMs / EPOCH_MS), "epoch of a checkpoint");
    checkEqual("CKPT-001", checkpoint.height, ledger.house.height - 1, "height of a checkpoint");
    check("CKPT-002", last === undefined || last < checkpoint.epoch, () => `epoch ${checkpoint.epoch} after ${last}`);
    if (last !== undefined)
      check("CKPT-003", checkpoint.previous === ledger.must("checkpoints", last).digest, () => "it is no next one");
    check("CKPT-010", !checkpoint.isSigned && checkpoint.signatures.length === 0, () => "it is signed at birth");
    ledger.put("checkpoints", checkpoint);
    if (epochs.length === CHECKPOINTS_KEPT) ledger.remove("checkpoints", epochs[0]!);
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
  },
};

/** Ascending. */
const epochsOf = (ledger: Ledger): number[] =>
  [...ledger.rows("checkpoints")].map(({ epoch }) => epoch).sort((left, right) => left - right);
