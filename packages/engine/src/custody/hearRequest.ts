/**
 * What an owner asks for by a call of a vault: a key, a withdrawal, or that nothing trades for it any more (CSTD-038, CSTD-039).
 *
 * Each is heard as its command would be, so that nobody who keeps an owner's transactions back can keep the owner back.
 *
 * @module
 */
import {
  type AccountRow,
  decode,
  type Event,
  type Field,
  hexToBytes,
  InboxKey,
  InboxKind,
  InboxWithdrawal,
  type Refusal,
  refusal,
} from "@novate/codec";
import { type Atoms, minOf, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import { decideGrantKey } from "../account/grantKey.ts";
import { decideRevokeKey } from "../account/revokeKey.ts";
import type { Context } from "../command/context.ts";
import { accept, type Batch, type Decision, refused, type Step } from "../command/decision.ts";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey, mandateKey } from "../state/keys.ts";
import { LONGEST_ORDER_MS } from "../state/lifetimes.ts";
import type { StateView } from "../state/state.ts";
import { accountOf, type Entry, isOwnersCall, type OwnersContext, ownersContext } from "./entry.ts";
import { offersTakenBack } from "./offerLiquidity.ts";
import { decideWithdrawCollateral } from "./withdrawCollateral.ts";

/**
 * Null where the account has still to be paid its cycle: the request waits, and all behind it. A request is heard once, so that
 * whoever proves it could else choose the one block in which it is refused.
 */
export function hearRequest(state: StateView, entry: Entry, context: Context): Step | null {
  const decision = decideRequest(state, entry, ownersContext(entry, context));
  if (!decision.accepted && decision.refusal.code === "AccountUnsettled") return null;
  if (!decision.accepted) return { outcomes: [[entry.place, decision]], events: [] };
  return { outcomes: [[entry.place, { accepted: true }]], events: decision.events };
}

function decideRequest(state: StateView, entry: Entry, context: OwnersContext): Decision {
  const { vaultId, index, item } = entry;
  if (!isOwnersCall(entry)) return refused(refusal("EntryNotOwners", { vaultId, index }));
  const account = accountOf(state, item);
  if ("code" in account) return refused(account);
  const { accountId } = account;
  switch (item.kind) {
    case InboxKind.key:
      return keyDecision(state, entry, accountId, context);
    case InboxKind.withdraw: {
      const asked = read(InboxWithdrawal, entry);
      if (asked === null) return refused(malformed(entry));
      const withdrawal = { ...asked, amountAtoms: thereOf(state, account, asked) };
      return single(decideWithdrawCollateral(state, { type: "WithdrawCollateral", accountId, ...withdrawal }, context));
    }
    case InboxKind.windDown:
      return accept(...windDown(state, account, context));
    default:
      return refused(malformed(entry));
  }
}

/** As much of what is asked for as the account and its segment have, so that nobody need know it to the atom days before (WDR-057). */
function thereOf(state: StateView, account: AccountRow, { assetId, amountAtoms }: InboxWithdrawal): Atoms {
  const heldAtoms = state.collaterals.get(collateralKey(account.segmentId, assetId))?.heldAtoms ?? ZERO_ATOMS;
  const there = minOf(balanceOf(account, assetId), heldAtoms);
  return there > 0n ? minOf(amountAtoms, there) : amountAtoms;
}

/** Grants the key of the entry's data, or ends it where it has no time left. */
export function keyDecision(state: StateView, entry: Entry, accountId: number, context: OwnersContext): Decision {
  const asked = read(InboxKey, entry);
  if (asked === null) return refused(malformed(entry));
  const { key, validUntilMs } = asked;
  if (validUntilMs === 0) return single(decideRevokeKey(state, { type: "RevokeKey", accountId, key }, context));
  return single(decideGrantKey(state, { type: "GrantKey", accountId, ...asked }, context));
}

/** Every order that could fill is void, no venue has a mandate any more, and nothing is offered; what it holds is ended for it (LIQ-099). */
function windDown(state: StateView, { accountId, voidedToMs, positions }: AccountRow, { timeMs }: Context): Event[] {
  const events: Event[] = [];
  const latestMs = timeMs + LONGEST_ORDER_MS;
  if (latestMs > voidedToMs) events.push({ type: "OrdersVoided", accountId, voidedToMs: latestMs });
  const nothing = { tradeNotionalAtoms: ZERO_ATOMS, totalNotionalAtoms: ZERO_ATOMS, usedNotionalAtoms: ZERO_ATOMS };
  for (const { spec } of state.venues.values()) {
    const { venueId } = spec;
    if (!state.mandates.has(mandateKey(accountId, venueId))) continue;
    events.push({ type: "MandateGranted", mandate: { accountId, venueId, ...nothing, validUntilMs: 0 } });
  }
  events.push(...offersTakenBack(state, accountId));
  if (positions.some(({ lots }) => lots !== 0n) && !state.leaving.has(accountId))
    events.push({ type: "LeaveBegun", accountId, sinceMs: timeMs });
  return events;
}

const malformed = ({ vaultId, index }: Entry): Refusal => refusal("EntryMalformed", { vaultId, index });

function read<T>(field: Field<T>, { item }: Entry): T | null {
  const decoded = decode(field, hexToBytes(item.data));
  return decoded.ok ? decoded.value : null;
}

function single(decision: Decision | Batch): Decision {
  assert(!decision.accepted || "events" in decision, "inbox: a request is a batch");
  return decision;
}
