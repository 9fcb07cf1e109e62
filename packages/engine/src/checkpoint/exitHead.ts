/**
 * A kept checkpoint as whoever leaves takes it along: its words, who signed them, and all that it commits to but the claims.
 *
 * @module
 */
import type {
  CheckpointRow,
  ExitAsset,
  ExitHead,
  ExitPayment,
  HouseId,
  OutboxRow,
  RotationRow,
  ValidatorSetRow,
} from "@novate/codec";
import { type SignerSet, signerSet } from "@novate/evm";

/** Rows of the house, from its state or from whoever tells them; of the outbox those of vaults are enough. */
export interface ExitRows {
  readonly house: HouseId;
  readonly validators: ValidatorSetRow | null;
  readonly rotations: Iterable<RotationRow>;
  readonly outbox: Iterable<OutboxRow>;
}

/** Null where the set that signs it is known no more. Work: all payments. */
export function exitHeadOf(rows: ExitRows, row: CheckpointRow): ExitHead | null {
  const signers = signersOf(rows, row);
  if (signers === null) return null;
  const { epoch, height, timeMs, previous, stateRoot, claimsRoot, vaultsRoot, setHash } = row;
  return {
    house: rows.house,
    checkpoint: { epoch, height, timeMs, previous, stateRoot, claimsRoot, vaultsRoot, setHash },
    signatures: row.signatures,
    signers: { ...signers, words: [...signers.words] },
    sections: row.sections,
    assets: row.assets.map(assetOf),
    payments: paymentsOf(rows, row),
  };
}

/** The hot set that a checkpoint names: the one that stands, or one that was replaced and that vaults may still know. */
function signersOf({ validators, rotations }: ExitRows, { setHash }: CheckpointRow): SignerSet | null {
  const known = validators === null ? [] : [validators];
  const replaced = [...rotations].flatMap(({ from, to }) => [from, to]);
  const set = [...known, ...replaced].find(({ hotHash }) => hotHash === setHash);
  if (set === undefined) return null;
  return signerSet(
    set.epoch,
    set.members.map(({ hot, power }) => ({ address: hot, power })),
  );
}

const assetOf = ({ assetId, vaultId, token, consumedAtoms, queued, claimTotalAtoms, rates }: ExitAsset): ExitAsset => ({
  assetId,
  vaultId,
  token,
  consumedAtoms,
  queued,
  claimTotalAtoms,
  rates,
});

/** By vault and nonce. Of a vault in exit the outbox may still have rows, and the checkpoint says nothing (EXIT-105). */
function paymentsOf({ outbox }: ExitRows, { height, sections }: CheckpointRow): ExitPayment[] {
  const payments: ExitPayment[] = [];
  const vaults = new Set(sections.map(({ vaultId }) => vaultId));
  for (const row of outbox) {
    if (!vaults.has(row.vaultId)) continue;
    const payment = paymentAt(row, height);
    if (payment !== null) payments.push(payment);
  }
  return payments.sort((left, right) => left.vaultId - right.vaultId || (left.nonce < right.nonce ? -1 : 1));
}

/** As the outbox had it after a block, or null where it was not released or was proven to be paid by then (CKPT-008). */
function paymentAt(row: OutboxRow, height: number): ExitPayment | null {
  const { vaultId, accountId, token, recipient, amountAtoms, payment, paidHeight } = row;
  if (vaultId === 0 || payment === null || payment.height > height) return null;
  if (paidHeight !== 0 && paidHeight <= height) return null;
  const { nonce, lane, cumulativeAtoms } = payment;
  return { vaultId, accountId, nonce, token, recipient, amountAtoms, lane, cumulativeAtoms };
}
