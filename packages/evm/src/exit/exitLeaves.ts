/**
 * An exit's rows in the words of a vault's leaves.
 *
 * @module
 */
import type { ExitAsset, ExitPayment, Hex } from "@novate/codec";
import { ratesHash } from "../vault/claims.ts";
import { LANES } from "../vault/lanes.ts";
import { type AssetLeaf, assetLeaf, type OutboxLeaf, outboxLeaf } from "../vault/leaves.ts";

const assetWords = (asset: ExitAsset): AssetLeaf => ({
  assetId: asset.assetId,
  token: asset.token,
  consumedCum: asset.consumedAtoms,
  queuedCum: { main: asset.queued.mainAtoms, small: asset.queued.smallAtoms, sentBack: asset.queued.sentBackAtoms },
  claimTotal: asset.claimTotalAtoms,
  ratesHash: ratesHash(asset.rates),
});

/** Undefined of a payment whose amount or lane no vault knows. */
function paymentWords({ lane, amountAtoms, cumulativeAtoms, ...row }: ExitPayment): OutboxLeaf | undefined {
  const name = LANES[lane];
  if (name === undefined || amountAtoms >> 96n !== 0n) return undefined;
  const { nonce, token, recipient } = row;
  return { nonce, token, recipient, amount: amountAtoms, lane: name, cumulative: cumulativeAtoms };
}

export const assetLeafOf = (asset: ExitAsset): Hex => assetLeaf(assetWords(asset));

export function paymentLeafOf(payment: ExitPayment): Hex | undefined {
  const words = paymentWords(payment);
  return words === undefined ? undefined : outboxLeaf(words);
}
