/**
 * Changes how an account's positions offset each other (ACC-006).
 *
 * @module
 */
import { AccountRole, AccountStatus, MarginMethod } from "@novate/codec";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { hasInitialMargin } from "../ledger/health.ts";
import { mustGet } from "../state/state.ts";
import { isOwner } from "./authority.ts";

export const decideSetMarginMethod: Decide<"SetMarginMethod"> = (state, command, context) => {
  const { accountId, method } = command;

  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  if (!isOwner(account, context.signer)) return refuse("NotAuthorised", { subject: "account", subjectId: accountId });
  if (account.role === AccountRole.backstop) return refuse("BackstopRestricted", { accountId });
  if (method > MarginMethod.portfolio) return refuse("MarginMethodUnknown", { method });
  if (account.status === AccountStatus.managed) return refuse("AccountUnderManagement", { accountId });
  if (!context.looks.take(accountId, account.positions.length)) return refuse("AccountBusy", { accountId });
  const healths = context.margin.assessNewRisk(state, { ...account, method });
  const broken = healths.find((health) => !hasInitialMargin(health));
  if (broken !== undefined) {
    const { initialAtoms, initialEquityAtoms } = broken;
    return refuse("InitialMarginBreached", { accountId, requiredAtoms: initialAtoms, equityAtoms: initialEquityAtoms });
  }

  // From here on the method changes.
  return accept({ type: "MarginMethodSet", accountId, method });
};

export const evolveMarginMethodSet: Evolve<"MarginMethodSet"> = (state, { accountId, method }) => {
  state.accounts.put({ ...mustGet(state.accounts, accountId), method, emptySinceMs: 0 });
};
