/**
 * The one door through which state changes: an event's `evolve`, looked up by its type.
 *
 * @module
 */
import type { Event, EventType } from "@novate/codec";
import { accountEvolvers } from "../account/evolve.ts";
import { collateralEvolvers } from "../collateral/evolve.ts";
import { governanceEvolvers } from "../governance/evolve.ts";
import { liquidationEvolvers } from "../liquidation/evolve.ts";
import { novationEvolvers } from "../novation/evolve.ts";
import { oracleEvolvers } from "../oracle/evolve.ts";
import { settlementEvolvers } from "../settlement/evolve.ts";
import type { WritableState } from "../state/state.ts";
import type { Evolve, Evolvers } from "./evolver.ts";

const evolvers: Evolvers<EventType> = {
  ...accountEvolvers,
  ...collateralEvolvers,
  ...oracleEvolvers,
  ...novationEvolvers,
  ...settlementEvolvers,
  ...liquidationEvolvers,
  ...governanceEvolvers,
};

export function evolve(state: WritableState, event: Event): void {
  const write = evolvers[event.type] as Evolve<EventType>; // the table's key is the event's type
  write(state, event);
}
