/**
 * The channel of each name.
 *
 * @module
 */
import type { Engine } from "@novate/engine";
import { partsOf } from "@novate/wire";
import type { ApiContext } from "../context.ts";
import { callPage, callsChanged } from "../view/call.ts";
import { marketView } from "../view/market.ts";
import { statusView } from "../view/status.ts";
import { accountChannel } from "./accountChannel.ts";
import { type Channel, type LiveView, stateChannel, withoutLog } from "./channel.ts";
import { limitsView } from "./live/limits.ts";
import { pricesView } from "./live/prices.ts";
import { riskView } from "./live/risk.ts";
import { waterfallView } from "./live/waterfall.ts";
import { withdrawalsView } from "./live/withdrawals.ts";
import { blocksChannel, eventsChannel } from "./logs.ts";
import { touchesMarket } from "./touched.ts";

/** The channel of a valid name. */
export function channelOf(context: ApiContext, name: string): Channel {
  const { chain } = context;
  const parts = partsOf(name);
  const { topic, filter, id } = parts;
  const only = filter === null ? null : id;
  switch (topic) {
    case "status":
      return statusChannel(context);
    case "blocks":
      return blocksChannel(chain);
    case "account":
      return accountChannel(chain, id);
    case "market":
      return stateChannel(chain, wholeMarket(id));
    case "prices":
      return stateChannel(chain, pricesView(only));
    case "risk":
      return stateChannel(chain, riskView(only));
    case "calls":
      return stateChannel(chain, callsView(only));
    case "waterfall":
      return stateChannel(chain, waterfallView());
    case "withdrawals":
      return stateChannel(chain, withdrawalsView(only));
    case "limits":
      return stateChannel(chain, limitsView(filter === "market" ? null : filter, id));
    default:
      return eventsChannel(chain, parts);
  }
}

/** Whole at every block. */
function statusChannel(context: ApiContext): Channel {
  const snapshot = async () => {
    const status = await statusView(context);
    return { sequence: status.height, data: JSON.stringify(status) };
  };
  return { snapshot, delta: snapshot, ...withoutLog(context.chain) };
}

/** Whole when a block touches it. */
const wholeMarket = (instrumentId: number): LiveView => ({
  snapshot: (engine) => marketView(engine, instrumentId),
  delta: (engine, _, touched) =>
    touchesMarket(touched, engine, instrumentId) ? marketView(engine, instrumentId) : null,
});

/** Calls that a snapshot has room for; the route has the rest. */
const MOST_CALLS = 500;

/** The calls that stand, then those that a block makes or ends. */
const callsView = (accountId: number | null): LiveView => ({
  snapshot: (engine: Engine) => ({ ...callPage(engine, MOST_CALLS, "0", accountId), overAccountIds: [] }),
  delta: (_, block) => callsChanged(block, accountId),
});
