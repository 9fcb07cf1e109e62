/**
 * The topic `withdrawals`: what is on its way out, of everybody or of one account.
 *
 * @module
 */
import type { OutboxRow } from "@novate/codec";
import { type Engine, isVoid } from "@novate/engine";
import { type LiveWithdrawals, MOST_LIVE_ENTRIES } from "@novate/wire/schema";
import type { z } from "zod";
import { withdrawalsOf } from "../../../chain/accountsOf.ts";
import type { CommittedBlock } from "../../../chain/index.ts";
import { withdrawalView } from "../../view/payment.ts";
import type { LiveView } from "../channel.ts";

type Withdrawals = z.infer<typeof LiveWithdrawals>;

/** `accountId` null: of all. */
export function withdrawalsView(accountId: number | null): LiveView {
  /** Ids of the one account that somebody was shown or told: an event that ends one need not name the account. */
  const known = new Set<number>();
  const shown = (engine: Engine, rows: Iterable<OutboxRow>): Pick<Withdrawals, "withdrawals" | "isWhole"> => {
    const page = pageOf(engine, rows);
    if (accountId !== null) for (const { row } of page.withdrawals) known.add(row.withdrawalId);
    return page;
  };
  return {
    snapshot: (engine): Withdrawals => ({
      height: engine.height,
      ...shown(engine, rowsOf(engine, accountId)),
      overIds: [],
      takenBack: [],
    }),
    delta(engine, block): Withdrawals | null {
      const changed = shown(engine, changedIn(engine, block, accountId));
      const overIds = endedIn(engine, block).filter((id) => accountId === null || known.delete(id));
      const takenBack = block.result.events.flatMap((event) =>
        event.type === "WithdrawalsTakenBack" && (accountId === null || event.accountId === accountId)
          ? [{ accountId: event.accountId, belowId: event.belowId }]
          : [],
      );
      if (changed.withdrawals.length + overIds.length + takenBack.length === 0) return null;
      return { height: block.header.height, ...changed, overIds, takenBack };
    },
  };
}

/** The rows that a block's events name; of one that moves a checkpoint on, those that it pays. */
function changedIn(engine: Engine, { result }: CommittedBlock, accountId: number | null): Set<OutboxRow> {
  const { outbox } = engine.state;
  const rows = new Set<OutboxRow>();
  const note = (row: OutboxRow | undefined): void => {
    if (row !== undefined && (accountId === null || row.accountId === accountId)) rows.add(row);
  };
  let isCheckpointNew = false;
  for (const event of result.events) {
    if (event.type === "CheckpointStruck" || event.type === "CheckpointSigned") isCheckpointNew = true;
    else for (const withdrawalId of withdrawalsOf(event)) note(outbox.get(withdrawalId));
  }
  if (!isCheckpointNew) return rows;
  for (const row of rowsOf(engine, accountId)) {
    if (row.payment !== null && row.paidHeight === 0) note(row);
    if (rows.size > MOST_LIVE_ENTRIES) break; // more than a message has room for, which it says
  }
  return rows;
}

/** The withdrawals that a block's events name and that have no row any more. */
function endedIn({ state }: Engine, { result }: CommittedBlock): number[] {
  const ids = new Set(result.events.flatMap((event) => [...withdrawalsOf(event)]));
  return [...ids].filter((id) => !state.outbox.has(id));
}

function* rowsOf({ state, house }: Engine, accountId: number | null): Iterable<OutboxRow> {
  if (accountId === null) yield* state.outbox.values();
  else for (const id of house.derived.outboxes.withdrawalsOf(accountId)) yield state.outbox.get(id)!; // of its rows
}

function pageOf(engine: Engine, rows: Iterable<OutboxRow>): Pick<Withdrawals, "withdrawals" | "isWhole"> {
  const withdrawals: Withdrawals["withdrawals"] = [];
  for (const row of rows) {
    if (isVoid(engine.state, row)) continue;
    if (withdrawals.length === MOST_LIVE_ENTRIES) return { withdrawals, isWhole: false };
    withdrawals.push(withdrawalView(engine, row));
  }
  return { withdrawals, isWhole: true };
}
