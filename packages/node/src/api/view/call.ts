/**
 * Margin calls as the API shows them: the committed rows, never an estimate.
 *
 * @module
 */
import type { CallRow } from "@novate/codec";
import type { Engine } from "@novate/engine";
import type { Call, CallPage, CallsChanged } from "@novate/wire/schema";
import type { CommittedBlock } from "../../chain/index.ts";

export const callView = (row: CallRow): Call => ({
  accountId: row.accountId,
  amountAtoms: row.amountAtoms.toString(),
  calledAtMs: row.calledAtMs,
  byMs: row.byMs,
  equityAtoms: row.equityAtoms.toString(),
  initialAtoms: row.initialAtoms.toString(),
  maintenanceAtoms: row.maintenanceAtoms.toString(),
});

/** At most `limit` of the calls that stand, by account, from the one after `cursor`; of one account if given. */
export function callPage(engine: Engine, limit: number, cursor = "0", only: number | null = null): CallPage {
  const after = Number.parseInt(cursor, 10);
  const { calls: rows } = engine.state;
  const found = (only === null ? [...rows.values()] : [rows.get(only)].filter((row) => row !== undefined))
    .filter(({ accountId }) => accountId > after)
    .sort((left, right) => left.accountId - right.accountId);
  const calls = found.slice(0, limit).map(callView);
  const nextCursor = found.length > limit ? `${calls.at(-1)!.accountId}` : null;
  return { height: engine.height, calls, nextCursor };
}

/** What a block changed in the calls, of one account if given; null for nothing. */
export function callsChanged({ header, result }: CommittedBlock, only: number | null = null): CallsChanged | null {
  const isAsked = ({ accountId }: { readonly accountId: number }) => only === null || accountId === only;
  const calls = new Map<number, Call>();
  const over = new Set<number>();
  for (const event of result.events) {
    if (event.type === "MarginCalled" && isAsked(event.call)) calls.set(event.call.accountId, callView(event.call));
    if ((event.type === "MarginCallMet" || event.type === "MarginCallLapsed") && isAsked(event))
      over.add(event.accountId);
  }
  if (calls.size + over.size === 0) return null;
  return { height: header.height, calls: [...calls.values()], overAccountIds: [...over], nextCursor: null };
}
