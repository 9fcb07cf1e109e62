/**
 * What an owner's accounts hold together in one segment, so that splitting an account lightens no charge (MARG-081).
 *
 * Interest is linear in the lots of each side, so that the owner's summed lots give at once what all its accounts give one by
 * one: in whole numbers, so that it does not depend on the order in which accounts came and went.
 *
 * @module
 */
import type { AccountRow, Position } from "@novate/codec";
import { INTEREST_WIDTH, type Interest, NO_INTEREST, type RiskBook } from "@novate/risk";
import type { OwnerGroup, OwnerIndex } from "../../derived/ownerIndex.ts";
import { atomsToNumber } from "../../gate/units.ts";
import { isSameOwner, ownerId } from "../../ledger/owner.ts";
import type { StateView } from "../../state/state.ts";

/** Of a segment's book: its rows, and where an instrument stands among them. */
interface Rows {
  readonly book: RiskBook;
  indexOf(instrumentId: number): number;
}

/** An owner's interest at the current marks: exact, and as the kernel reads it. */
interface Total {
  readonly version: number;
  readonly exact: readonly bigint[];
  readonly values: Float64Array;
}

export class CloneInterest {
  readonly #rows: Rows;
  readonly #totals = new Map<string, Total>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Prices moved: totals are worked out anew when next asked for. */
  clear(): void {
    this.#totals.clear();
  }

  /**
   * Interest of the account's whole group, with the account as given and the others as `state` has them, which may be a
   * scratch copy of the rows that `owners` follows.
   *
   * Work: the owner's instruments once a version and marks, and what differs from the rows; never the number of accounts.
   */
  interestOf(state: StateView, owners: OwnerIndex, account: AccountRow): Interest {
    if (!owners.hasSiblings(account.accountId)) return NO_INTEREST; // a small set of numbers answers for nearly everybody
    const group = owners.groupOf(ownerId(account), account.segmentId);
    if (group === undefined || group.accounts < 2) return NO_INTEREST;
    const total = this.#totalOf(ownerId(account), group);
    let exact: bigint[] | null = null;
    const move = (before: readonly Position[], after: readonly Position[]) => {
      if (before === after) return;
      exact ??= [...total.exact];
      for (const { instrumentId, lots } of before) this.#add(exact, instrumentId, lots, -1n);
      for (const { instrumentId, lots } of after) this.#add(exact, instrumentId, lots, 1n);
    };
    let committed = state.accounts.get(account.accountId);
    for (const [before, after] of state.accounts.written()) {
      if (after === undefined || after.segmentId !== account.segmentId || !isSameOwner(after, account)) continue;
      if (after.accountId === account.accountId) committed = before;
      else move(before?.positions ?? [], after.positions);
    }
    move(committed?.positions ?? [], account.positions);
    return { values: exact === null ? total.values : numbersOf(exact), offset: 0 };
  }

  #totalOf(owner: string, group: OwnerGroup): Total {
    const known = this.#totals.get(owner);
    if (known?.version === group.version) return known;
    const exact = new Array<bigint>(this.#rows.book.underlyingCount * INTEREST_WIDTH).fill(0n);
    for (const [instrumentId, { long, short }] of group.lots) {
      this.#add(exact, instrumentId, long, 1n);
      this.#add(exact, instrumentId, -short, 1n);
    }
    const total = { version: group.version, exact, values: numbersOf(exact) };
    this.#totals.set(owner, total);
    return total;
  }

  /** Adds, `sign` times, what these lots hold of delta and of vega, on the side that each is. */
  #add(exact: bigint[], instrumentId: number, lots: bigint, sign: bigint): void {
    if (lots === 0n) return;
    const { book } = this.#rows;
    const index = this.#rows.indexOf(instrumentId);
    const { deltaAtoms, vegaShockAtoms } = book.rows;
    const at = book.underlying[index]! * INTEREST_WIDTH;
    for (const [offset, perLot] of [
      [0, deltaAtoms[index]!],
      [2, vegaShockAtoms[index]!],
    ] as const) {
      const amount = lots * BigInt(perLot);
      if (amount > 0n) exact[at + offset]! += sign * amount;
      else exact[at + offset + 1]! -= sign * amount;
    }
  }
}

const numbersOf = (exact: readonly bigint[]): Float64Array => Float64Array.from(exact, atomsToNumber);
