/**
 * How much a liquidation takes over and what it pays, in Drift's fixed point.
 *
 * Divisions truncate but for the liability that an asset pays for, which is rounded up. A shortage that nothing can cover
 * is the largest integer of the chain's type.
 * @module
 */
import { divDown, divUp } from "@novate/num";
import { least, most } from "../core/bigint.ts";
import type { DriftConstants } from "./profile.ts";
import { U64_MAX, U128_MAX } from "./profile.ts";

const floorAtZero = (value: bigint): bigint => most(value, 0n);

/** Factors that turn an amount of `from` decimals into one of `to` decimals. */
const scales = (from: bigint, to: bigint): readonly [bigint, bigint] =>
  to > from ? [10n ** (to - from), 1n] : [1n, 10n ** (from - to)];

/** Base asset to take over so that freed margin, less both fees, covers the shortage. */
// wide: the arguments of the chain's function
export function baseToCoverShortage(
  unit: DriftConstants,
  shortage: bigint,
  marginRatio: bigint,
  liquidatorFee: bigint,
  insuranceFee: bigint,
  oraclePrice: bigint,
  quotePrice: bigint,
): bigint {
  const ratio = divDown(marginRatio * unit.fee, unit.margin);
  if (oraclePrice === 0n || ratio <= liquidatorFee) return U64_MAX;
  const price = divDown(oraclePrice * quotePrice, unit.price);
  const freed = divDown(price * (ratio - liquidatorFee), unit.fee) - divDown(oraclePrice * insuranceFee, unit.fee);
  return freed <= 0n ? U64_MAX : divDown(shortage * unit.base * unit.price, freed * unit.quote);
}

export interface Side {
  readonly weight: bigint;
  readonly multiplier: bigint;
  readonly decimals: bigint;
  readonly price: bigint;
}

type Weighted = Pick<Side, "weight" | "multiplier">;

/** Liability to take over so that the weighted gap between it and the asset given for it covers the shortage. */
export function liabilityToCoverShortage(
  unit: DriftConstants,
  shortage: bigint,
  asset: Weighted,
  liability: Side,
  insuranceFee: bigint,
): bigint {
  if (asset.weight >= liability.weight) return U128_MAX;
  const [up, down] = scales(6n, liability.decimals);
  // Weights carry one more digit than the chain's, so that the ratio of multipliers keeps its precision.
  const owed = liability.weight * 10n;
  const given = divDown(asset.weight * 10n * asset.multiplier, liability.multiplier);
  const fee = divDown(liability.price * insuranceFee, unit.fee) * owed;
  const freed = liability.price * (owed - given) - fee;
  if (given >= owed || freed <= 0n) return U128_MAX;
  return most(1n, divDown(divDown(shortage * up * unit.price * unit.weight * 10n, freed), down));
}

type Priced = Pick<Side, "multiplier" | "decimals" | "price">;

/** Liability that an amount of the asset pays for at their prices and multipliers, rounded up. */
export function liabilityImpliedByAsset(amount: bigint, asset: Priced, liability: Priced): bigint {
  const [up, down] = scales(asset.decimals, liability.decimals);
  const worth = amount * up * asset.price * liability.multiplier;
  return divUp(divUp(worth, liability.price * asset.multiplier), down);
}

/** Asset given for a liability, rounded down to one at least; all of the asset when less than one dollar apart from it. */
export function assetForLiability(
  unit: DriftConstants,
  held: bigint,
  asset: Priced,
  amount: bigint,
  liability: Priced,
): bigint {
  const [up, down] = scales(liability.decimals, asset.decimals);
  const worth = amount * up * liability.price * asset.multiplier;
  const transfer = most(1n, divDown(divDown(worth, asset.price * liability.multiplier), down));
  const apart = transfer > held ? transfer - held : held - transfer;
  // The chain scales the difference by the asset's decimals the other way round: kept, since it decides who keeps dust.
  const [more, fewer] = scales(6n, asset.decimals);
  const apartWorth = divDown(divDown(apart * asset.price, unit.price) * more, fewer);
  return apartWorth < unit.quote ? held : transfer;
}

/** Insurance fee on a perpetual: 95 % of what the freed margin can bear beyond the shortage, within its maximum. */
// wide: the arguments of the chain's function
export function perpInsuranceFee(
  unit: DriftConstants,
  shortage: bigint,
  base: bigint,
  marginRatio: bigint,
  liquidatorFee: bigint,
  oraclePrice: bigint,
  quotePrice: bigint,
  maximum: bigint,
): bigint {
  const ratio = divDown(marginRatio * unit.fee, unit.margin);
  const price = divDown(oraclePrice * quotePrice, unit.price);
  if (price === 0n || base === 0n || ratio <= liquidatorFee) return 0n;
  const missing = divDown(divDown(shortage * unit.base, base) * unit.price, price);
  return least(maximum, divDown(floorAtZero(ratio - liquidatorFee - missing) * 19n, 20n));
}

/** Insurance fee on a borrowed token: what the gap between the weights can bear beyond the shortage, within its maximum. */
export function spotInsuranceFee(
  unit: DriftConstants,
  shortage: bigint,
  amount: bigint,
  asset: Weighted,
  liability: Side,
  maximum: bigint,
): bigint {
  if (asset.weight >= liability.weight || liability.price === 0n || amount === 0n) return 0n;
  if (liability.multiplier === 0n) return 0n;
  const scale = divDown(unit.fee, unit.weight);
  const gap = liability.weight * scale - divDown(asset.weight * scale * asset.multiplier, liability.multiplier);
  const missing = divDown(divDown(shortage * unit.fee * 10n ** liability.decimals, amount), liability.price);
  const left = floorAtZero(floorAtZero(gap) - missing);
  return least(maximum, divDown(left * unit.fee, liability.weight * scale));
}

/** Liquidation fee: rises with every slot that the user has been inactive, once the grace is over. */
export function liquidationFee(
  unit: DriftConstants,
  base: bigint,
  maximum: bigint,
  lastActiveSlot: bigint,
  slot: bigint,
): bigint {
  const elapsed = slot - lastActiveSlot;
  return elapsed < unit.feeGraceSlots ? base : least(maximum, base + elapsed * unit.feeIncreasePerSlot);
}

/** Part of one, over 1e6, by which the liquidator's side is marked up (premium) or down (discount). */
export const liquidationMultiplier = (unit: DriftConstants, fee: bigint, kind: "Premium" | "Discount"): bigint =>
  kind === "Premium" ? unit.fee + fee : unit.fee - fee;
