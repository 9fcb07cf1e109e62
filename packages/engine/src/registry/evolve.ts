/**
 * The one door through which state changes: an event's `evolve`, looked up by its type.
 *
 * @module
 */
import type { Event, EventType } from "@novate/codec";
import { accountEvolvers } from "../account/evolve.ts";
import { callEvolvers } from "../calls/evolve.ts";
import { collateralEvolvers } from "../collateral/evolve.ts";
import type { Evolve, Evolvers } from "../command/evolver.ts";
import { custodyEvolvers } from "../custody/evolve.ts";
import { defaultEvolvers } from "../defaults/evolve.ts";
import { exitEvolvers } from "../exit/evolve.ts";
import { governanceEvolvers } from "../governance/evolve.ts";
import { novationEvolvers } from "../novation/evolve.ts";
import { oracleEvolvers } from "../oracle/evolve.ts";
import { settlementEvolvers } from "../settlement/evolve.ts";
import type { WritableState } from "../state/state.ts";
import { windUpEvolvers } from "../windUp/evolve.ts";

const evolvers: Evolvers<EventType> = {
  ...accountEvolvers,
  ...collateralEvolvers,
  ...custodyEvolvers,
  ...exitEvolvers,
  ...oracleEvolvers,
  ...novationEvolvers,
  ...settlementEvolvers,
  ...defaultEvolvers,
  ...callEvolvers,
  ...governanceEvolvers,
  ...windUpEvolvers,
};

export function evolve(state: WritableState, event: Event): void {
  const write = evolvers[event.type] as Evolve<EventType>; // the table's key is the event's type
  write(state, event);
}
