/**
 * Accounts whose settlement cash is further below zero than the segment allows are brought back to that limit (LIQ-008).
 *
 * Only an account that has been paid what a cycle or an expiry owes it is judged: what it will be paid may be what it owes.
 * In turn, whether the last attempt sold anything or not: debtors with nothing that can be sold hold no place (LIQ-076).
 *
 * @module
 */
import { type Atoms, atoms } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { faultOfUnsettled } from "../ledger/unsettled.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
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
