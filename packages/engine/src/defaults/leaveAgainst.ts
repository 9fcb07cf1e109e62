/**
 * Ends what an account that leaves still holds against holders of the other side, all positions by one part (LIQ-101, LIQ-102).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Atoms, absOf, atoms, type Lots, lots, minOf, mulPpmDown } from "@novate/num";
import { positionOf, withPositions } from "../ledger/balances.ts";
import { ratioNeutralAtoms } from "../ledger/health.ts";
import { mustMark } from "../ledger/mark.ts";
import { notionalAtoms, tradedPosition } from "../ledger/position.ts";
import { mustGet } from "../state/state.ts";
import type { Bearer } from "./bearers.ts";
import { passageOf } from "./passage.ts";
import { isRatioKept } from "./ratio.ts";
import { accountOf, cashOf, hasPassableLots, type Round } from "./round.ts";
import { shareInOrder, shareOut } from "./shareOut.ts";
import { PARTS, sliceOf } from "./slice.ts";

/** Holders of an instrument that are looked at, and that bear a part of it. */
const LOOKED_AT = 256;
const BEARERS = 64;

/** What is to end of one instrument, signed like the position, and whom with. */
interface Ending {
  readonly instrumentId: number;
  readonly size: Lots;
  readonly bearers: readonly Bearer[];
}

/** Returns how many holders bore something. Work: {@link LOOKED_AT} holders a position, and one search. */
export function endAgainstOthers(round: Round, accountId: number): number {
  const account = accountOf(round, accountId);
  if (!hasPassableLots(round, account)) return 0;
  const { margin, state } = round.house;
  const endings = endingsOf(round, account);
  const before = margin.assess(state, account);
  const after = withPositions(
    account,
    endings.map(({ instrumentId, size }) => passageOf(state, account, account, instrumentId, size, mustMark(state, instrumentId)).giverAfter), // biome-ignore format: one expression
  );
  if (!isRatioKept(before, margin.assess(state, after))) return 0; // what hedges what cannot pass yet stays with it
  const values = endings.map(({ instrumentId, size }) => worthOf(round, instrumentId, size));
  const { closeOutPenaltyPpm } = mustGet(state.segments, round.segmentId).parameters.clearing;
  const penalty = mulPpmDown(atoms(values.reduce((sum, value) => sum + value, 0n)), closeOutPenaltyPpm);
  const discount = minOf<bigint>(
    penalty,
    ratioNeutralAtoms(before, margin.requirement(state, after).maintenanceMargin),
  );
  const parts = values.every((value) => value === 0n) ? values : shareOut(discount, values);
  for (const [index, ending] of endings.entries()) end(round, accountId, ending, atoms(parts[index]!));
  return endings.reduce((sum, { bearers }) => sum + bearers.length, 0);
}

/** As great a part of every position as those who stand next on the other side hold together. */
function endingsOf(round: Round, account: AccountRow): Ending[] {
  const { state } = round.house;
  const whole = sliceOf(state, account, PARTS).map(({ instrumentId, lots: held }) => {
    const candidates = othersOf(round, account, instrumentId, held > 0n);
    const most = minOf(
      absOf<bigint>(held),
      candidates.reduce((sum, { size }) => sum + size, 0n),
    );
    return { instrumentId, held, candidates, most };
  });
  const parts = whole.reduce((least, { held, most }) => minOf(least, (most * BigInt(PARTS)) / absOf<bigint>(held)), BigInt(PARTS)); // biome-ignore format: one expression
  const pieces = sliceOf(state, account, Math.max(Number(parts), 1));
  return whole.flatMap(({ instrumentId, held, candidates, most }, index) => {
    const wanted = minOf(absOf<bigint>(pieces[index]!.lots), most);
    if (wanted === 0n) return [];
    return [{ instrumentId, size: lots(held > 0n ? wanted : -wanted), bearers: sharesOf(wanted, candidates) }];
  });
}

/** Who bears `wanted` lots: whose position adds risk before whose is a hedge, among those of one kind pro rata. */
function sharesOf(wanted: bigint, candidates: readonly Candidate[]): Bearer[] {
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
function othersOf({ house }: Round, account: AccountRow, instrumentId: number, isLong: boolean): Candidate[] {
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

const worthOf = ({ house: { state } }: Round, instrumentId: number, size: Lots): bigint =>
  notionalAtoms(mustGet(state.instruments, instrumentId), size, mustMark(state, instrumentId));

function end(round: Round, accountId: number, { instrumentId, size, bearers }: Ending, discount: Atoms): void {
  const { derived, state } = round.house;
  const paid = shareInOrder(discount, bearers.map((bearer) => bearer.size)); // biome-ignore format: one call
  pass(round, accountId, instrumentId, lots(-size), discount, true);
  for (const [index, bearer] of bearers.entries())
    pass(
      round,
      bearer.accountId,
      instrumentId,
      lots(size > 0n ? bearer.size : -bearer.size),
      atoms(-paid[index]!),
      false,
    );
  round.house.emit({
    type: "TearUpClosed",
    instrumentId,
    priceTicks: mustMark(state, instrumentId),
    tornLots: lots(absOf<bigint>(size)),
    lossAtoms: discount,
    openLotsAfter: lots(derived.positions.longOf(instrumentId)),
    lap: mustGet(state.markets, instrumentId).tearUp,
  });
}

/** `received`: signed lots; `lossAtoms`: what the account pays, or is paid below zero. */
// wide: one line of a tear-up
function pass(
  round: Round,
  accountId: number,
  instrumentId: number,
  received: Lots,
  lossAtoms: Atoms,
  isGiver: boolean,
): void {
  const { state } = round.house;
  const [instrument, market] = [mustGet(state.instruments, instrumentId), mustGet(state.markets, instrumentId)];
  const priceTicks = mustMark(state, instrumentId);
  const held = positionOf(accountOf(round, accountId), instrumentId);
  round.house.emit({
    type: "PositionTornUp",
    accountId,
    isGiver,
    lots: received,
    priceTicks,
    positionAfter: tradedPosition(instrument, market, held, received, priceTicks).position,
    lossAtoms,
    cashAfterAtoms: atoms(cashOf(round, accountId) - lossAtoms),
  });
}
