/**
 * What an offer takes for its liquidity (MOVE-020 … MOVE-022).
 *
 * @module
 */
import type { LiquidityOffer } from "@novate/codec";
import { type Atoms, atoms, divDown, divUp, maxOf, PPM_ONE, ZERO_ATOMS } from "@novate/num";
import { pricedFeedOf } from "../ledger/price.ts";
import type { StateView } from "../state/state.ts";
import { type ClaimPair, feedOf } from "./claimPair.ts";

/**
 * The fee for the next `amountAtoms` of the offer's stock: the sum of base + slope · max(0, 1 − s / target)² over every atom s that it goes
 * through, as an integral, so that a move in parts costs what it costs at once. Rounded up, against who asks.
 *
 * ∫ max(0, 1 − s/t)² ds from a to b is (max(0, t − a)³ − max(0, t − b)³) / 3t².
 *
 * Requires: 0 < amount ≤ stock; target > 0.
 */
function offeredFee(offer: Omit<LiquidityOffer, "accountId">, amountAtoms: Atoms): Atoms {
  const { stockAtoms, targetAtoms, basePpm, slopePpm } = offer;
  const lackAt = (stock: bigint): bigint => maxOf<bigint>(targetAtoms - stock, 0n);
  const rise = lackAt(stockAtoms - amountAtoms) ** 3n - lackAt(stockAtoms) ** 3n;
  const scale = 3n * targetAtoms * targetAtoms;
  return atoms(divUp(basePpm * amountAtoms * scale + slopePpm * rise, PPM_ONE * scale));
}

/** What one atom of either asset costs, in one unit. */
export interface PriceOfPair {
  readonly from: bigint;
  readonly to: bigint;
}

/** Prices of the two at their middles; one price where one feed says both, or where what is taken is worth no less. */
export function pricesOf(state: StateView, { fromAssetId, toAssetId }: ClaimPair): PriceOfPair {
  const [from, to] = [pricedFeedOf(state, fromAssetId), pricedFeedOf(state, toAssetId)];
  if (feedOf(state, fromAssetId) === feedOf(state, toAssetId) || from === null || to === null)
    return { from: 1n, to: 1n };
  const scaled = {
    from: from.value * 10n ** BigInt(to.spec.decimals),
    to: to.value * 10n ** BigInt(from.spec.decimals),
  };
  return scaled.from >= scaled.to ? { from: 1n, to: 1n } : scaled;
}

/** What `amountAtoms` taken are worth less than as many given, in atoms of what is given; rounded up. */
const discountOf = ({ from, to }: PriceOfPair, amountAtoms: Atoms): Atoms =>
  from === to ? ZERO_ATOMS : atoms(amountAtoms - divDown(amountAtoms * from, to));

/** The fee of a whole fill: the offer's price, and no less than what the prices of the two say (MOVE-022). */
export const feeOf = (offer: LiquidityOffer, amountAtoms: Atoms, prices: PriceOfPair): Atoms =>
  maxOf(offeredFee(offer, amountAtoms), discountOf(prices, amountAtoms));
