/**
 * The topic `risk`: accounts that are called, managed, or lack cash. Committed rows alone, so that nothing is worked out for it.
 *
 * @module
 */
import type { Engine } from "@novate/engine";
import { type AccountAtRisk, type AccountsAtRisk, MOST_LIVE_ENTRIES } from "@novate/wire/schema";
import type { z } from "zod";
import type { LiveView } from "../channel.ts";
import { Told } from "./told.ts";

type AtRisk = z.infer<typeof AccountsAtRisk>;

/** `accountId` null: of all. */
export function riskView(accountId: number | null): LiveView {
  const told = new Told<number>();
  /** Those that somebody was shown or told. */
  const known = new Set<number>();
  return {
    snapshot(engine): AtRisk {
      const ids = accountId === null ? idsAtRisk(engine) : [accountId];
      const accounts = ids.map((id) => entryOf(engine, id)).filter((entry) => entry !== null);
      for (const { accountId } of accounts) known.add(accountId);
      told.shown(accounts.map((entry) => [entry.accountId, entry]));
      return {
        height: engine.height,
        accounts: accounts.slice(0, MOST_LIVE_ENTRIES),
        safeAccountIds: [],
        isWhole: accounts.length <= MOST_LIVE_ENTRIES,
      };
    },
    delta(engine, { header }, touched): AtRisk | null {
      const ids = accountId === null ? [...touched.accounts] : touched.accounts.has(accountId) ? [accountId] : [];
      const entries = ids.map((id) => [id, entryOf(engine, id)] as const);
      const safe = entries.filter(([id, entry]) => entry === null && known.delete(id)).map(([id]) => id);
      const atRisk = entries.flatMap(([id, entry]) => (entry === null ? [] : [[id, entry] as const]));
      for (const [id] of atRisk) known.add(id);
      told.forget(safe);
      const accounts = told.news(atRisk);
      if (accounts.length + safe.length === 0) return null;
      return { height: header.height, accounts, safeAccountIds: safe, isWhole: true };
    },
  };
}

function idsAtRisk({ state }: Engine): number[] {
  const ids = new Set<number>();
  for (const { accountId } of state.managed.values()) ids.add(accountId);
  for (const { accountId } of state.calls.values()) ids.add(accountId);
  for (const { accountId } of state.debts.values()) ids.add(accountId);
  return [...ids];
}

function entryOf({ state }: Engine, accountId: number): AccountAtRisk | null {
  const [call, managed, debt] = [state.calls.get(accountId), state.managed.get(accountId), state.debts.get(accountId)];
  if (call === undefined && managed === undefined && debt === undefined) return null;
  const sinceMs = Math.max(call?.calledAtMs ?? 0, managed?.openedAtMs ?? 0);
  return {
    accountId,
    isManaged: managed !== undefined,
    callByMs: call?.byMs ?? null,
    callAtoms: (call?.amountAtoms ?? 0n).toString(),
    shortAtoms: (debt?.shortAtoms ?? 0n).toString(),
    sinceMs: sinceMs === 0 ? null : sinceMs,
  };
}
