/**
 * Rows of assets, segments and what moves in and out of the house.
 *
 * @module
 */
import {
  atoms,
  bool,
  bytes20,
  list,
  optional,
  ppm,
  struct,
  text,
  timeMs,
  u8,
  u16,
  u32,
  u64,
  type ValueOf,
} from "../../field/index.ts";
import { SetCollateral } from "../change.ts";
import { accountId, assetId, chainId, feedId, fundTranche, paymentLane, segmentId, withdrawalId } from "../ids.ts";
import { SegmentParameters } from "../parameters.ts";

/** `escrowAtoms`: everything the house recognises as held; every balance, pool and outbox entry sums to it (INV-001). */
export const AssetRow = struct("AssetRow", {
  assetId,
  symbol: text(16),
  decimals: u8,
  priceFeedId: feedId,
  escrowAtoms: atoms,
  outboxAtoms: atoms,
});
export type AssetRow = ValueOf<typeof AssetRow>;

/**
 * Where entries into default management go on after a block that had no room for all: after the account of each class that
 * came in last. `carriedHeight`: the last such block.
 */
export const EntryQueue = struct("EntryQueue", { deepCursor: accountId, cursor: accountId, carriedHeight: u32 });
export type EntryQueue = ValueOf<typeof EntryQueue>;

/**
 * A variation-margin cycle that was struck and is being paid: accounts up to `cursor` are, `lastAccountId` ends it.
 *
 * `cutAtoms` of the `gainedAtoms` that its winners gained pay for a loss (DFLT-015); mostly zero.
 */
export const PendingCycle = struct("PendingCycle", {
  cycleMs: timeMs,
  lastAccountId: accountId,
  cursor: accountId,
  collectedAtoms: atoms,
  paidAtoms: atoms,
  cutAtoms: atoms,
  gainedAtoms: atoms,
});
export type PendingCycle = ValueOf<typeof PendingCycle>;

/** An hour's interest on debts that is being charged: those of accounts up to `cursor` are. */
export const PendingInterest = struct("PendingInterest", { annualRatePpm: ppm, cursor: accountId });
export type PendingInterest = ValueOf<typeof PendingInterest>;

/**
 * Pools are in settlement atoms. `dustAtoms` only grows (INV-003). `move…`: the last joint sample of its underlyings.
 * `transitAtoms`: what cycles and expiries under way have collected less what they have paid; of either sign. Once it has ended: what it lacks (EXIT-215).
 * `earmarkedAtoms`: losses that wait for the sale of what is behind them. `shortfallAtMs`: the last loss that
 * shut withdrawals, zero before any. `smallLoss…`: the sum of smaller ones, of a day at most, and since when.
 * `treasuryAccountId`: whose skin and fees are in an exit, 0 of nobody.
 * `owedAtoms`: what accounts lack in cash, the sum of their {@link DebtRow}s.
 * `cycle`, `interest`: null while nothing is under way. `debtCursor`: the last account whose debt a full block curbed.
 */
export const SegmentRow = struct("SegmentRow", {
  segmentId,
  name: text(32),
  settlementAssetId: assetId,
  parameters: SegmentParameters,
  feesAtoms: atoms,
  skinAtoms: atoms,
  juniorFundAtoms: atoms,
  seniorFundAtoms: atoms,
  dustAtoms: atoms,
  transitAtoms: atoms,
  uncoveredAtoms: atoms,
  lastCycleMs: timeMs,
  lastInterestMs: timeMs,
  cycle: optional(PendingCycle),
  interest: optional(PendingInterest),
  earmarkedAtoms: atoms,
  shortfallAtMs: timeMs,
  smallLossAtoms: atoms,
  smallLossSinceMs: timeMs,
  entries: EntryQueue,
  debtCursor: accountId,
  owedAtoms: atoms,
  moveSequence: u32,
  moveSampledAtMs: timeMs,
  treasuryAccountId: accountId,
});
export type SegmentRow = ValueOf<typeof SegmentRow>;

/**
 * An hour or a day of an asset's way out of a segment: what left less what came in, what of that was taken as somebody's own
 * share, what is left of the small lane, and what anybody may still take beside both.
 */
export const OutflowWindow = struct("OutflowWindow", {
  startMs: timeMs,
  netOutAtoms: atoms,
  ownAtoms: atoms,
  laneAtoms: atoms,
  commonAtoms: atoms,
});
export type OutflowWindow = ValueOf<typeof OutflowWindow>;

/** A step up of a haircut that was announced and does not bind yet. */
export const AnnouncedHaircut = struct("AnnouncedHaircut", { haircutPpm: ppm, bindsAtMs: timeMs });
export type AnnouncedHaircut = ValueOf<typeof AnnouncedHaircut>;

/** The least that was held in the half-day of the clock that began at `startMs` until its last flow, and in the one before. */
export const LeastHeld = struct("LeastHeld", { startMs: timeMs, beforeAtoms: atoms, nowAtoms: atoms });
export type LeastHeld = ValueOf<typeof LeastHeld>;

