/**
 * What an owner's accounts hold together in one segment, so that splitting an account lightens no charge (MARG-081).
 *
 * @module
 */
import type { AccountRow, Hex } from "@novate/codec";
import {
  addInterest,
  assessAccount,
  INTEREST_WIDTH,
  type Interest,
  type MarginContext,
  MarginWorkspace,
  NO_INTEREST,
  type Positions,
  type RiskBook,
} from "@novate/risk";

/** Of a segment's book: its rows, their current context, and an account's lots in their order. */
interface Holdings {
  readonly book: RiskBook;
  readonly currentContext: MarginContext;
  positionsOf(account: AccountRow): Positions;
}

/** An owner's total, and each account's part of it at the current marks. */
interface Group {
  readonly total: Float64Array;
  readonly parts: Map<number, { readonly row: AccountRow; readonly part: Float64Array }>;
}

export class CloneInterest {
  readonly #holdings: Holdings;
  readonly #groups = new Map<Hex, Group>();
  readonly #workspace = new MarginWorkspace();

  constructor(holdings: Holdings) {
    this.#holdings = holdings;
  }

  /** Prices moved: every part is worked out anew when next asked for. */
  clear(): void {
    this.#groups.clear();
  }

  /**
   * Interest of the account's whole group with the account as given, which may differ from its committed row.
   *
   * `clones` are the committed rows of the group, empty for an owner with one account. Work: the accounts whose rows
   * changed since the last question at these marks.
   */
  interestOf(account: AccountRow, clones: readonly AccountRow[]): Interest {
    if (clones.length < 2) return NO_INTEREST;
    const group = this.#groupOf(account.owner);
    for (const clone of clones) if (clone.accountId !== account.accountId) this.#follow(group, clone);
    this.#follow(group, account);
    return { values: group.total, offset: 0 };
  }

  #groupOf(owner: Hex): Group {
    let group = this.#groups.get(owner);
    if (group === undefined) {
      group = { total: this.#empty(), parts: new Map() };
      this.#groups.set(owner, group);
    }
    return group;
  }

  /** Replaces an account's part of the total, if its positions are not those the part was made of. */
  #follow({ total, parts }: Group, account: AccountRow): void {
    const known = parts.get(account.accountId);
    if (known?.row.positions === account.positions) return;
    const part = this.#partOf(account);
    for (let index = 0; index < total.length; index += 1) {
      total[index] = total[index]! + part[index]! - (known?.part[index] ?? 0);
    }
    parts.set(account.accountId, { row: account, part });
  }

  #partOf(account: AccountRow): Float64Array {
    const part = this.#empty();
    const { book, currentContext } = this.#holdings;
    const isExact = assessAccount(
      this.#workspace,
      book,
      currentContext,
      this.#holdings.positionsOf(account),
      "cross",
      NO_INTEREST,
    );
    if (isExact) addInterest(this.#workspace, { values: part, offset: 0 }, 1);
    return part;
  }

  #empty(): Float64Array {
    return new Float64Array(this.#holdings.book.underlyingCount * INTEREST_WIDTH);
  }
}
