/**
 * A trade with both its orders, signed for exactly that.
 *
 * @module
 */
import { type Authority, type CommandOf, Side, type TradeReport, tradeReference } from "@novate/codec";
import { atoms, HOUR_MS, lots, ppm, ticks } from "@novate/num";
import { idOf, type Name, signerOf, venueKey } from "../roles.ts";
import { type Ask, NO_SIGNATURE } from "../stage/sealed.ts";
import type { Memory } from "./memory.ts";

export interface Deal {
  readonly venueId: number;
  readonly buyer: Name;
  readonly seller: Name;
  readonly instrumentId: number;
  readonly priceTicks: bigint;
  readonly size: bigint;
  readonly isReducing?: boolean;
}
type SignedLeg = Extract<Authority, { type: "Order" }>;

export const orderOf = (
  memory: Memory,
  { venueId, instrumentId, priceTicks, size, isReducing }: Deal,
  name: Name,
  side: number,
  expiresAtMs: number,
): SignedLeg => ({
  type: "Order",
  order: {
    accountId: idOf(name),
    venueId,
    instrumentId,
    side,
    lots: lots(size),
    limitPriceTicks: ticks(priceTicks),
    maxFeePpm: ppm(1_000n),
    minEquityAfterAtoms: atoms(0n),
    reduceOnly: isReducing ?? false,
    expiresAtMs,
    salt: memory.unique(),
  },
  signer: signerOf(name),
  signature: NO_SIGNATURE,
});

export function tradeOf(memory: Memory, deal: Deal, timeMs: number): TradeReport {
  const { buyer, seller, instrumentId, priceTicks, size } = deal;
  return {
    reference: tradeReference(timeMs, memory.unique()),
    instrumentId,
    priceTicks: ticks(priceTicks),
    lots: lots(size),
    buyer: orderOf(memory, deal, buyer, Side.buy, timeMs + HOUR_MS),
    seller: orderOf(memory, deal, seller, Side.sell, timeMs + HOUR_MS),
    group: 0,
  };
}

export function reportOf(
  venueId: number,
  trades: readonly TradeReport[],
): Ask & { readonly command: CommandOf<"ReportTrades"> } {
  return { command: { type: "ReportTrades", venueId, trades: [...trades] }, signer: venueKey(venueId) };
}
