/** What trades write. @module */
import type { Evolve, Evolvers } from "../command/evolver.ts";
import { orderKey, tradeKey } from "../state/keys.ts";
import { evolveOrderVoided } from "./cancelOrder.ts";
import { evolvePositionNovated } from "./novateTrade.ts";
import { evolveDeliverySettled } from "./settleDelivery.ts";

const evolveOrderForgotten: Evolve<"OrderForgotten"> = (state, { accountId, orderDigest }) =>
  state.orders.delete(orderKey(accountId, orderDigest));
const evolveTradeForgotten: Evolve<"TradeForgotten"> = (state, { venueId, reference }) =>
  state.trades.delete(tradeKey(venueId, reference));

export const novationEvolvers = {
  PositionNovated: evolvePositionNovated,
  DeliverySettled: evolveDeliverySettled,
  OrderVoided: evolveOrderVoided,
  OrderForgotten: evolveOrderForgotten,
  TradeForgotten: evolveTradeForgotten,
} satisfies Partial<
  Evolvers<"PositionNovated" | "DeliverySettled" | "OrderVoided" | "OrderForgotten" | "TradeForgotten">
>;
