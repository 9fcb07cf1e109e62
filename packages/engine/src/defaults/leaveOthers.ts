/**
 * Who stands opposite a position that leaves, and how much each of them bears of it (LIQ-102).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { absOf, minOf } from "@novate/num";
import { positionOf } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import type { Bearer } from "./bearers.ts";
import type { Round } from "./round.ts";
import { shareInOrder } from "./shareOut.ts";

/** Holders of an instrument that are looked at, and that bear a part of it. */
const LOOKED_AT = 256;
const BEARERS = 64;

/** Who bears `wanted` lots: whose position adds risk before whose is a hedge, among those of one kind pro rata. */
export function sharesOf(wanted: bigint, candidates: readonly Candidate[]): Bearer[] {
  const bearers: Bearer[] = [];
  let left = wanted;
  for (const isHedge of [false, true]) {
    const rank = candidates.filter((candidate) => candidate.isHedge === isHedge);
    const taken = minOf(
      left,
      rank.reduce((sum, { size }) => sum + size, 0n),
    );
    if (taken === 0n) continue;
    const shares = shareInOrder(taken, rank.map(({ size }) => size)); // biome-ignore format: one call
    for (const [index, size] of shares.entries())
      if (size > 0n) bearers.push({ accountId: rank[index]!.accountId, size });
    left -= taken;
  }
  return bearers;
}

interface Candidate extends Bearer {
  readonly isHedge: boolean;
}

/** Holders of the other side that come next by id, in a circle from the account; hedges last. */
export function othersOf({ house }: Round, account: AccountRow, instrumentId: number, isLong: boolean): Candidate[] {
  const { derived, margin, state } = house;
  const ids = derived.positions.holdersOf(instrumentId);
  const found: Candidate[] = [];
  for (const accountId of [
    ...ids.filter((id) => id > account.accountId),
    ...ids.filter((id) => id < account.accountId),
  ]) {
    const holder = mustGet(state.accounts, accountId);
    const held = positionOf(holder, instrumentId)?.lots ?? 0n;
    if (isLong ? held >= 0n : held <= 0n) continue;
    found.push({ accountId, size: absOf<bigint>(held), isHedge: margin.isHedge(state, holder, instrumentId) });
    if (found.length === LOOKED_AT) break;
  }
  return [...found.filter(({ isHedge }) => !isHedge), ...found.filter(({ isHedge }) => isHedge)].slice(0, BEARERS);
}
