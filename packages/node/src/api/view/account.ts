/**
 * An account as the API shows it.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type BreachEstimate, type Engine, estimateBreach, type Health, ownerId } from "@novate/engine";
import type { Account } from "@novate/wire/schema";
import { callView } from "./call.ts";
import { accountStatusName, methodName, roleName } from "./names.ts";

/** `null` when there is no such account. */
export function accountView(engine: Engine, accountId: number): Account | null {
  const row = engine.state.accounts.get(accountId);
  return row === undefined ? null : viewOf(engine, row);
}

/** The accounts of an owner, in order of opening. */
export function accountsOfOwner(engine: Engine, owner: string, ownerChain: number): Account[] {
  const id = ownerId({ owner: owner as `0x${string}`, ownerChain }); // validated by the route's schema
  const ids = engine.house.derived.owners.accountsOf(id);
  return ids.map((id) => accountView(engine, id)).filter((view) => view !== null);
}

function viewOf(engine: Engine, row: AccountRow): Account {
  const { state } = engine;
  const { accountId, owner, ownerChain, segmentId, openedAtMs } = row;
  const standing = state.calls.get(accountId);
  return {
    height: engine.height,
    accountId,
    owner,
    ownerChain,
    segmentId,
    method: methodName(row.method),
    role: roleName(row.role),
    status: accountStatusName(row.status),
    openedAtMs,
    balances: row.balances.map(({ assetId, amountAtoms }) => ({
      assetId,
      symbol: state.assets.get(assetId)?.symbol ?? "",
      amountAtoms: amountAtoms.toString(),
    })),
    positions: row.positions.map(({ instrumentId, lots, costAtoms }) => ({
      instrumentId,
      symbol: state.instruments.get(instrumentId)?.spec.symbol ?? "",
      lots: lots.toString(),
      costAtoms: costAtoms.toString(),
      markTicks: (state.markets.get(instrumentId)?.mark?.priceTicks ?? 0n).toString(), // what is held has a mark
    })),
    health: healthView(engine.house.margin.assess(state, row)),
    breach: breachView(estimateBreach(engine.house.margin, state, row)),
    call: standing === undefined ? null : callView(standing),
  };
}

export const healthView = (health: Health): Account["health"] => ({
  equityAtoms: health.equityAtoms.toString(),
  equityLowAtoms: health.equityLowAtoms.toString(),
  equityHighAtoms: health.equityHighAtoms.toString(),
  entryEquityAtoms: health.openHighAtoms.toString(),
  isPriced: health.isPriced,
  initialEquityAtoms: health.initialEquityAtoms.toString(),
  settledEquityAtoms: health.settledEquityAtoms.toString(),
  initialAtoms: health.initialAtoms.toString(),
  maintenanceAtoms: health.maintenanceAtoms.toString(),
  closeOutAtoms: health.closeOutAtoms.toString(),
  notionalAtoms: health.notionalAtoms.toString(),
});

const breachView = ({ probabilityPpm, level, missingAtoms }: BreachEstimate): Account["breach"] => ({
  probabilityPpm: probabilityPpm.toString(),
  level,
  missingAtoms: missingAtoms.toString(),
});
