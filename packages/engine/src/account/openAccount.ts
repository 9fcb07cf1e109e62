/**
 * Opens an account (ACC-001).
 *
 * @module
 */
import { AccountRole, AccountStatus, type EventOf, MarginMethod } from "@novate/codec";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { endingFault } from "../ledger/windUp.ts";
import { houseOf } from "../state/state.ts";
import { addressOf } from "./authority.ts";

export const decideOpenAccount: Decide<"OpenAccount"> = (state, command, context) => {
  const { segmentId, method } = command;

  const owner = addressOf(context.signer);
  if (owner === null) return refuse("OwnerRequired", { signer: context.signer });
  if (!state.segments.has(segmentId)) return refuse("SegmentUnknown", { segmentId });
  const ending = endingFault(state, segmentId);
  if (ending !== null) return refused(ending);
  if (method > MarginMethod.portfolio) return refuse("MarginMethodUnknown", { method });

  // From here on the account opens.
  const accountId = houseOf(state).nextAccountId;
  const opened = { accountId, owner, ownerChain: 0, segmentId, method, role: AccountRole.trader };
  return accept({ type: "AccountOpened", ...opened });
};

export const evolveAccountOpened: Evolve<"AccountOpened"> = (state, event: EventOf<"AccountOpened">) => {
  const { accountId, owner, ownerChain, segmentId, method, role } = event;
  const house = houseOf(state);
  state.house.put({ ...house, nextAccountId: Math.max(house.nextAccountId, accountId + 1) });
  state.accounts.put({
    accountId,
    owner,
    ownerChain,
    segmentId,
    method,
    role,
    status: AccountStatus.active,
    openedAtMs: house.timeMs,
    paidCycleMs: 0,
    voidedToMs: 0,
    voidOrders: 0,
    keys: 0,
    withdrawals: 0,
    emptySinceMs: 0,
    balances: [],
    positions: [],
  });
};
