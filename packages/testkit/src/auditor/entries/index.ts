/**
 * Every kind of event has its entry: one that is missing does not compile.
 *
 * @module
 */
import type { Event, EventType } from "@novate/codec";
import type { Ledger } from "../ledger.ts";
import { accountEntries } from "./accounts.ts";
import { callEntries } from "./calls.ts";
import { checkpointEntries } from "./checkpoints.ts";
import { collateralEntries } from "./collateral.ts";
import { custodyEntries } from "./custody.ts";
import { defaultEntries } from "./defaults.ts";
import type { Entries, Entry } from "./entry.ts";
import { exitBookEntries } from "./exitBook.ts";
import { exitEntries } from "./exits.ts";
import { governanceEntries } from "./governance.ts";
import { haircutEntries } from "./haircuts.ts";
import { leavingEntries } from "./leaving.ts";
import { liquidityEntries } from "./liquidity.ts";
import { novationEntries } from "./novation.ts";
import { oracleEntries } from "./oracle.ts";
import { pendingLossEntries } from "./pendingLoss.ts";
import { settlementEntries } from "./settlement.ts";
import { surfaceEntries } from "./surfaces.ts";
import { tearUpEntries } from "./tearUp.ts";
import { vaultExitEntries } from "./vaultExits.ts";
import { windUpEntries } from "./windUps.ts";
import { withdrawalEntries } from "./withdrawals.ts";

const entries: Entries<EventType> = {
  ...accountEntries,
  ...callEntries,
  ...collateralEntries,
  ...withdrawalEntries,
  ...checkpointEntries,
  ...haircutEntries,
  ...exitEntries,
  ...oracleEntries,
  ...surfaceEntries,
  ...novationEntries,
  ...settlementEntries,
  ...defaultEntries,
  ...tearUpEntries,
  ...pendingLossEntries,
  ...governanceEntries,
  ...custodyEntries,
  ...liquidityEntries,
  ...leavingEntries,
  ...vaultExitEntries,
  ...exitBookEntries,
  ...windUpEntries,
};

/** Judges the event against the twin, then writes it there. */
export function enter(ledger: Ledger, event: Event): void {
  (entries[event.type] as Entry<EventType>)(ledger, event); // the table's key is the event's type
}
