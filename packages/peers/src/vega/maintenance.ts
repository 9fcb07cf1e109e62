/**
 * Maintenance margin of a position and its orders, and the margin of orders in isolated mode.
 *
 * @module
 */
import { divDown } from "@novate/num";
import { type Decimal, larger, plus, roundedDown, roundedUp, size, times, whole, ZERO } from "./decimal.ts";

export interface Order {
  /** In the market's position units. */
  readonly size: bigint;
  readonly price: bigint;
}

export interface MarginMarket {
  readonly riskFactorLong: Decimal;
  readonly riskFactorShort: Decimal;
  readonly linearSlippage: Decimal;
  readonly quadraticSlippage: Decimal;
  /** Position units in one contract: ten to the market's position decimals. */
  readonly positionFactor: bigint;
}

export interface MarginParty {
  /** Position units, negative when short. */
  readonly position: bigint;
  readonly buys: readonly Order[];
  readonly sells: readonly Order[];
}

export interface MarginPrices {
  readonly mark: bigint;
  /** Set in an auction: orders are margined at it where it exceeds their own price, together. */
  readonly auction?: bigint;
  /** Funding that a long of one contract will owe; a payment to come margins nothing. */
  readonly funding: Decimal;
}

const sizeOf = (orders: readonly Order[]): bigint => orders.reduce((sum, order) => sum + order.size, 0n);
const worthOf = (orders: readonly Order[]): bigint => orders.reduce((sum, order) => sum + order.size * order.price, 0n);

/** Margin of one side: the position's slippage and risk, and its orders' risk. */
function sideMargin(
  market: MarginMarket,
  position: Decimal,
  orders: readonly Order[],
  riskFactor: Decimal,
  prices: MarginPrices,
): Decimal {
  const mark = whole(prices.mark);
  const slippage = plus(times(market.linearSlippage, position), times(market.quadraticSlippage, position, position));
  const atMark = prices.mark * sizeOf(orders);
  const atAuction = (prices.auction ?? 0n) * sizeOf(orders);
  const worth = prices.auction === undefined ? atMark : atAuction > worthOf(orders) ? atAuction : worthOf(orders);
  const risk = times(plus(times(position, mark), { num: worth, den: market.positionFactor }), riskFactor);
  return plus(times(mark, slippage), risk);
}

/** Maintenance margin, rounded up: that of the side which would be the larger liability. */
export function maintenanceMargin(market: MarginMarket, party: MarginParty, prices: MarginPrices): bigint {
  const position: Decimal = { num: party.position, den: market.positionFactor };
  const long = party.position + sizeOf(party.buys) > 0n;
  const short = party.position - sizeOf(party.sells) < 0n;
  const held = size(position);
  const [longHeld, shortHeld] = party.position > 0n ? [held, ZERO] : [ZERO, held];
  const longMargin = long ? sideMargin(market, longHeld, party.buys, market.riskFactorLong, prices) : ZERO;
  const shortMargin = short ? sideMargin(market, shortHeld, party.sells, market.riskFactorShort, prices) : ZERO;
  if (!long && !short) return 0n;
  return roundedUp(plus(larger(larger(longMargin, shortMargin), ZERO), larger(times(prices.funding, position), ZERO)));
}

/** Volume-weighted price of orders, truncated to a price. */
const averagePrice = (orders: readonly Order[]): bigint => divDown(worthOf(orders), sizeOf(orders) || 1n);

/**
 * Greatest loss of a position and its orders under a price cap, rounded up: a long may lose its entry price, a short the
 * distance from it to the cap.
 */
export function fullCollateral(party: MarginParty, entry: bigint, cap: bigint, positionFactor: bigint): bigint {
  const loss = party.position > 0n ? party.position * entry : -party.position * (cap - entry);
  const held = size({ num: loss, den: positionFactor });
  const buys: Decimal = { num: sizeOf(party.buys) * averagePrice(party.buys), den: positionFactor };
  const sells: Decimal = { num: sizeOf(party.sells) * (cap - averagePrice(party.sells)), den: positionFactor };
  return roundedUp(larger(plus(held, larger(buys, sells)), ZERO));
}

/** Margin of one side's orders, best first: what would close the position needs none. */
function orderSideMargin(
  orders: readonly Order[],
  covered: bigint,
  factor: Decimal,
  positionFactor: bigint,
  auction: bigint,
): bigint {
  let left = covered;
  let worth = 0n;
  for (const order of orders) {
    const closing = order.size < left ? order.size : left;
    left -= closing;
    worth += (order.size - closing) * (order.price > auction ? order.price : auction);
  }
  return roundedDown(times({ num: worth, den: positionFactor }, factor));
}

/** Margin of the orders of an isolated party, rounded down: that of the side which needs more. */
export function orderMargin(party: MarginParty, factor: Decimal, positionFactor: bigint, auction = 0n): bigint {
  const best = (orders: readonly Order[], direction: 1 | -1): readonly Order[] =>
    [...orders].sort((left, right) =>
      left.price === right.price ? 0 : left.price < right.price ? direction : -direction,
    );
  const [toSell, toBuy] = party.position > 0n ? [party.position, 0n] : [0n, -party.position];
  const buys = orderSideMargin(best(party.buys, 1), toBuy, factor, positionFactor, auction);
  const sells = orderSideMargin(best(party.sells, -1), toSell, factor, positionFactor, auction);
  return buys > sells ? buys : sells;
}

/** What an isolated party must hold for its position: a part of what it was entered at, rounded down. */
export const isolatedPositionMargin = (
  position: bigint,
  entry: bigint,
  factor: Decimal,
  positionFactor: bigint,
): bigint => roundedDown(times(size({ num: position * entry, den: positionFactor }), factor));
