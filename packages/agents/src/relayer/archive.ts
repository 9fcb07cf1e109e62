/**
 * What a checkpoint commits to at one vault, leaf by leaf, for proofs that the vault takes.
 *
 * The house keeps rows of what was paid as long as a checkpoint that it keeps shows them, so that all of it is made of rows at any
 * later block: a relayer remembers nothing.
 *
 * @module
 */
import type { vaultCalls } from "@novate/chains";
import type { CheckpointAsset, CheckpointRow, Hex } from "@novate/codec";
import { assetLeaf, outboxIndex, outboxLeaf, ratesHash, type SparseTree, sparseTree, TABLE_DEPTH } from "@novate/evm";
import { type Payment, paymentOf } from "../custody/payments.ts";
import type { CustodyRows } from "../custody/rows.ts";

type AssetSums = Parameters<typeof vaultCalls.advance>[1];

/** What one checkpoint owes at one vault. */
export interface ArchivedVault {
  readonly checkpoint: CheckpointRow;
  /** By nonce. */
  readonly payments: readonly Payment[];
  readonly assets: readonly AssetSums[];
  readonly outbox: SparseTree;
  readonly tokens: SparseTree;
}

/** The leaves of a kept checkpoint, or undefined where they do not hash to what it says: such proofs prove nothing. */
export function archived(rows: CustodyRows, checkpoint: CheckpointRow, vaultId: number): ArchivedVault | undefined {
  const section = checkpoint.sections.find((one) => one.vaultId === vaultId);
  const { height } = checkpoint;
  const payments = rows.outbox
    .filter((row) => row.vaultId === vaultId && row.payment !== null && row.payment.height <= height)
    .filter(({ paidHeight }) => paidHeight === 0 || paidHeight > height)
    .map(paymentOf)
    .sort((one, other) => (one.nonce < other.nonce ? -1 : 1));
  const assets = checkpoint.assets.filter((one) => one.vaultId === vaultId).map(sumsOf);
  const outbox = sparseTree(new Map(payments.map((row) => [outboxIndex(row.nonce), outboxLeaf(row)])), TABLE_DEPTH);
  const tokens = sparseTree(new Map(assets.map((row) => [row.assetId, leafOfAsset(row)])), TABLE_DEPTH);
  if (outbox.root !== section?.outboxRoot || tokens.root !== section.assetsRoot) return undefined;
  return { checkpoint, payments, assets, outbox, tokens };
}

const sumsOf = ({ assetId, token, consumedAtoms, queued, claimTotalAtoms, rates }: CheckpointAsset): AssetSums => ({
  assetId,
  token,
  consumedCum: consumedAtoms,
  queuedCum: [queued.mainAtoms, queued.smallAtoms, queued.sentBackAtoms],
  claimTotal: claimTotalAtoms,
  ratesHash: ratesHash(rates),
});

const leafOfAsset = ({ queuedCum: [main, small, sentBack], ...row }: AssetSums): Hex =>
  assetLeaf({ ...row, queuedCum: { main, small, sentBack } });