/**
 * Eligible collateral of a segment, with what is held and its haircut.
 *
 * `haircutPpm` binds what is held, `newRiskHaircutPpm` new risk and whatever leaves: where the haircut was on its way to when
 * it last moved. `announced`: the step up to come (COLL-056).
 */
export const CollateralRow = struct("CollateralRow", {
  spec: SetCollateral,
  heldAtoms: atoms,
  haircutPpm: ppm,
  newRiskHaircutPpm: ppm,
  announced: optional(AnnouncedHaircut),
  haircutMovedAtMs: timeMs,
  least: LeastHeld,
  hour: OutflowWindow,
  day: OutflowWindow,
});
export type CollateralRow = ValueOf<typeof CollateralRow>;

/** A deposit that was credited; it is not credited again. */
export const DepositRow = struct("DepositRow", {
  chainId,
  depositIndex: u64,
  accountId,
  assetId,
  amountAtoms: atoms,
  height: u32,
});
export type DepositRow = ValueOf<typeof DepositRow>;

/**
 * What a payment is once it may leave: its place in the vault's books. `lane` is a {@link PaymentLane}; `cumulativeAtoms` sums
 * its lane of the asset up to and with it. Without a vault `nonce` and the sum are zero. `height`: of the block that released it.
 */
export const Payment = struct("Payment", { nonce: u64, lane: paymentLane, cumulativeAtoms: atoms, height: u32 });
export type Payment = ValueOf<typeof Payment>;

/**
 * A payment the house owes outside; the vault pays it against a proof, or the chain's custodian where `vaultId` is 0.
 *
 * It waits while `payment` is null; `grantedAtoms`: what its turns gave it of the windows so far. `accountId` 0: sent back
 * to whom it came from. `sameHourAtoms`: what of that had come in within the same hour's window. `token`: the asset's in the vault, zero without one. `height`: of the block that queued it;
 * `paidHeight`: of that which took the proof that its vault has paid it, 0 before: it is owed no more, and stays for old proofs.
 */
export const OutboxRow = struct("OutboxRow", {
  withdrawalId,
  accountId,
  assetId,
  amountAtoms: atoms,
  chainId,
  recipient: bytes20,
  height: u32,
  vaultId: u8,
  token: bytes20,
  grantedAtoms: atoms,
  sameHourAtoms: atoms,
  payment: optional(Payment),
  paidHeight: u32,
});
export type OutboxRow = ValueOf<typeof OutboxRow>;

/**
 * What of an account's withdrawals was taken back at once (LIQ-095): all that wait with a lower id than `belowId`. Their rows are void,
 * and go in turn; `withdrawals`: how many are left.
 */
export const VoidRow = struct("VoidRow", { accountId, belowId: withdrawalId, withdrawals: u16 });
export type VoidRow = ValueOf<typeof VoidRow>;

/** What a grant took of one window: the account's own share, the small lane, the common part. They sum to the grant. */
export const GrantParts = struct("GrantParts", { ownAtoms: atoms, laneAtoms: atoms, commonAtoms: atoms });
export type GrantParts = ValueOf<typeof GrantParts>;

/**
 * Withdrawals of an asset from a segment that wait; there while any does. `waitingAtoms`: what they have still to be granted.
 *
 * Accounts have their turns by id, from after `cursor`. Each pass over them shares out so much of the small lane an owner and
 * so much of the common part an account; one that gave nothing is not repeated before `restsUntilMs`.
 */
export const QueueRow = struct("QueueRow", {
  segmentId,
  assetId,
  waitingAtoms: atoms,
  withdrawals: u32,
  cursor: accountId,
  laneQuotaAtoms: atoms,
  commonQuotaAtoms: atoms,
  hasGiven: bool,
  restsUntilMs: timeMs,
});
export type QueueRow = ValueOf<typeof QueueRow>;

/** An account's part of the window that began at `startMs`: paid in, and taken of its own share and beside it. */
export const ExitWindow = struct("ExitWindow", {
  startMs: timeMs,
  inAtoms: atoms,
  ownAtoms: atoms,
  commonAtoms: atoms,
});
export type ExitWindow = ValueOf<typeof ExitWindow>;

/** What came into an account within one hour of the clock. */
export const FreshHour = struct("FreshHour", { startMs: timeMs, amountAtoms: atoms });
export type FreshHour = ValueOf<typeof FreshHour>;

/** What an account brought in and took out of an asset lately; what is `fresh` is not seasoned yet: it fades in a day. */
export const ExitRow = struct("ExitRow", {
  accountId,
  assetId,
  fresh: list(FreshHour, 32),
  hour: ExitWindow,
  day: ExitWindow,
  touchedAtMs: timeMs,
});
export type ExitRow = ValueOf<typeof ExitRow>;

/** What an account lacked in settlement cash when it was last touched or visited; none where nothing (NOV-076). */
export const DebtRow = struct("DebtRow", { accountId, shortAtoms: atoms });
export type DebtRow = ValueOf<typeof DebtRow>;

/** What an account has put into a tranche of its segment's default fund; losses fall on stakes pro rata. */
export const StakeRow = struct("StakeRow", { accountId, tranche: fundTranche, contributedAtoms: atoms });
export type StakeRow = ValueOf<typeof StakeRow>;
