/**
 * How much of a balance is seasoned: what came in lately is fresh, and gives no share of the windows yet (WDR-021).
 *
 * @module
 */
import type { AccountRow, ExitRow, FreshHour } from "@novate/codec";
import { type Atoms, atoms, DAY_MS, divDown, divUp, HOUR_MS, maxOf, minOf, ZERO_ATOMS } from "@novate/num";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { exitKey } from "../state/keys.ts";
import { houseOf, type StateView, type WritableState } from "../state/state.ts";

const NO_WINDOW = { startMs: 0, inAtoms: ZERO_ATOMS, ownAtoms: ZERO_ATOMS, commonAtoms: ZERO_ATOMS } as const;

/** The account's row for the asset; one that neither came nor went lately has an empty one. */
export const exitOf = (state: StateView, accountId: number, assetId: number): ExitRow =>
  state.exits.get(exitKey(accountId, assetId)) ?? {
    accountId,
    assetId,
    fresh: [],
    hour: NO_WINDOW,
    day: NO_WINDOW,
    touchedAtMs: 0,
  };

/** What came in within an hour of the clock is fresh until that ends, and fades evenly over the day after it (WDR-021). */
const FADED_AFTER_MS = HOUR_MS + DAY_MS;

/** How much of the day of fading is left, in milliseconds: all of it within the hour itself. */
const leftMsOf = ({ startMs }: FreshHour, timeMs: number): number =>
  Math.max(Math.min(startMs + FADED_AFTER_MS - timeMs, DAY_MS), 0);

const freshOf = (hour: FreshHour, timeMs: number): bigint =>
  divUp(hour.amountAtoms * BigInt(leftMsOf(hour, timeMs)), BigInt(DAY_MS));

/** What is still fresh at `timeMs`, each hour's part rounded up. */
export const freshAtomsAt = ({ fresh }: ExitRow, timeMs: number): Atoms =>
  atoms(fresh.reduce((sum, hour) => sum + freshOf(hour, timeMs), 0n));

/** The account with what is seasoned of each balance alone; debts stay. Work: the balances. */
export function seasoned(state: StateView, account: AccountRow): AccountRow {
  const { timeMs } = houseOf(state);
  const balances = account.balances.map(({ assetId, amountAtoms }) => {
    const freshAtoms = freshAtomsAt(exitOf(state, account.accountId, assetId), timeMs);
    return { assetId, amountAtoms: atoms(minOf<bigint>(amountAtoms, maxOf<bigint>(amountAtoms - freshAtoms, 0n))) };
  });
  return { ...account, balances };
}

/** The row once `amountAtoms` more have come in. By hours of the clock, so that a later atom makes nothing fresh anew. */
export function withFresh(exit: ExitRow, amountAtoms: Atoms, timeMs: number): ExitRow {
  const startMs = timeMs - (timeMs % HOUR_MS);
  const others = exit.fresh.filter((hour) => hour.startMs !== startMs && leftMsOf(hour, timeMs) > 0);
  const before = exit.fresh.find((hour) => hour.startMs === startMs)?.amountAtoms ?? ZERO_ATOMS;
  const fresh = [...others, { startMs, amountAtoms: atoms(before + amountAtoms) }];
  return { ...exit, fresh, touchedAtMs: timeMs };
}

/** The row once `amountAtoms` have gone: what is fresh goes first, the youngest of it before the rest. */
function withoutFresh(exit: ExitRow, amountAtoms: Atoms, timeMs: number): ExitRow {
  let left: bigint = amountAtoms;
  const fresh: FreshHour[] = [];
  for (const hour of exit.fresh.toReversed()) {
    const leftMs = BigInt(leftMsOf(hour, timeMs));
    if (leftMs === 0n) continue;
    const goneAtoms = minOf<bigint>(hour.amountAtoms, divDown(left * BigInt(DAY_MS), leftMs)); // no more fades than went
    left -= divUp(goneAtoms * leftMs, BigInt(DAY_MS));
    if (goneAtoms < hour.amountAtoms) fresh.unshift({ ...hour, amountAtoms: atoms(hour.amountAtoms - goneAtoms) });
  }
  return { ...exit, fresh };
}

/**
 * The account with another balance of the asset, whatever moved it but custody, fees and interest: what it rises by is fresh,
 * as a deposit is, and what it falls by takes what is fresh first. So a seasoned balance is never more than the least that
 * was held: a share can be carried to no other name, and who gains and loses in turn keeps its own (WDR-028, WDR-029).
 *
 * A debt is nobody's balance: what pays one back is not fresh. Writes the row of what is fresh; the account is the caller's.
 */
export function rebalanced(state: WritableState, account: AccountRow, assetId: number, afterAtoms: Atoms): AccountRow {
  const { accountId } = account;
  const change = maxOf(afterAtoms, ZERO_ATOMS) - maxOf(balanceOf(account, assetId), ZERO_ATOMS);
  const { timeMs } = houseOf(state);
  if (change > 0n) state.exits.put(withFresh(exitOf(state, accountId, assetId), atoms(change), timeMs));
  const exit = change < 0n ? state.exits.get(exitKey(accountId, assetId)) : undefined;
  if (exit !== undefined && exit.fresh.length > 0) state.exits.put(withoutFresh(exit, atoms(-change), timeMs));
  return withBalance(account, assetId, afterAtoms);
}
