/**
 * What of an account's collateral may be sold: at a price that is known and in no doubt, of a token that can be had.
 *
 * @module
 */

import { check } from "../failure.ts";
import { isExited } from "../leaving.ts";
import type { Ledger } from "../ledger.ts";
import { collateralValueOf, isAssetKnown, isImpaired, isJumpWaiting } from "../worth.ts";

/** INV-013, LIQ-079, LIQ-098: the account's asset may be sold now. */
export function checkSellable(ledger: Ledger, accountId: number, assetId: number): void {
  const { segmentId } = ledger.account(accountId);
  const worth = collateralValueOf(ledger, segmentId, assetId, ledger.balance(accountId, assetId));
  const isKnown = isAssetKnown(ledger, segmentId, assetId);
  check("INV-013", worth > 0n && isKnown, () => `asset ${assetId} was sold without a price`);
  const isInDoubt = [assetId, ledger.settlementAsset(accountId)].some((id) =>
    isJumpWaiting(ledger, ledger.must("assets", id).priceFeedId),
  );
  check("LIQ-079", !isInDoubt, () => `asset ${assetId} was sold while a jump waits`);
  check("LIQ-098", !isImpaired(ledger, assetId), () => `asset ${assetId} was sold while impaired`);
  check("EXIT-106", !isExited(ledger, assetId), () => `asset ${assetId} was sold while its vault is in exit`);
}
