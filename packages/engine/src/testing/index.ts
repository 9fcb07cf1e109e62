/**
 * The test house and its market, for the tests of packages above.
 *
 * @module
 */
export { type Asked, prepare, runBlock } from "./runBlock.ts";
export { createTestHouse, TestHouse } from "./testHouse.ts";
export * from "./testMarket.ts";
export { observationOf, orderOf, reportOf, tradeOf } from "./trades.ts";
export { UncommittedHouse } from "./uncommittedHouse.ts";
export { BOOKED_CHAIN, bookDeposit, bookVault } from "./vaultBooks.ts";
export {
  foundVault,
  keyData,
  type Mined,
  TestVault,
  VALIDATOR_KEYS,
  VAULT_CHAIN,
  validatorsOf,
  vaultSpec,
} from "./vaults.ts";
export { askToWithdraw, withdrawNow } from "./withdrawals.ts";
