/**
 * Margin as commands and phases ask for it; `margin/desk/marginDesk.ts` answers.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import type { Atoms } from "@novate/num";
import type { AccountTable, MarginContext, MarginRequirement, RequirementTable, RiskBook } from "@novate/risk";
import type { Health } from "../ledger/health.ts";
import type { StateView } from "../state/state.ts";

/** Every answer is a function of the rows; whoever implements it may keep what it worked out, and must forget what is stale. */
export interface Margin {
  /** The account as `state` has it, which may be a scratch copy. Work: its positions. */
  assess(state: StateView, account: AccountRow): Health;
  /**
   * The same by each set of rules that new risk and whatever leaves must pass: today's, and those that are announced if any are
   * (GOV-039). `today`: what {@link assess} says, where it is known. Work: nothing more while nothing is announced.
   */
  assessNewRisk(state: StateView, account: AccountRow, today?: Health): readonly Health[];
  /** The account's equity alone, for checks that need no margin. */
  equityOf(state: StateView, account: AccountRow): Atoms;
  /** What the account's positions require, whatever it holds; with the owner's other accounts as `state` has them. */
  requirement(state: StateView, account: AccountRow): MarginRequirement;
  /** Open interest of the underlying, all its contracts at their marks, as `state` has them. Work: what a scratch copy wrote. */
  openInterestOf(state: StateView, underlyingId: number): Atoms;
  /** Whether the account's net delta in the instrument's underlying is zero or opposes its position. Work: its positions. */
  isHedge(state: StateView, account: AccountRow, instrumentId: number): boolean;
}

/** Accounts to look at; every list ascends. */
export interface Due {
  segments(): number[];
  /** Windows of account ids in which the segment has any. */
  windowsOf(segmentId: number): number[];
  idsOf(segmentId: number, window: number): number[];
}

/** Which accounts a block must look at; without certificates every account is due. */
export interface MarginWatch {
  /** The accounts to look at. What is looked at leaves, and what changes comes in, while the answer is read. */
  due(): Due;
  /** Those of some due accounts that are left after the ones plainly in health were certified, all at once if they are many. */
  narrow(accountIds: readonly number[]): readonly number[];
  /** The account is not in breach: it need not be looked at before that can change. */
  certify(account: AccountRow, health: Health): void;
  /** The account has nothing to breach until its row changes. */
  dismiss(account: AccountRow): void;
}

/**
 * Margins many accounts at once; the driver may bring one that uses vectors and threads, and returns when all are done.
 *
 * Whoever implements it answers as `remarginAll` does, bit for bit (MARG-069): no root can depend on it.
 */
export interface MarginPass {
  /** Fewer accounts than this are looked at one by one: a table would cost more. */
  readonly leastAccounts: number;
  /** Writes the requirement of every account of the table to `result`. */
  margin(book: RiskBook, context: MarginContext, accounts: AccountTable, result: RequirementTable): void;
}
