/**
 * Accounts whose settlement cash is further below zero than the segment allows are brought back to that limit (LIQ-008).
 *
 * Only an account that has been paid what a cycle or an expiry owes it is judged: what it will be paid may be what it owes.
 * In turn, whether the last attempt sold anything or not: debtors with nothing that can be sold hold no place (LIQ-076).
 *
 * Debts that the market makes know no limit of all together at first: who hedges coins without cash has them every day. But names are free,
 * each with a limit of its own: a hand whose names lose to another of its names, on collateral of a thin chain, turned that into everybody's
 * cash. So beyond half of the cash held the largest are brought down, whosesoever they are (LIQ-096).
 *
 * @module
 */
import { type Atoms, atoms, divDown, minOf } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { reachOf } from "../ledger/leastHeld.ts";
import { faultOfUnsettled } from "../ledger/unsettled.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { isSellable } from "./passable.ts";
import { accountOf, cashOf, type Round } from "./round.ts";
import { sellCollateral } from "./sellCollateral.ts";

/** Both accounts' rows, and a search for what keeps the margin. */
const SALE_UNITS = 4;

/** Work: one look at each debtor beyond the limit, and so many sales as there are places, while the block has work left. */
export function curbDebts(round: Round): void {
  const { house, segmentId } = round;
  const segment = mustGet(house.state.segments, segmentId);
  const { maxNegativeCashAtoms, managedPerBlock } = segment.parameters.clearing;
  const debtors: { readonly accountId: number; readonly excess: Atoms }[] = [];
  for (const accountId of house.derived.rolls.debtorsBeyond(segmentId, maxNegativeCashAtoms)) {
    const account = accountOf(round, accountId);
    const excess = atoms(-cashOf(round, accountId) - maxNegativeCashAtoms);
    if (faultOfUnsettled(house.state, account) === null) debtors.push({ accountId, excess });
  }
  const next = debtors.findIndex(({ accountId }) => accountId > segment.debtCursor);
  const inTurn = next < 0 ? debtors : [...debtors.slice(next), ...debtors.slice(0, next)];
  let cursor = segment.debtCursor;
  let worked = 0;
  for (const { accountId, excess } of inTurn) {
    const { balances, positions } = accountOf(round, accountId);
    const units = SALE_UNITS * balances.length + positions.length;
    if (worked === managedPerBlock || !house.derived.work.take(segment, "closing", units)) break;
    worked += 1;
    cursor = accountId;
    sellCollateral(round, accountId, excess, (assetId) => isHaircutAgreed(round, assetId));
  }
  if (worked < inTurn.length) house.emit({ type: "DebtsCarried", segmentId, cursor });
  curbLargest(round, managedPerBlock - worked);
}

/** All debts of a segment are at most one in so many of the cash that it holds. */
const HELD_PART = 2n;

/**
 * By how much the segment's debts are beyond half of the cash that it holds now. What waits to leave is held: else whoever asks for its
 * cash and takes it back a block later has others' coins sold in between, to its own backstop (COLL-082).
 */
function commonExcess({ house, segmentId, settlementAssetId }: Round): bigint {
  const row = house.state.collaterals.get(collateralKey(segmentId, settlementAssetId));
  const held = row === undefined ? 0n : reachOf(house.state, row);
  return house.derived.rolls.totalsOf(segmentId).owed - divDown(held, HELD_PART);
}

/**
 * While debts are beyond half of the cash held, the largest are sold for as far as that takes. One of whom nothing can be sold holds no
 * place. Work: a look at each debtor, and `places` sales, while the block has work left; none while debts are within.
 */
function curbLargest(round: Round, places: number): void {
  if (commonExcess(round) <= 0n) return;
  const { house, segmentId, settlementAssetId } = round;
  const segment = mustGet(house.state.segments, segmentId);
  const maySell = (assetId: number) => isHaircutAgreed(round, assetId);
  let left = places;
  for (const accountId of house.derived.rolls.debtorsByDebt(segmentId)) {
    const excess = commonExcess(round);
    if (excess <= 0n || left === 0) return;
    const account = accountOf(round, accountId);
    const hasGoods = account.balances.some(
      ({ assetId, amountAtoms }) =>
        amountAtoms > 0n && isSellable(house.state, settlementAssetId, assetId) && maySell(assetId),
    );
    if (!hasGoods || faultOfUnsettled(house.state, account) !== null) continue;
    const units = SALE_UNITS * account.balances.length + account.positions.length;
    if (!house.derived.work.take(segment, "closing", units)) return;
    left -= 1;
    sellCollateral(round, accountId, atoms(minOf(excess, -cashOf(round, accountId))), maySell);
  }
}

/** What new risk pays may be above what is held by so much, where the account of a debtor that could wait is sold. */
const AGREED_PPM = 10_000n;

/**
 * Whether what is held counts an asset at about what new risk does: while coins that came lately are not in its haircut yet, a sale to a
 * backstop would force them on it at the haircut of before (LIQ-088). A debt can wait for that; an account that is spent cannot.
 */
function isHaircutAgreed({ house, segmentId }: Round, assetId: number): boolean {
  const row = house.state.collaterals.get(collateralKey(segmentId, assetId));
  return row === undefined || row.newRiskHaircutPpm - row.haircutPpm <= AGREED_PPM;
}

export const evolveDebtsCarried: Evolve<"DebtsCarried"> = (state, { segmentId, cursor }) => {
  state.segments.put({ ...mustGet(state.segments, segmentId), debtCursor: cursor });
};
