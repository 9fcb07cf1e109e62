/**
 * Interest on negative settlement cash, by utilisation, once an hour (COLL-027, COLL-041 … COLL-045).
 *
 * @module
 */
import { type AccountRow, AccountStatus, type SegmentRow } from "@novate/codec";
import { type Atoms, atoms, HOUR_MS, mulDivUp, PPM_ONE, type Ppm, ppm, YEAR_MS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

export const INTEREST_PERIOD_MS = HOUR_MS;

/** Charges every segment that is due. One period is charged at most, so that an outage costs nobody interest. */
export function accrueInterest(house: House): void {
  const { timeMs } = houseOf(house.state);
  for (const { segmentId, lastInterestMs } of [...house.state.segments.values()]) {
    if (timeMs - lastInterestMs >= INTEREST_PERIOD_MS) accrueSegment(house, segmentId, timeMs);
  }
}

function accrueSegment(house: House, segmentId: number, timeMs: number): void {
  const segment = mustGet(house.state.segments, segmentId);
  const debtors = debtorsOf(house.state, segment);
  const annualRatePpm = rateOf(house.state, segment, debtors);
  for (const account of debtors) {
    const owedAtoms = -balanceOf(account, segment.settlementAssetId);
    const amountAtoms = interestAtoms(atoms(owedAtoms), annualRatePpm);
    if (amountAtoms === 0n) continue;
    const cashAfterAtoms = atoms(-owedAtoms - amountAtoms);
    const feesAfterAtoms = atoms(mustGet(house.state.segments, segmentId).feesAtoms + amountAtoms);
    const { accountId } = account;
    house.emit({ type: "InterestCharged", accountId, amountAtoms, cashAfterAtoms, feesAfterAtoms });
  }
  house.emit({ type: "InterestAccrued", segmentId, annualRatePpm, accruedAtMs: timeMs });
}

function debtorsOf(state: StateView, { segmentId, settlementAssetId }: SegmentRow): AccountRow[] {
  const debtors: AccountRow[] = [];
  for (const account of state.accounts.values()) {
    // What an account under default management owes is settled by that, not added to: interest would be paid by the fund.
    if (account.status === AccountStatus.managed) continue;
    if (account.segmentId === segmentId && balanceOf(account, settlementAssetId) < 0n) debtors.push(account);
  }
  return debtors;
}

/** The base rate at no utilisation, twice it when as much is owed as others hold. Rounded up. */
function rateOf(state: StateView, segment: SegmentRow, debtors: readonly AccountRow[]): Ppm {
  const { settlementAssetId, parameters } = segment;
  let owed = 0n;
  for (const account of debtors) owed -= balanceOf(account, settlementAssetId);
  let held = 0n;
  for (const account of state.accounts.values()) {
    const cash = account.segmentId === segment.segmentId ? balanceOf(account, settlementAssetId) : 0n;
    if (cash > 0n) held += cash;
  }
  const base = parameters.clearing.cashInterestPpm;
  if (owed === 0n) return base;
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
  state.segments.put({ ...mustGet(state.segments, segmentId), lastInterestMs: accruedAtMs });
};
