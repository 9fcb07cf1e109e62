/**
 * Every event, by its selector. State changes through these alone, so their log rebuilds it.
 *
 * @module
 */
import { tagged, type ValueOf } from "../../field/index.ts";
import { accountEvents } from "./accounts.ts";
import { callEvents } from "./calls.ts";
import { custodyEvents } from "./custody.ts";
import { defaultEvents } from "./defaults.ts";
import { exitEvents } from "./exits.ts";
import { governanceEvents } from "./governance.ts";
import { liquidityEvents } from "./liquidity.ts";
import { novationEvents } from "./novation.ts";
import { oracleEvents } from "./oracle.ts";
import { paymentEvents } from "./payments.ts";
import { settlementEvents } from "./settlement.ts";
import { windUpEvents } from "./windUps.ts";

/** A fact that a block made: what, who, how much, and the balance afterwards. */
export const Event = tagged("Event", {
  ...accountEvents,
  ...oracleEvents,
  ...novationEvents,
  ...settlementEvents,
  ...defaultEvents,
  ...callEvents,
  ...custodyEvents,
  ...paymentEvents,
  ...liquidityEvents,
  ...exitEvents,
  ...windUpEvents,
  ...governanceEvents,
});
export type Event = ValueOf<typeof Event>;
export type EventType = Event["type"];
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;
