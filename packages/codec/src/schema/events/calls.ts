/**
 * What happened to margin calls. Selectors 120–125, 128–129.
 *
 * @module
 */
import { atoms, struct, timeMs } from "../../field/index.ts";
import { accountId } from "../ids.ts";
import { CallRow } from "../rows/index.ts";

export const callEvents = {
  /** A visited account was below initial margin: what it is asked for and by when, fixed (CALL-012). */
  MarginCalled: [120, struct("MarginCalled", { call: CallRow })],
  /** The account has its initial margin again, by what was paid or by what was closed out: its call is over (CALL-017). */
  MarginCallMet: [121, struct("MarginCallMet", { accountId, equityAtoms: atoms, initialAtoms: atoms })],
  /** The account is under default management: its call is over (CALL-017). */
  MarginCallLapsed: [122, struct("MarginCallLapsed", { accountId })],
  /** The accounts up to this one were visited, from where the last block stopped (CALL-010). */
  AccountsVisited: [123, struct("AccountsVisited", { cursor: accountId, visitedAtMs: timeMs })],
  /** A visit found that the account holds nothing and nothing waits for it (ACC-041). */
  AccountEmptied: [124, struct("AccountEmptied", { accountId, emptySinceMs: timeMs })],
  /** It has been so for the term: the account is no more, and its id never names another (ACC-042). */
  AccountClosed: [125, struct("AccountClosed", { accountId })],
  /** The account lacks so much in cash, and counts it in its segment's sum of debts from here on (NOV-076). */
  DebtCounted: [127, struct("DebtCounted", { accountId, shortAtoms: atoms })],
} as const;
