/**
 * The accounts of every owner, and what they hold together.
 *
 * @module
 */
import type { AccountRow, Hex, Position } from "@novate/codec";
import { assert } from "@novate/stdx";
import type { TableView } from "../state/table.ts";

/** Lots of long positions, and of short ones without their sign. */
export interface SideLots {
  long: bigint;
  short: bigint;
}

/** An owner's accounts in one segment. */
export interface OwnerGroup {
  /** How many there are. */
  accounts: number;
  /** Counts every change of `lots`. */
  version: number;
  /** By instrument, what the accounts hold: a running sum of the parts. Empty while there is one account. */
  readonly lots: Map<number, SideLots>;
}

type Group = OwnerGroup & {
  /** The account of a group of one. */
  only: AccountRow;
};

const NONE: readonly Position[] = [];

export class OwnerIndex {
  readonly #rows: TableView<AccountRow> | null;
  readonly #accounts = new Map<Hex, number[]>();
  /** Accounts whose owner has others: few. */
  readonly #siblings = new Set<number>();
  /** By segment, then by owner. */
  readonly #groups = new Map<number, Map<Hex, Group>>();

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

  follow(before: AccountRow | undefined, after: AccountRow | undefined): void {
    if (after === undefined) {
      this.#close(before!); // a change has at least one side
      return;
    }
    if (before === undefined) this.#open(after);
    const group = this.#followGroup(before, after);
    if (group.accounts > 1) moveLots(group, before?.positions ?? NONE, after.positions);
  }

  /** An account that is closed holds nothing: no sum changes but the count. */
  #close({ owner, segmentId, accountId }: AccountRow): void {
    const left = this.accountsOf(owner).filter((each) => each !== accountId);
    this.#siblings.delete(accountId);
    if (left.length === 1) this.#siblings.delete(left[0]!);
    if (left.length === 0) this.#accounts.delete(owner);
    else this.#accounts.set(owner, left);
    const groups = this.#groups.get(segmentId)!; // it was in one
    const group = groups.get(owner)!;
    group.accounts -= 1;
    if (group.accounts === 0) groups.delete(owner);
    else if (group.accounts === 1) {
      const only = left.map((each) => this.#rows?.get(each)).find((row) => row?.segmentId === segmentId);
      assert(only !== undefined, `owners: the last account of ${owner} in segment ${segmentId} has no row`);
      group.only = only;
      group.lots.clear();
      group.version += 1;
    }
  }

  #open({ owner, accountId }: AccountRow): void {
    const accounts = this.#accounts.get(owner);
    if (accounts === undefined) {
      this.#accounts.set(owner, [accountId]);
      return;
    }
    accounts.push(accountId);
    if (accountId < accounts.at(-2)!) accounts.sort((left, right) => left - right); // rows come back in the order of slots
    for (const each of accounts.length === 2 ? accounts : [accountId]) this.#siblings.add(each);
  }

  #followGroup(before: AccountRow | undefined, after: AccountRow): Group {
    const { owner, segmentId } = after;
    let groups = this.#groups.get(segmentId);
    if (groups === undefined) {
      groups = new Map();
      this.#groups.set(segmentId, groups);
    }
    let group = groups.get(owner);
    if (group === undefined) {
      group = { accounts: 1, version: 0, lots: new Map(), only: after };
      groups.set(owner, group);
    } else if (before === undefined) {
      if (group.accounts === 1) moveLots(group, NONE, group.only.positions);
      group.accounts += 1;
    } else if (group.accounts === 1) group.only = after;
    return group;
  }

  /** Account ids of the owner, in order of opening. */
  accountsOf(owner: Hex): readonly number[] {
    return this.#accounts.get(owner) ?? [];
  }

  /** The owner's accounts in the segment; undefined where there is none. */
  groupOf(owner: Hex, segmentId: number): OwnerGroup | undefined {
    return this.#groups.get(segmentId)?.get(owner);
  }

  /** Whether the account's owner has another one, in whichever segment. */
  hasSiblings(accountId: number): boolean {
    return this.#siblings.has(accountId);
  }
}

/** Takes the positions that were there out of the sums, and puts those that are now in; the same objects are passed over. */
function moveLots(group: OwnerGroup, before: readonly Position[], after: readonly Position[]): void {
  if (before === after) return;
  const kept = new Set(before);
  for (const position of after) if (!kept.delete(position)) addLots(group, position, 1n);
  for (const position of kept) addLots(group, position, -1n);
}

function addLots(group: OwnerGroup, { instrumentId, lots }: Position, sign: bigint): void {
  if (lots === 0n) return;
  const sides = group.lots.get(instrumentId) ?? { long: 0n, short: 0n };
  const side = lots > 0n ? "long" : "short";
  sides[side] += lots > 0n ? sign * lots : -sign * lots;
  if (sides.long === 0n && sides.short === 0n) group.lots.delete(instrumentId);
  else group.lots.set(instrumentId, sides);
  group.version += 1;
}
