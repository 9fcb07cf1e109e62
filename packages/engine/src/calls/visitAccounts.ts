/**
 * The cursor that looks at every account within a minute and calls those below initial margin (CALL-010, CALL-012).
 *
 * Who is looked at follows from rows and the clock alone, never from certificates, so that what is found may be an event.
 *
 * @module
 */
import {
  AccountRole,
  type AccountRow,
  AccountStatus,
  type CallRow,
  type CreditPairRow,
  MarginMethod,
} from "@novate/codec";
import { atoms } from "@novate/num";
import { closeIfIdle } from "../account/closeAccount.ts";
import { debtsCounted } from "../collateral/countedDebts.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { looksOf } from "../derived/accountIds.ts";
import { isLapsing } from "../gate/creditView.ts";
import { type Health, hasInitialMargin, lacksGap } from "../ledger/health.ts";
import { NOTICE_MS } from "../ledger/notice.ts";
import { isEnding } from "../ledger/windUp.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { LOOKS_A_BLOCK } from "./room.ts";

/** A sweep over all accounts, where blocks keep up with the clock. */
const SWEEP_MS = 30_000;

/** Rows of idle accounts that a block closes, and what one of them has more: the next visit closes what is left (ACC-042). */
const CLOSED_A_BLOCK = 1_024;

/** Default management stands on no lower floor: whoever calls brings its door. */
type Admit = (house: House, account: AccountRow, health: Health) => void;

/**
 * Visits the part of a sweep that has passed since the last block, as far as a block has room; the rest follows at once, so
 * that no two visits of an account are further apart than a minute while no two blocks are further apart than four seconds
 * and fifteen have room for all. The part is one of accounts and positions, since a visit looks at each of them.
 *
 * `admit`: takes in whoever was called and does not hold the gap of a closing that is due. Work: those accounts and positions.
 */
export function visitAccounts(house: House, admit: Admit): void {
  const { timeMs, visitedAccountId, visitedAtMs } = houseOf(house.state);
  const { accountIds } = house.derived;
  const { looks } = accountIds;
  if (looks === 0) return;
  const due = Math.ceil((looks * Math.min(timeMs - visitedAtMs, SWEEP_MS)) / SWEEP_MS);
  const room = Math.min(due, LOOKS_A_BLOCK);
  const behindMs = Math.floor(((due - room) * SWEEP_MS) / looks);
  let accountId = visitedAccountId;
  let closed = 0;
  for (let looked = 0; looked < room && accountIds.count > 0; ) {
    accountId = accountIds.after(accountId) ?? accountIds.after(0)!; // there is one
    const account = mustGet(house.state.accounts, accountId);
    looked += looksOf(account);
    visit(house, account, admit);
    house.emitAll(debtsCounted(house.state, house.margin, account));
    if (closed < CLOSED_A_BLOCK) closed += closeIfIdle(house, account);
  }
  house.emit({ type: "AccountsVisited", cursor: accountId, visitedAtMs: timeMs - behindMs });
}

function visit(house: House, account: AccountRow, admit: Admit): void {
  const { accountId, positions, balances } = account;
  if (isEnding(house.state, account.segmentId)) return;
  const standing = house.state.calls.get(accountId);
  if (account.status === AccountStatus.managed) {
    if (standing !== undefined) house.emit({ type: "MarginCallLapsed", accountId });
    return;
  }
  const isBare = positions.length === 0 && balances.every(({ amountAtoms }) => amountAtoms >= 0n);
  if (isBare && standing === undefined) return;
  const health = house.margin.assess(house.state, account);
  const { initialEquityAtoms: equityAtoms, initialAtoms, maintenanceAtoms } = health;
  if (hasInitialMargin(health)) {
    if (standing !== undefined) house.emit({ type: "MarginCallMet", accountId, equityAtoms, initialAtoms });
    return;
  }
  if (standing !== undefined && isDue(house, account, standing) && lacksGap(health)) {
    admit(house, account, health);
    return;
  }
  const amountAtoms = atoms(initialAtoms - equityAtoms);
  if (standing !== undefined && 2n * amountAtoms <= 3n * standing.amountAtoms) return;
  const { timeMs } = houseOf(house.state);
  const byMs = Math.min(timeMs + NOTICE_MS, nextRiseOf(house, account));
  const call = { accountId, amountAtoms, calledAtMs: timeMs, byMs, equityAtoms, initialAtoms, maintenanceAtoms };
  house.emit({ type: "MarginCalled", call });
}

/** Whether the notice of a call is over; a backstop stays: it is who takes what others cannot hold. */
const isDue = ({ state }: House, { role }: AccountRow, { calledAtMs }: CallRow): boolean =>
  role !== AccountRole.backstop && houseOf(state).timeMs - calledAtMs >= NOTICE_MS;

/** When the first rise that is announced already binds what the account holds; never, if none is. Work: its rows, and the pairs. */
function nextRiseOf({ state }: House, { segmentId, positions, balances, method }: AccountRow): number {
  const ranges: number[] = [];
  const held = new Set<number>();
  for (const { instrumentId } of positions) {
    const { underlyingId } = mustGet(state.instruments, instrumentId).spec;
    held.add(underlyingId);
    for (const { bindsAtMs } of mustGet(state.underlyings, underlyingId).announced) ranges.push(bindsAtMs);
  }
  const haircuts = balances.flatMap(({ assetId }) => {
    const announced = state.collaterals.get(collateralKey(segmentId, assetId))?.announced;
    return announced == null ? [] : [announced.bindsAtMs];
  });
  const isCredited = method === MarginMethod.portfolio || method === MarginMethod.pooled;
  const isHeld = ({ spec }: CreditPairRow) =>
    spec.segmentId === segmentId && (held.has(spec.leftUnderlyingId) || held.has(spec.rightUnderlyingId));
  const pairs = isCredited
    ? [...state.creditPairs.values()].filter((pair) => isHeld(pair) && isLapsing(state, pair))
    : [];
  const credits = pairs.map(({ lapsesAtMs }) => lapsesAtMs);
  return Math.min(...ranges, ...haircuts, ...credits, Number.POSITIVE_INFINITY);
}

export const evolveMarginCalled: Evolve<"MarginCalled"> = (state, { call }) => {
  state.calls.put(call);
};

export const evolveMarginCallMet: Evolve<"MarginCallMet"> = (state, { accountId }) => {
  state.calls.delete(accountId);
};

export const evolveMarginCallLapsed: Evolve<"MarginCallLapsed"> = (state, { accountId }) => {
  state.calls.delete(accountId);
};

export const evolveAccountsVisited: Evolve<"AccountsVisited"> = (state, { cursor, visitedAtMs }) => {
  state.house.put({ ...houseOf(state), visitedAccountId: cursor, visitedAtMs });
};
