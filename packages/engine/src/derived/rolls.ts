/**
 * Per segment, the accounts that default management asks for in every block: backstops, and who owes settlement cash; and
 * what is owed and held of it, summed as it changes.
 *
 * @module
 */
import { AccountRole, type AccountRow, AccountStatus } from "@novate/codec";
import { SortedSet } from "@novate/stdx";
import { balanceOf } from "../ledger/balances.ts";

/** Settlement cash of a segment's accounts: debts of those not under default management, and what all others hold. */
export interface CashTotals {
  readonly owed: bigint;
  readonly held: bigint;
}

interface Debt {
  readonly accountId: number;
  readonly owed: bigint;
}

const byDebt = (left: Debt, right: Debt): number =>
  left.owed === right.owed ? left.accountId - right.accountId : left.owed > right.owed ? -1 : 1;

const NOTHING: CashTotals = { owed: 0n, held: 0n };

export class Rolls {
  readonly #totals = new Map<number, CashTotals>();
  readonly #backstops = new Map<number, Set<number>>();
  readonly #debtors = new Map<number, Set<number>>();
  /** Debts of accounts outside default management, the greatest first. */
  readonly #debts = new Map<number, SortedSet<Debt>>();

  /** `settlementAssetId` is the one of the account's segment. */
  follow(before: AccountRow | undefined, after: AccountRow | undefined, settlementAssetId: number): void {
    if (after === undefined) return; // closed: it held nothing, owed nothing and was no backstop
    const { accountId, segmentId, role } = after;
    if (before === undefined && role === AccountRole.backstop) entryOf(this.#backstops, segmentId).add(accountId);
    if (before?.balances === after.balances && before.status === after.status) return;
    const [was, is] = [cashTotalsOf(before, settlementAssetId), cashTotalsOf(after, settlementAssetId)];
    const { owed, held } = this.totalsOf(segmentId);
    this.#totals.set(segmentId, { owed: owed + is.owed - was.owed, held: held + is.held - was.held });
    const debts = this.#debtsOf(segmentId);
    if (was.owed > 0n) debts.delete({ accountId, owed: was.owed });
    if (is.owed > 0n) debts.add({ accountId, owed: is.owed });
    const debtors = entryOf(this.#debtors, segmentId);
    if (balanceOf(after, settlementAssetId) < 0n) debtors.add(accountId);
    else debtors.delete(accountId);
  }

  totalsOf(segmentId: number): CashTotals {
    return this.#totals.get(segmentId) ?? NOTHING;
  }

  /** Ids of the segment's backstop accounts, ascending. */
  backstopsOf(segmentId: number): number[] {
    return ascendingIds(this.#backstops.get(segmentId));
  }

  /** Ids of the segment's accounts whose settlement cash is below zero, ascending. */
  debtorsOf(segmentId: number): number[] {
    return ascendingIds(this.#debtors.get(segmentId));
  }

  /** Ids of those outside default management that owe more than `limit`, ascending. Work: their number. */
  debtorsBeyond(segmentId: number, limit: bigint): number[] {
    const accountIds: number[] = [];
    for (const { accountId, owed } of this.#debtsOf(segmentId)) {
      if (owed <= limit) break;
      accountIds.push(accountId);
    }
    return ascendingIds(new Set(accountIds));
  }

  /** Ids of those outside default management that owe cash, the greatest debt first, then by id. Work: their number. */
  debtorsByDebt(segmentId: number): number[] {
    return [...this.#debtsOf(segmentId)].map(({ accountId }) => accountId);
  }

  #debtsOf(segmentId: number): SortedSet<Debt> {
    let debts = this.#debts.get(segmentId);
    if (debts === undefined) {
      debts = new SortedSet(byDebt);
      this.#debts.set(segmentId, debts);
    }
    return debts;
  }
}

/** One account's part of the totals. */
function cashTotalsOf(account: AccountRow | undefined, settlementAssetId: number): CashTotals {
  if (account === undefined) return NOTHING;
  const cash = balanceOf(account, settlementAssetId);
  if (cash >= 0n) return { owed: 0n, held: cash };
  return { owed: account.status === AccountStatus.managed ? 0n : -cash, held: 0n };
}

function entryOf(sets: Map<number, Set<number>>, segmentId: number): Set<number> {
  let set = sets.get(segmentId);
  if (set === undefined) {
    set = new Set();
    sets.set(segmentId, set);
  }
  return set;
}

const ascendingIds = (ids: ReadonlySet<number> | undefined): number[] =>
  [...(ids ?? [])].sort((left, right) => left - right);
