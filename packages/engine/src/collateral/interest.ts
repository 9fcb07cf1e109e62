/**
 * Interest on negative settlement cash, by utilisation, once an hour (COLL-027, COLL-041 … COLL-045).
 *
 * @module
 */
import { type AccountRow, AccountStatus, type SegmentRow } from "@novate/codec";
import { type Atoms, atoms, HOUR_MS, minOf, mulDivUp, PPM_ONE, type Ppm, ppm, YEAR_MS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { leastCashOf } from "../ledger/leastHeld.ts";
import { isEnding } from "../ledger/windUp.ts";
import { houseOf, mustGet } from "../state/state.ts";

export const INTEREST_PERIOD_MS = HOUR_MS;

/**
 * Charges every segment that is due, `payments` debts a block at most; the rest follow in the next ones at the same rate. One
 * period is charged at most, so that an outage costs nobody interest.
 */
export function accrueInterest(house: House, payments = Number.POSITIVE_INFINITY): void {
  const { timeMs } = houseOf(house.state);
  let left = payments;
  for (const { segmentId, lastInterestMs, interest } of [...house.state.segments.values()]) {
    if (isEnding(house.state, segmentId)) continue;
    if (interest !== null || timeMs - lastInterestMs >= INTEREST_PERIOD_MS)
      left -= accrueSegment(house, segmentId, timeMs, Math.max(left, 0));
  }
}

/** Returns how many debts were charged. */
function accrueSegment(house: House, segmentId: number, timeMs: number, payments: number): number {
  const segment = mustGet(house.state.segments, segmentId);
  const begun = segment.interest ?? { annualRatePpm: rateOf(house, segment), cursor: 0 };
  const { annualRatePpm } = begun;
  let { cursor } = begun;
  let charged = 0;
  for (const accountId of house.derived.rolls.debtorsOf(segmentId)) {
    if (accountId <= begun.cursor) continue;
    if (charged === payments) {
      house.emit({ type: "InterestAdvanced", segmentId, annualRatePpm, cursor, begunAtMs: timeMs });
      return charged;
    }
    charged += 1;
    cursor = accountId;
    chargeDebt(house, mustGet(house.state.accounts, accountId), annualRatePpm);
  }
  house.emit({ type: "InterestAccrued", segmentId, annualRatePpm, accruedAtMs: timeMs });
  return charged;
}

function chargeDebt(house: House, account: AccountRow, annualRatePpm: Ppm): void {
  // What an account under default management owes is settled by that, not added to: interest would be paid by the fund.
  if (account.status === AccountStatus.managed) return;
  const { accountId, segmentId } = account;
  const { settlementAssetId, feesAtoms } = mustGet(house.state.segments, segmentId);
  const owedAtoms = -balanceOf(account, settlementAssetId);
  const amountAtoms = interestAtoms(atoms(owedAtoms), annualRatePpm);
  if (amountAtoms === 0n) return;
  const [cashAfterAtoms, feesAfterAtoms] = [atoms(-owedAtoms - amountAtoms), atoms(feesAtoms + amountAtoms)];
  house.emit({ type: "InterestCharged", accountId, amountAtoms, cashAfterAtoms, feesAfterAtoms });
}

/** The base rate at no utilisation, twice it when as much is owed as others hold. Rounded up. Work: none that grows. */
function rateOf({ derived, state }: House, segment: SegmentRow): Ppm {
  const { owed, held: heldNow } = derived.rolls.totalsOf(segment.segmentId);
  const base = segment.parameters.clearing.cashInterestPpm;
  if (owed === 0n) return base;
  const held = minOf<bigint>(heldNow, owed + leastCashOf(state, segment)); // cash that is there for the hour alone lends to nobody
  const utilisationPpm = owed >= held ? PPM_ONE : mulDivUp(owed, PPM_ONE, held);
  return ppm(base + mulDivUp(base, utilisationPpm, PPM_ONE));
}

/** One period's interest on a debt, rounded up. */
const interestAtoms = (owedAtoms: Atoms, annualRatePpm: Ppm): Atoms =>
  atoms(mulDivUp(owedAtoms * annualRatePpm, BigInt(INTEREST_PERIOD_MS), PPM_ONE * BigInt(YEAR_MS)));

export const evolveInterestCharged: Evolve<"InterestCharged"> = (state, event) => {
  const account = mustGet(state.accounts, event.accountId);
  const segment = mustGet(state.segments, account.segmentId);
  state.accounts.put(withBalance(account, segment.settlementAssetId, event.cashAfterAtoms));
  state.segments.put({ ...segment, feesAtoms: event.feesAfterAtoms });
};

export const evolveInterestAccrued: Evolve<"InterestAccrued"> = (state, { segmentId, accruedAtMs }) => {
  const segment = mustGet(state.segments, segmentId);
  const lastInterestMs = segment.interest === null ? accruedAtMs : segment.lastInterestMs; // else it began before
  state.segments.put({ ...segment, lastInterestMs, interest: null });
};

export const evolveInterestAdvanced: Evolve<"InterestAdvanced"> = (
  state,
  { segmentId, annualRatePpm, cursor, begunAtMs },
) => {
  const segment = mustGet(state.segments, segmentId);
  const lastInterestMs = segment.interest === null ? begunAtMs : segment.lastInterestMs;
  state.segments.put({ ...segment, lastInterestMs, interest: { annualRatePpm, cursor } });
};
