/**
 * The channel of an account: told whenever what it shows is other than it was, whatever moved it.
 *
 * Equity and margin move with prices, time, funding, rules and the defaults of others, and no event names the account then. So it
 * is looked at after every block, for as long as somebody listens.
 *
 * @module
 */
import type { Engine } from "@novate/engine";
import type { Chain } from "../../chain/index.ts";
import { accountView } from "../view/account.ts";
import { type Channel, type Item, withoutLog } from "./channel.ts";

export function accountChannel(chain: Chain, accountId: number): Channel {
  /** What everybody who listens has seen; undefined before anybody does, null where they have seen different things. */
  let seen: string | null | undefined;
  const see = (text: string): void => {
    seen = seen === undefined || seen === text ? text : null;
  };
  return {
    ...withoutLog(chain),
    snapshot: () =>
      chain.read((engine) => {
        const state = stateOf(engine, accountId);
        if (state === null) return null;
        see(state.text);
        return state.item;
      }),
    delta: async () => null,
    look(engine) {
      const state = stateOf(engine, accountId);
      if (state === null || state.text === seen) return null;
      seen = state.text;
      return state.item;
    },
    missed: (afterSequence) =>
      chain.read((engine) => {
        const state = stateOf(engine, accountId);
        if (engine.height === afterSequence && state !== null) see(state.text);
        else seen = null; // a block came meanwhile
        return { items: [], reached: Infinity };
      }),
  };
}

/** The text without its height tells whether anything moved. */
function stateOf(engine: Engine, accountId: number): { readonly text: string; readonly item: Item } | null {
  const view = accountView(engine, accountId);
  if (view === null) return null;
  const { height, ...state } = view;
  const text = JSON.stringify(state);
  return { text, item: { sequence: height, data: `{"height":${height},${text.slice(1)}` } };
}
