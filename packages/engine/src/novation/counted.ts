/**
 * How large a trade counts, whatever its price: what is given away for nothing is no small trade (NOV-080, NOV-081).
 *
 * @module
 */
import { type Atoms, absOf, maxOf, ticks } from "@novate/num";
import { notionalAtoms } from "../ledger/position.ts";
import type { TradeContext } from "./tradeContext.ts";

/** What counts against the limits of a key or a mandate: the size at the price, or at what the band is measured on if that is more. */
export const countedNotional = (tradeContext: TradeContext): Atoms => atLeast(tradeContext, tradeContext.bandBaseTicks);

/** What fees are a part of: the size at the price, or at the band's width if that is more. */
export const feeNotional = (tradeContext: TradeContext): Atoms => atLeast(tradeContext, tradeContext.bandTicks);

const atLeast = ({ instrument, trade }: TradeContext, leastTicks: bigint): Atoms =>
  notionalAtoms(instrument, trade.lots, ticks(maxOf<bigint>(absOf<bigint>(trade.priceTicks), leastTicks)));
