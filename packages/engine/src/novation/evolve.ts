/** What trades write. @module */
import type { Evolve, Evolvers } from "../command/evolver.ts";
import { tradeKey } from "../state/keys.ts";
import { evolveOrderForgotten, evolveOrderVoided } from "./cancelOrder.ts";
import { evolvePositionNovated } from "./novateTrade.ts";
import { evolveDeliverySettled } from "./settleDelivery.ts";
import { evolveOrdersVoided } from "./voidOrders.ts";

const evolveTradeForgotten: Evolve<"TradeForgotten"> = (state, { venueId, reference }) =>
  state.trades.delete(tradeKey(venueId, reference));

export const novationEvolvers = {
  PositionNovated: evolvePositionNovated,
  DeliverySettled: evolveDeliverySettled,
  OrderVoided: evolveOrderVoided,
  OrdersVoided: evolveOrdersVoided,
  OrderForgotten: evolveOrderForgotten,
  TradeForgotten: evolveTradeForgotten,
} satisfies Partial<
  Evolvers<"PositionNovated" | "DeliverySettled" | "OrderVoided" | "OrdersVoided" | "OrderForgotten" | "TradeForgotten">
>;
