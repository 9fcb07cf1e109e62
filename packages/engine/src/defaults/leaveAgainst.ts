/**
 * Ends what an account that leaves still holds against holders of the other side, all positions by one part (LIQ-101, LIQ-102).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Atoms, absOf, atoms, divUp, type Lots, lots, minOf, mulPpmDown } from "@novate/num";
import { positionOf, withPositions } from "../ledger/balances.ts";
import { ratioNeutralAtoms } from "../ledger/health.ts";
import { mustMark } from "../ledger/mark.ts";
import { notionalAtoms, tradedPosition } from "../ledger/position.ts";
import { mustGet } from "../state/state.ts";
import type { Bearer } from "./bearers.ts";
import { othersOf, sharesOf } from "./leaveOthers.ts";
import { passageOf } from "./passage.ts";
import { isRatioKept } from "./ratio.ts";
import { accountOf, cashOf, hasPassableLots, type Round } from "./round.ts";
import { shareInOrder, shareOut } from "./shareOut.ts";
import { greatestThat, PARTS, sliceOf } from "./slice.ts";

/** What is to end of one instrument, signed like the position, and whom with. */
interface Ending {
  readonly instrumentId: number;
  readonly size: Lots;
  readonly bearers: readonly Bearer[];
}

/** Returns how many holders bore something. Work: 256 holders a position, and one search. */
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
  const parts = Math.min(...whole.map(({ held, most }) => greatestThat(PARTS, (some) => partOf(held, some) <= most)));
  const pieces = sliceOf(state, account, Math.max(parts, 1));
  return whole.flatMap(({ instrumentId, held, candidates, most }, index) => {
    const wanted = minOf(absOf<bigint>(pieces[index]!.lots), most);
    if (wanted === 0n) return [];
    return [{ instrumentId, size: lots(held > 0n ? wanted : -wanted), bearers: sharesOf(wanted, candidates) }];
  });
}

/** What {@link sliceOf} takes of a position, without its sign. */
const partOf = (held: bigint, parts: number): bigint => divUp(absOf(held) * BigInt(parts), BigInt(PARTS));

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
