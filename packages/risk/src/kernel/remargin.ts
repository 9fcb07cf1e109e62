/**
 * The full pass: every account of the house margined against one book, for the engine's watch phase.
 *
 * @module
 */

import type { RiskBook } from "../book/book.ts";
import type { MarginContext } from "../book/context.ts";
import { INTEREST_WIDTH, type Interest, NO_INTEREST } from "../book/interest.ts";
import type { MarginRequirement } from "../book/requirement.ts";
import { MarginWorkspace } from "../book/workspace.ts";
import { explainMargin } from "../explain/explain.ts";
import { type AccountTable, MARGIN_METHODS } from "./accounts.ts";
import { assessAccount } from "./margin.ts";

/** Aggregate interest of all clone groups, row by row; see `interest.ts`. */
export interface InterestTable {
  readonly values: Float64Array;
  /** Numbers a row: {@link INTEREST_WIDTH} times the book's underlyings. */
  readonly stride: number;
}

/** Requirements by account, in settlement atoms. */
export interface RequirementTable {
  readonly initial: Float64Array;
  readonly maintenance: Float64Array;
  /** Accounts beyond the exact range of float64, answered in bigint; their entries above are Infinity. */
  readonly beyond: Map<number, MarginRequirement>;
}

export const createRequirementTable = (accountCount: number): RequirementTable => ({
  initial: new Float64Array(accountCount),
  maintenance: new Float64Array(accountCount),
  beyond: new Map(),
});

/** Room for the interest of `groupCount` groups, all zero. */
export function createInterestTable(groupCount: number, underlyingCount: number): InterestTable {
  const stride = underlyingCount * INTEREST_WIDTH;
  return { values: new Float64Array(groupCount * stride), stride };
}

/** What the account's clones hold with it. */
export function interestOf(accounts: AccountTable, interest: InterestTable | null, account: number): Interest {
  const group = accounts.groups[account]!;
  if (group < 0 || interest === null) return NO_INTEREST;
  return { values: interest.values, offset: group * interest.stride };
}

/**
 * Margins the accounts [from, to) into `result`: the same numbers as `marginOf`, account by account.
 *
 * Work: positions × columns.
 */
// wide: what is read, what is written, which accounts, and room that a caller may keep
export function remarginAll(
  book: RiskBook,
  context: MarginContext,
  accounts: AccountTable,
  interest: InterestTable | null,
  result: RequirementTable,
  from = 0,
  to = accounts.accountCount,
  workspace: MarginWorkspace = new MarginWorkspace(),
): void {
  const { starts, counts, instruments, lots, methods } = accounts;
  const positions = { instruments, lots, from: 0, to: 0 };
  for (let account = from; account < to; account += 1) {
    positions.from = starts[account]!;
    positions.to = positions.from + counts[account]!;
    const method = MARGIN_METHODS[methods[account]!]!;
    const shared = interestOf(accounts, interest, account);
    if (assessAccount(workspace, book, context, positions, method, shared)) {
      result.initial[account] = workspace.initialMargin;
      result.maintenance[account] = workspace.maintenanceMargin;
      if (result.beyond.size > 0) result.beyond.delete(account);
    } else {
      result.initial[account] = Number.POSITIVE_INFINITY;
      result.maintenance[account] = Number.POSITIVE_INFINITY;
      result.beyond.set(account, explainMargin(book, context, positions, method, shared).requirement);
    }
  }
}
