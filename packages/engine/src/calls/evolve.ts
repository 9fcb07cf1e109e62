/** What margin calls write. @module */
import {
  evolveAccountsVisited,
  evolveMarginCalled,
  evolveMarginCallLapsed,
  evolveMarginCallMet,
} from "./visitAccounts.ts";

export const callEvolvers = {
  MarginCalled: evolveMarginCalled,
  MarginCallMet: evolveMarginCallMet,
  MarginCallLapsed: evolveMarginCallLapsed,
  AccountsVisited: evolveAccountsVisited,
};
