/**
 * The accounts of every owner, and what they hold together.
 *
 * @module
 */
import type { AccountRow, Position } from "@novate/codec";
import { assert } from "@novate/stdx";
import { isHolding } from "../ledger/isHolding.ts";
import { isSameOwner, ownerId } from "../ledger/owner.ts";
import type { TableView } from "../state/table.ts";

/** Lots of long positions, and of short ones without their sign. */
export interface SideLots {
  long: bigint;
  short: bigint;
}

/** An owner's accounts in one segment. */
export interface OwnerGroup {
  /** How many there are. */
  readonly accounts: number;
  /** Counts every change of `lots`. */
  readonly version: number;
  /** By instrument, what the accounts hold: a running sum of the parts. Empty while there is one account. */
  readonly lots: ReadonlyMap<number, SideLots>;
}

class Group implements OwnerGroup {
  version = 0;
  readonly lots = new Map<number, SideLots>();
  /** The account of a group of one, of which most groups are. */
  only: AccountRow;
  /** Of a larger group, in no order that counts. */
  ids: Set<number> | null = null;
  /** Those of a larger group that have anything. */
  readonly holders = new Set<number>();

  constructor(only: AccountRow) {
    this.only = only;
  }

  get accounts(): number {
    return this.ids?.size ?? 1;
  }

  accountIds(): Iterable<number> {
    return this.ids ?? [this.only.accountId];
  }

  holderIds(): Iterable<number> {
    return this.ids !== null ? this.holders : hasAnything(this.only) ? [this.only.accountId] : [];
  }

  /** Of a larger group. */
  note(account: AccountRow): void {
    if (hasAnything(account)) this.holders.add(account.accountId);
    else this.holders.delete(account.accountId);
  }
}

/** It holds something, or waits to withdraw it. */
const hasAnything = (account: AccountRow): boolean => account.withdrawals > 0 || isHolding(account);

const NONE: readonly Position[] = [];

export class OwnerIndex {
  readonly #rows: TableView<AccountRow> | null;
  /** Accounts whose owner has others: few. */
  readonly #siblings = new Set<number>();
  /** By segment, then by owner. */
  readonly #groups = new Map<number, Map<string, Group>>();

  /** `rows`: where the accounts are found, for an index that follows them. */
  constructor(rows: TableView<AccountRow> | null = null) {
    this.#rows = rows;
  }

  /** The index of accounts that do not change any more. */
  static of(accounts: Iterable<AccountRow>): OwnerIndex {
    const index = new OwnerIndex();
    for (const account of accounts) index.follow(undefined, account);
    return index;
  }

  /** Work: the positions that changed, and the segments; never the owner's other accounts. */
  follow(before: AccountRow | undefined, after: AccountRow | undefined): void {
    if (after === undefined) {
      this.#close(before!); // a change has at least one side
      return;
    }
    if (before !== undefined && (before.segmentId !== after.segmentId || !isSameOwner(before, after))) {
      this.#close(before);
      this.follow(undefined, after);
      return;
    }
    const group = before === undefined ? this.#open(after) : this.#groupOf(after);
    if (group.accounts === 1) group.only = after;
    else {
      moveLots(group, before?.positions ?? NONE, after.positions);
      group.note(after);
    }
  }

  /** An account that is closed holds nothing; one that goes to another group takes what it holds along. */
  #close(account: AccountRow): void {
    const { segmentId, accountId, positions } = account;
    const owner = ownerId(account);
    const groups = this.#groups.get(segmentId)!; // it was in one
    const group = groups.get(owner)!;
    if (group.ids === null) groups.delete(owner);
    else {
      moveLots(group, positions, NONE);
      group.ids.delete(accountId);
      group.holders.delete(accountId);
      if (group.ids.size === 1) this.#leaveOne(group, group.ids);
    }
    this.#siblings.delete(accountId);
    const left = this.#onlyOf(owner);
    if (left !== null) this.#siblings.delete(left);
  }

  #leaveOne(group: Group, [accountId]: Iterable<number>): void {
    const only = this.#rows?.get(accountId!);
    assert(only !== undefined, `owners: the last account ${accountId} of a group has no row`);
    group.only = only;
    group.ids = null;
    group.holders.clear();
    group.lots.clear();
    group.version += 1;
  }

  #open(account: AccountRow): Group {
    const { segmentId, accountId } = account;
    const owner = ownerId(account);
    const first = this.#onlyOf(owner);
    if (first !== null) this.#siblings.add(first);
    if (this.isOwner(owner)) this.#siblings.add(accountId);
    const groups = this.#groups.get(segmentId) ?? new Map<string, Group>();
    this.#groups.set(segmentId, groups);
    let group = groups.get(owner);
    if (group === undefined) {
      group = new Group(account);
      groups.set(owner, group);
      return group;
    }
    if (group.ids === null) {
      moveLots(group, NONE, group.only.positions);
      group.ids = new Set([group.only.accountId]);
      group.note(group.only);
    }
    group.ids.add(accountId);
    return group;
  }

  #groupOf(account: AccountRow): Group {
    return this.#groups.get(account.segmentId)!.get(ownerId(account))!; // its account was opened
  }

  /** The owner's account where it has one alone. */
  #onlyOf(owner: string): number | null {
    let only: number | null = null;
    for (const groups of this.#groups.values()) {
      const group = groups.get(owner);
      if (group === undefined) continue;
      if (only !== null || group.ids !== null) return null;
      only = group.only.accountId;
    }
    return only;
  }

  isOwner(owner: string): boolean {
    for (const groups of this.#groups.values()) if (groups.has(owner)) return true;
    return false;
  }

  /** Account ids of the owner, ascending. For queries: work is all of them. */
  accountsOf(owner: string): number[] {
    const groups = [...this.#groups.values()].map((each) => each.get(owner));
    return groups.flatMap((group) => [...(group?.accountIds() ?? [])]).sort((left, right) => left - right);
  }

  /** Ids of the owner's accounts in the segment that have anything, ascending. Work: these, however many are empty. */
  holdersOf(owner: string, segmentId: number): number[] {
    const group = this.#groups.get(segmentId)?.get(owner);
    return [...(group?.holderIds() ?? [])].sort((left, right) => left - right);
  }

  /** The owner's accounts in the segment; undefined where there is none. */
  groupOf(owner: string, segmentId: number): OwnerGroup | undefined {
    return this.#groups.get(segmentId)?.get(owner);
  }

  /** Whether the account's owner has another one, in whichever segment. */
  hasSiblings(accountId: number): boolean {
    return this.#siblings.has(accountId);
  }
}

/** Takes the positions that were there out of the sums, and puts those that are now in; the same objects are passed over. */
function moveLots(group: Group, before: readonly Position[], after: readonly Position[]): void {
  if (before === after) return;
  const kept = new Set(before);
  for (const position of after) if (!kept.delete(position)) addLots(group, position, 1n);
  for (const position of kept) addLots(group, position, -1n);
}

function addLots(group: Group, { instrumentId, lots }: Position, sign: bigint): void {
  if (lots === 0n) return;
  const sides = group.lots.get(instrumentId) ?? { long: 0n, short: 0n };
  const side = lots > 0n ? "long" : "short";
  sides[side] += lots > 0n ? sign * lots : -sign * lots;
  if (sides.long === 0n && sides.short === 0n) group.lots.delete(instrumentId);
  else group.lots.set(instrumentId, sides);
  group.version += 1;
}
