/**
 * Deleveraging: a bankrupt position passed to holders of the opposite side, at its bankruptcy price or the oracle price.
 *
 * @module
 */
import { absolute, least } from "../core/bigint.ts";
import { bankruptcyPrice, type Fault, isFault } from "./liquidation.ts";
import { netNotional } from "./margin.ts";
import { isInitialCollateralized, type Market, riskOf, type Subaccount, settle, transitionOf } from "./risk.ts";

/** The settled subaccount after `delta` base quantums for `quote` quote quantums; closed positions disappear. */
function applyTrade(subaccount: Subaccount, perpetualId: bigint, delta: bigint, quote: bigint): Subaccount {
  return {
    quote: subaccount.quote + quote,
    positions: subaccount.positions
      .map((position) =>
        position.perpetualId === perpetualId ? { ...position, quantums: position.quantums + delta } : position,
      )
      .filter((position) => position.quantums !== 0n || position.quoteBalance !== 0n),
  };
}

/** The market once a trade has changed a perpetual's open interest, which counts before either side's margin is judged. */
function withOpenInterest(market: Market, perpetualId: bigint, change: bigint): Market {
  const listed = market.get(perpetualId);
  if (listed === undefined || change === 0n) return market;
  const perpetual = { ...listed.perpetual, openInterest: listed.perpetual.openInterest + change };
  return new Map([...market, [perpetualId, { ...listed, perpetual }]]);
}

/** Whether an update leaves a subaccount above its initial margin, or at least no riskier than before. */
function isAllowed(before: Subaccount, after: Subaccount, market: Market): boolean {
  const risk = riskOf(after, market);
  return isInitialCollateralized(risk) || transitionOf(riskOf(before, market), risk) === "Success";
}

export interface Deleveraged {
  readonly liquidated: Subaccount;
  readonly offsetting: Subaccount;
}

/** Passes `delta` of the liquidated position to the offsetting one. */
export function deleverage(
  liquidated: Subaccount,
  offsetting: Subaccount,
  market: Market,
  perpetualId: bigint,
  delta: bigint,
  at: "bankruptcy" | "oracle",
): Deleveraged | Fault {
  const [first, second] = [settle(liquidated, market), settle(offsetting, market)];
  const sizeOf = (subaccount: Subaccount): bigint =>
    subaccount.positions.find((position) => position.perpetualId === perpetualId)?.quantums ?? 0n;
  const listed = market.get(perpetualId);
  const invalid: Fault = { fault: "ErrInvalidPerpetualPositionSizeDelta" };
  const closes = (size: bigint, change: bigint): boolean =>
    size !== 0n && change !== 0n && size > 0n !== change > 0n && absolute(change) <= absolute(size);
  if (listed === undefined || !closes(sizeOf(first), delta) || !closes(sizeOf(second), -delta)) return invalid;
  const quote =
    at === "bankruptcy"
      ? bankruptcyPrice(first, market, perpetualId, delta)
      : -netNotional(delta, listed.price, listed.perpetual.atomicResolution);
  if (isFault(quote)) return quote;
  const after: Deleveraged = {
    liquidated: applyTrade(first, perpetualId, delta, quote),
    offsetting: applyTrade(second, perpetualId, -delta, -quote),
  };
  // Both sides close: open interest falls by what changes hands.
  const judged = withOpenInterest(market, perpetualId, -absolute(delta));
  return isAllowed(first, after.liquidated, judged) && isAllowed(second, after.offsetting, judged)
    ? after
    : { fault: "ErrFailedToUpdateSubaccounts" };
}

export interface Offset {
  readonly subaccounts: readonly Subaccount[];
  readonly fills: readonly { readonly index: number; readonly amount: bigint }[];
  readonly remaining: bigint;
}

/**
 * Passes a position on to the other subaccounts, in the order given from `first` on and around, skipping those that
 * cannot take it. The chain draws the first by lot.
 */
// wide: the arguments of the chain's function
export function offsetPosition(
  subaccounts: readonly Subaccount[],
  liquidatedIndex: number,
  market: Market,
  perpetualId: bigint,
  delta: bigint,
  at: "bankruptcy" | "oracle",
  first = 0,
): Offset {
  const state = [...subaccounts];
  const fills: { index: number; amount: bigint }[] = [];
  let remaining = delta;
  for (const step of subaccounts.keys()) {
    const index = (first + step) % subaccounts.length;
    const liquidated = state[liquidatedIndex];
    const offsetting = state[index];
    if (index === liquidatedIndex || remaining === 0n || liquidated === undefined || offsetting === undefined) continue;
    const size = offsetting.positions.find((position) => position.perpetualId === perpetualId)?.quantums ?? 0n;
    if (size === 0n || size > 0n !== remaining > 0n) continue;
    const amount = least(absolute(size), absolute(remaining));
    const signed = remaining > 0n ? amount : -amount;
    const after = deleverage(liquidated, offsetting, market, perpetualId, signed, at);
    if (isFault(after)) continue;
    state[liquidatedIndex] = after.liquidated;
    state[index] = after.offsetting;
    fills.push({ index, amount });
    remaining -= signed;
  }
  return { subaccounts: state, fills, remaining };
}
