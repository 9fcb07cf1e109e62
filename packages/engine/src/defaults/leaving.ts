/** What is written of accounts that leave (LIQ-099, LIQ-103, LIQ-104). @module */
import type { Evolve } from "../command/evolver.ts";
import { houseOf, mustGet } from "../state/state.ts";

export const evolveLeaveBegun: Evolve<"LeaveBegun"> = (state, { accountId, sinceMs }) =>
  state.leaving.put({ accountId, sinceMs, triedAtMs: 0 });

export const evolveLeaveTried: Evolve<"LeaveTried"> = (state, { accountId }) =>
  state.leaving.put({ ...mustGet(state.leaving, accountId), triedAtMs: houseOf(state).timeMs });

export const evolveLeaveEnded: Evolve<"LeaveEnded"> = (state, { accountId }) => state.leaving.delete(accountId);
