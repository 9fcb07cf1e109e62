/**
 * The full pass: every account of the house margined against one book, for the engine's watch phase.
 *
 * @module
 */
import { explainMargin } from "../explain/explain.ts";
import type { RiskBook } from "./book.ts";
import type { MarginContext } from "./context.ts";
import { INTEREST_WIDTH, NO_INTEREST } from "./interest.ts";
import { assessAccount } from "./margin.ts";
import type { MarginMethod, MarginRequirement } from "./requirement.ts";
import { MarginWorkspace } from "./workspace.ts";

/** Codes of `AccountTable.methods`. */
export const MARGIN_METHODS: readonly MarginMethod[] = ["isolated", "cross", "portfolio"];

/** All accounts as a sparse matrix: account a holds the entries [starts[a], starts[a + 1]) of the other arrays. */
export interface AccountTable {
  readonly starts: Int32Array;
  readonly instruments: Int32Array;
  /** Signed lots, safe integers. */
  readonly lots: Float64Array;
  /** Index into {@link MARGIN_METHODS}, one an account. */
  readonly methods: Uint8Array;
  /** Clone group of each account, a row of `interest`; −1 for none. */
  readonly groups: Int32Array;
  /** Interest of all groups, row by row of `interestStride` numbers. */
  readonly interest: Float64Array;
  readonly interestStride: number;
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

/** Room for the interest of one group over `underlyingCount` underlyings. */
export const interestStride = (underlyingCount: number): number => underlyingCount * INTEREST_WIDTH;

/**
 * Margins the accounts [from, to) into `result`. The same numbers as `marginOf`, account by account.
 *
 * Work: positions × columns; no allocation but for accounts beyond float64.
 */
export function remarginAll(
  book: RiskBook,
  context: MarginContext,
  accounts: AccountTable,
  result: RequirementTable,
  from = 0,
  to = accounts.methods.length,
  workspace: MarginWorkspace = new MarginWorkspace(),
): void {
  const { starts, instruments, lots, methods, groups } = accounts;
  const positions = { instruments, lots, from: 0, to: 0 };
  const shared = { values: accounts.interest, offset: 0 };
  for (let account = from; account < to; account += 1) {
    positions.from = starts[account]!;
    positions.to = starts[account + 1]!;
    const method = MARGIN_METHODS[methods[account]!]!;
    const group = groups[account]!;
    shared.offset = group * accounts.interestStride;
    const interest = group < 0 ? NO_INTEREST : shared;
    if (assessAccount(workspace, book, context, positions, method, interest)) {
      result.initial[account] = workspace.initialMargin;
      result.maintenance[account] = workspace.maintenanceMargin;
      if (result.beyond.size > 0) result.beyond.delete(account);
    } else {
      result.initial[account] = Number.POSITIVE_INFINITY;
      result.maintenance[account] = Number.POSITIVE_INFINITY;
      result.beyond.set(account, explainMargin(book, context, positions, method, interest).requirement);
    }
  }
}
