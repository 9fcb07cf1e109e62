/**
 * Paradex's rules that need no scenario: open orders, least delta risk, funding, liquidation shares, socialised loss.
 *
 * @module
 */

/** Size that a position could grow to on each side if all of that side's orders filled. */
export function openSizes(
  position: number,
  buys: number,
  sells: number,
): { readonly buy: number; readonly sell: number } {
  return { buy: Math.max(0, position + buys), sell: Math.max(0, sells - position) };
}

export interface DeltaRisk {
  readonly netDelta: number;
  readonly grossDelta: number;
  /** Delta that another position offsets: half of what netting removes. */
  readonly hedgedDelta: number;
  readonly minDeltaRisk: number;
}

/** The floor under a portfolio's scan risk: the unhedged delta at one rate, the hedged one at another. */
export function deltaRisk(deltas: readonly number[], spot: number, unhedged: number, hedged: number): DeltaRisk {
  const netDelta = deltas.reduce((sum, delta) => sum + delta, 0);
  const grossDelta = deltas.reduce((sum, delta) => sum + Math.abs(delta), 0);
  const hedgedDelta = (grossDelta - Math.abs(netDelta)) / 2;
  return {
    netDelta,
    grossDelta,
    hedgedDelta,
    minDeltaRisk: (unhedged * Math.abs(netDelta) + hedged * hedgedDelta) * spot,
  };
}

export interface FundingTerms {
  readonly interest: number;
  /** Largest pull toward the interest rate. */
  readonly clamp: number;
  readonly multiplier: number;
  /** Largest rate, up or down. */
  readonly maximum: number;
}

const clip = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

/** Funding rate: the premium, pulled toward the interest rate by no more than the clamp, multiplied and capped. */
export const fundingRate = (premium: number, { interest, clamp, multiplier, maximum }: FundingTerms): number =>
  clip(multiplier * (premium + clip(interest - premium, clamp)), maximum);

export interface LiquidationStep {
  readonly share: number;
  readonly newMmr: number;
  readonly penalty: number;
  readonly newAccountValue: number;
  readonly newRatio: number;
}

/** What closing `share` of every position leaves: less margin, and a penalty out of the account value. */
function liquidationStep(share: number, accountValue: number, mmr: number, fee: number): LiquidationStep {
  const newMmr = (1 - share) * mmr;
  const penalty = share * fee * mmr;
  const newAccountValue = accountValue - penalty;
  return { share, newMmr, penalty, newAccountValue, newRatio: newMmr / newAccountValue };
}

/**
 * The steps of `stepSize` up to all, and the first that brings margin over value below `target`; none of it where the
 * account is worth its margin.
 */
export function liquidationSteps(
  stepSize: number,
  accountValue: number,
  mmr: number,
  fee: number,
  target: number,
): { readonly steps: readonly LiquidationStep[]; readonly chosen: number } {
  // A step that does not divide one leaves a smaller last one; a whole number of steps may miss it by rounding alone.
  const count = Math.ceil(1 / stepSize - 1e-9);
  const steps = Array.from({ length: count }, (_, index) =>
    liquidationStep(Math.min(1, (index + 1) * stepSize), accountValue, mmr, fee),
  );
  const enough = steps.find(({ newAccountValue, newRatio }) => newAccountValue > 0 && newRatio < target);
  return { steps, chosen: mmr <= accountValue ? 0 : (enough?.share ?? 1) };
}

export interface Order {
  readonly size: number;
  readonly px: number;
}

/** Orders that only reduce a position, best price first until it is used up; a larger order is dropped whole. */
export function reducingOrders(position: number, orders: readonly Order[], side: "buy" | "sell"): readonly Order[] {
  const reduces = side === "sell" ? position > 0 : position < 0;
  if (!reduces) return [];
  const best = [...orders].sort((left, right) => (side === "sell" ? left.px - right.px : right.px - left.px));
  const kept = new Set<Order>();
  let used = 0;
  for (const order of best) {
    if (used + order.size > Math.abs(position)) break;
    used += order.size;
    kept.add(order);
  }
  return orders.filter((order) => kept.has(order));
}
