/**
 * What collateral is worth in settlement atoms, exactly (COLL-021, COLL-022).
 *
 * An amount of asset a is worth amount · P_a / P_s · 10^(decimals of s − decimals of a), where both prices are in the
 * unit of account and neither token is assumed to be one unit. All of it is one fraction of integers, divided once.
 *
 * @module
 */
import type { AccountRow, SegmentRow } from "@novate/codec";
import { type Atoms, atoms, divDown, PPM_ONE, ZERO_ATOMS } from "@novate/num";
import { priceOf } from "../ledger/price.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** Settlement atoms per atom of an asset, as an exact fraction. */
interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Null without a price of either that counts: the asset is then worth nothing as collateral. */
function rateOf(state: StateView, segment: SegmentRow, assetId: number, timeMs: number): Rate | null {
  const price = priceOf(state, assetId, timeMs);
  const unit = priceOf(state, segment.settlementAssetId, timeMs);
  if (price === null || unit === null) return null;
  const assetDecimals = mustGet(state.assets, assetId).decimals;
  const settlementDecimals = mustGet(state.assets, segment.settlementAssetId).decimals;
  return {
    numerator: price.value * 10n ** BigInt(unit.decimals + settlementDecimals),
    denominator: unit.value * 10n ** BigInt(price.decimals + assetDecimals),
  };
}

/** Value of one balance after its haircut, rounded down. What is owed counts in full: no haircut lightens a debt. */
export function balanceValueAtoms(
  state: StateView,
  segment: SegmentRow,
  assetId: number,
  amountAtoms: Atoms,
  timeMs: number,
): Atoms {
  const rate = rateOf(state, segment, assetId, timeMs);
  if (rate === null) return ZERO_ATOMS;
  const haircutPpm = state.collaterals.get(collateralKey(segment.segmentId, assetId))?.haircutPpm ?? PPM_ONE;
  const kept = amountAtoms < 0n ? PPM_ONE : PPM_ONE - haircutPpm;
  return atoms(divDown(amountAtoms * rate.numerator * kept, rate.denominator * PPM_ONE));
}

/** Value of the account's balances beside its settlement cash, which counts as it is. */
export function collateralValueAtoms(state: StateView, account: AccountRow): Atoms {
  const segment = mustGet(state.segments, account.segmentId);
  const { timeMs } = houseOf(state);
  let sum = 0n;
  for (const { assetId, amountAtoms } of account.balances) {
    if (assetId === segment.settlementAssetId) continue;
    sum += balanceValueAtoms(state, segment, assetId, amountAtoms, timeMs);
  }
  return atoms(sum);
}

/** How much of an asset a sum of settlement atoms buys at its price, rounded down; zero without a price. */
export function settlementToAssetAtoms(
  state: StateView,
  segment: SegmentRow,
  assetId: number,
  amountAtoms: Atoms,
  timeMs: number,
): Atoms {
  if (assetId === segment.settlementAssetId) return amountAtoms;
  const rate = rateOf(state, segment, assetId, timeMs);
  return rate === null ? ZERO_ATOMS : atoms(divDown(amountAtoms * rate.denominator, rate.numerator));
}
