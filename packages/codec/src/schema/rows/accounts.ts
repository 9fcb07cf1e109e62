/**
 * Rows of accounts, what they hold, and who may act for them.
 *
 * @module
 */
import {
  atoms,
  bool,
  bytes20,
  i128,
  list,
  lots,
  struct,
  timeMs,
  u16,
  u32,
  u64,
  u256,
  type ValueOf,
} from "../../field/index.ts";
import {
  accountId,
  accountRole,
  accountStatus,
  assetId,
  chainId,
  instrumentId,
  keyScopes,
  marginMethod,
  segmentId,
  venueId,
} from "../ids.ts";
import { Signer } from "../order.ts";

/** What an account has of one asset; settlement cash alone may be negative. */
export const Balance = struct("Balance", { assetId, amountAtoms: atoms });
export type Balance = ValueOf<typeof Balance>;

/**
 * `costAtoms`: what the lots cost at the last settlement or since, with funding folded in at each trade; value at mark −
 * cost − accrued funding = unvested gain. It outlives the lots until the next cycle turns it into cash.
 * `fundingIndex`: the instrument's index when the position was last touched, in atoms per lot × 10⁶.
 */
export const Position = struct("Position", { instrumentId, lots, costAtoms: atoms, fundingIndexE6: i128 });
export type Position = ValueOf<typeof Position>;

/**
 * `ownerChain`: the chain on which `owner` is a contract, 0 where it is a key, which is the same everywhere (ACC-048).
 * `balances` and `positions` ascend by id; a zero entry is absent, but for the settlement asset once held.
 * `paidCycleMs`: the last variation-margin cycle that paid it. `voidedToMs`: every order that expires by then is void.
 * `voidOrders`, `keys`: how many void orders that never filled, and how many session keys, have rows. `withdrawals`: those under way. `emptySinceMs`: when a visit found that
 * nothing is held, 0 while something is (ACC-041).
 */
export const AccountRow = struct("AccountRow", {
  accountId,
  owner: bytes20,
  ownerChain: chainId,
  segmentId,
  method: marginMethod,
  role: accountRole,
  status: accountStatus,
  openedAtMs: timeMs,
  paidCycleMs: timeMs,
  voidedToMs: timeMs,
  voidOrders: u16,
  keys: u16,
  withdrawals: u16,
  emptySinceMs: timeMs,
  balances: list(Balance, 65),
  positions: list(Position, 512),
});
export type AccountRow = ValueOf<typeof AccountRow>;

/**
 * A session key's rights on one account. `usedNotionalAtoms` counts up to the total, with what was handed to keys that
 * this one granted. No venues listed: all. `grantor`: the owner, or the key whose own life bounds this one's.
 */
export const KeyRow = struct("KeyRow", {
  accountId,
  key: Signer,
  scopes: keyScopes,
  tradeNotionalAtoms: atoms,
  totalNotionalAtoms: atoms,
  usedNotionalAtoms: atoms,
  venueIds: list(venueId, 16),
  reduceOnly: bool,
  validUntilMs: timeMs,
  grantor: Signer,
  grantedAtMs: timeMs,
});
export type KeyRow = ValueOf<typeof KeyRow>;

/**
 * Sliding window of used nonces of one signer: bit i of `bitmap` is nonce `base` + i; everything below `base` is used.
 * `usedAtMs`: the block time of the last use, from which the row lives on until no transaction of then can come again.
 */
export const NonceRow = struct("NonceRow", { signer: Signer, base: u64, bitmap: u256, usedAtMs: timeMs });
export type NonceRow = ValueOf<typeof NonceRow>;

/** What a venue may report for an account without an order, and how much of it is used. */
export const MandateRow = struct("MandateRow", {
  accountId,
  venueId,
  tradeNotionalAtoms: atoms,
  totalNotionalAtoms: atoms,
  usedNotionalAtoms: atoms,
  validUntilMs: timeMs,
});
export type MandateRow = ValueOf<typeof MandateRow>;

/** An account whose owner asked a vault to wind it down, while it has positions; `triedAtMs`: of the block that last worked on it. */
export const LeavingRow = struct("LeavingRow", { accountId, sinceMs: timeMs, triedAtMs: timeMs });
export type LeavingRow = ValueOf<typeof LeavingRow>;

/**
 * An account under default management, with what it looked like when it came in or was last tried in vain, and what of its
 * loss nothing covered. `triedHeight`: the block of that attempt, zero before it. `shortSinceMs`: since when a loss of
 * `earmarkedAtoms` waits for a sale, zero while none does. `…DrawnAtoms`: what the tranches and the fees paid for it, to be given back
 * out of what it brings in yet.
 */
export const ManagedRow = struct("ManagedRow", {
  accountId,
  sequence: u32,
  openedHeight: u32,
  openedAtMs: timeMs,
  equityAtoms: atoms,
  maintenanceAtoms: atoms,
  wholeAccount: bool,
  uncoveredAtoms: atoms,
  triedHeight: u32,
  shortSinceMs: timeMs,
  earmarkedAtoms: atoms,
  skinDrawnAtoms: atoms,
  juniorDrawnAtoms: atoms,
  seniorDrawnAtoms: atoms,
  feesDrawnAtoms: atoms,
});
export type ManagedRow = ValueOf<typeof ManagedRow>;
