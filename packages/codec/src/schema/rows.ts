/**
 * Every row of committed state. A row carries its own key, so its bytes alone say what it is.
 *
 * @module
 */
import {
  atoms,
  bool,
  bytes20,
  bytes32,
  i64,
  i128,
  list,
  lots,
  ppm,
  struct,
  text,
  ticks,
  timeMs,
  u8,
  u16,
  u32,
  u64,
  u256,
  type ValueOf,
} from "../field/index.ts";
import { Change, ListInstrument, ListUnderlying, RegisterFeed, RegisterVenue, SetCollateral } from "./change.ts";
import { SurfaceSlice } from "./commands.ts";
import {
  accountId,
  accountRole,
  accountStatus,
  assetId,
  bundleId,
  feedId,
  instrumentId,
  instrumentStatus,
  marginMethod,
  marketMode,
  publisherId,
  segmentId,
  venueId,
  withdrawalId,
} from "./ids.ts";
import { Signer } from "./order.ts";
import { SegmentParameters } from "./parameters.ts";

/** The one row of the house: block clock, counters, chain identity. */
export const HouseRow = struct("HouseRow", {
  chainId: u64,
  height: u32,
  timeMs: timeMs,
  resumedAtMs: timeMs,
  nextAccountId: accountId,
  nextWithdrawalId: withdrawalId,
  nextManagedSequence: u32,
  parameterEpoch: u32,
  governorThreshold: u8,
});

export const GovernorRow = struct("GovernorRow", { owner: bytes20 });
export const CustodianRow = struct("CustodianRow", { chainId: u16, signer: Signer });

/** `escrowAtoms`: everything the house recognises as held; every balance, pool and outbox entry sums to it (I1). */
export const AssetRow = struct("AssetRow", {
  assetId,
  symbol: text(16),
  decimals: u8,
  priceFeedId: feedId,
  escrowAtoms: atoms,
  outboxAtoms: atoms,
});

/** Pools are in settlement atoms. `dustAtoms` only grows (I3). */
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
  uncoveredAtoms: atoms,
  lastCycleMs: timeMs,
  lastInterestMs: timeMs,
  shortfallHeight: u32,
});

/** Eligible collateral of a segment, with what is held and the haircut in force. */
export const CollateralRow = struct("CollateralRow", {
  spec: SetCollateral,
  heldAtoms: atoms,
  haircutPpm: ppm,
  haircutMovedAtMs: timeMs,
  hourStartMs: timeMs,
  hourOutAtoms: atoms,
  dayStartMs: timeMs,
  dayOutAtoms: atoms,
});

export const Balance = struct("Balance", { assetId, amountAtoms: atoms });
export type Balance = ValueOf<typeof Balance>;

/**
 * `costAtoms`: what the lots cost at the last settlement or since, with funding folded in at each trade; value at mark −
 * cost − accrued funding = unvested gain. It outlives the lots until the next cycle turns it into cash.
 * `fundingIndex`: the instrument's index when the position was last touched, in atoms per lot × 10⁶.
 */
export const Position = struct("Position", { instrumentId, lots, costAtoms: atoms, fundingIndexE6: i128 });
export type Position = ValueOf<typeof Position>;

/** `balances` and `positions` ascend by id; a zero entry is absent, but for the settlement asset once held. */
export const AccountRow = struct("AccountRow", {
  accountId,
  owner: bytes20,
  segmentId,
  method: marginMethod,
  role: accountRole,
  status: accountStatus,
  openedAtMs: timeMs,
  balances: list(Balance, 64),
  positions: list(Position, 512),
});

/**
 * A session key's rights on one account. `usedNotionalAtoms` counts up to the total, with what was handed to keys that
 * this one granted. No venues listed: all. `grantor`: the owner, or the key whose own life bounds this one's.
 */
export const KeyRow = struct("KeyRow", {
  accountId,
  key: Signer,
  scopes: u8,
  tradeNotionalAtoms: atoms,
  totalNotionalAtoms: atoms,
  usedNotionalAtoms: atoms,
  venueIds: list(venueId, 16),
  reduceOnly: bool,
  validUntilMs: timeMs,
  grantor: Signer,
  grantedAtMs: timeMs,
});

/** Sliding window of used nonces of one signer: bit i of `bitmap` is nonce `base` + i; everything below `base` is used. */
export const NonceRow = struct("NonceRow", { signer: Signer, base: u64, bitmap: u256 });

export const MandateRow = struct("MandateRow", {
  accountId,
  venueId,
  tradeNotionalAtoms: atoms,
  totalNotionalAtoms: atoms,
  usedNotionalAtoms: atoms,
  validUntilMs: timeMs,
});

/** Fills of one signed order so far; kept until the order expires. */
export const OrderRow = struct("OrderRow", {
  digest: bytes32,
  accountId,
  filledLots: lots,
  isVoid: bool,
  expiresAtMs: timeMs,
});

/** A reported trade's reference; the same body again gets the same answer, another body is a conflict (NOV-005). */
export const TradeRow = struct("TradeRow", {
  venueId,
  reference: bytes32,
  bodyHash: bytes32,
  height: u32,
  forgetAtMs: timeMs,
});

export const VenueRow = struct("VenueRow", { spec: RegisterVenue, guaranteeAtoms: atoms, feesAtoms: atoms });

export const PublisherRow = struct("PublisherRow", { publisherId, signer: Signer, weight: u16 });

/** The last observation of one publisher on a feed; `changedAtMs` is when its value last moved. */
export const FeedSource = struct("FeedSource", {
  publisherId,
  value: i64,
  confidence: i64,
  publishedAtMs: timeMs,
  changedAtMs: timeMs,
});
export type FeedSource = ValueOf<typeof FeedSource>;

/** A feed's aggregate. `aggregatedAtMs` 0: there has been none. `pending…`: a jump that waits for confirmation. */
export const FeedRow = struct("FeedRow", {
  spec: RegisterFeed,
  sources: list(FeedSource, 32),
  value: i64,
  confidence: i64,
  sourceCount: u8,
  aggregatedAtMs: timeMs,
  pendingValue: i64,
  pendingAtMs: timeMs,
});

/** One price in time, for medians and averages over windows. */
export const PricePoint = struct("PricePoint", { timeMs, value: i64 });
export type PricePoint = ValueOf<typeof PricePoint>;

/** An underlying: its spec, its market mode, its volatility surface and the state of its volatility forecast. */
export const UnderlyingRow = struct("UnderlyingRow", {
  spec: ListUnderlying,
  mode: marketMode,
  scanRangePpm: ppm,
  scanMovedAtMs: timeMs,
  forecast: list(i128, 64),
  slices: list(SurfaceSlice, 16),
  surfaceAtMs: timeMs,
  surfacePublisherId: publisherId,
});

/** The immutable contract, with the segment it belongs to. */
export const InstrumentRow = struct("InstrumentRow", { spec: ListInstrument, segmentId, listedAtMs: timeMs });

/**
 * What moves about an instrument. `markTicks` 0: never marked. `recentMarks`: the window of the second clock (LIQ-001).
 * `openLots`: longs, which equal shorts. `fixing…`: the expiry average so far.
 */
export const MarketRow = struct("MarketRow", {
  instrumentId,
  status: instrumentStatus,
  mode: marketMode,
  markTicks: ticks,
  markedAtMs: timeMs,
  recentMarks: list(PricePoint, 64),
  basisE6: i128,
  venuePriceTicks: ticks,
  venuePricedAtMs: timeMs,
  openLots: lots,
  fundingIndexE6: i128,
  premiumSumE6: i128,
  premiumSamples: u32,
  premiumSampledAtMs: timeMs,
  fundedAtMs: timeMs,
  fixingSum: i128,
  fixingSamples: u32,
  fixingSampledAtMs: timeMs,
  settlementTicks: ticks,
});

/** An account under default management, with what it looked like when it came in, and what of its loss nothing covered. */
export const ManagedRow = struct("ManagedRow", {
  accountId,
  sequence: u32,
  openedHeight: u32,
  openedAtMs: timeMs,
  equityAtoms: atoms,
  maintenanceAtoms: atoms,
  wholeAccount: bool,
  uncoveredAtoms: atoms,
});

export const DepositRow = struct("DepositRow", {
  chainId: u16,
  depositIndex: u64,
  accountId,
  assetId,
  amountAtoms: atoms,
  height: u32,
});

/** A payment the house owes outside; the vault pays it against a proof. */
export const OutboxRow = struct("OutboxRow", {
  withdrawalId,
  accountId,
  assetId,
  amountAtoms: atoms,
  chainId: u16,
  recipient: bytes20,
  height: u32,
});

/** What an account has put into a tranche of its segment's default fund; losses fall on stakes pro rata. */
export const StakeRow = struct("StakeRow", { accountId, tranche: u8, contributedAtoms: atoms });

/** A proposed change of parameters. `activatesAtMs` 0: not yet approved. */
export const BundleRow = struct("BundleRow", {
  bundleId,
  proposer: bytes20,
  approvals: list(bytes20, 16),
  changes: list(Change, 64),
  parameterEpoch: u32,
  proposedAtMs: timeMs,
  activatesAtMs: timeMs,
});

export type HouseRow = ValueOf<typeof HouseRow>;
export type GovernorRow = ValueOf<typeof GovernorRow>;
export type CustodianRow = ValueOf<typeof CustodianRow>;
export type AssetRow = ValueOf<typeof AssetRow>;
export type SegmentRow = ValueOf<typeof SegmentRow>;
export type CollateralRow = ValueOf<typeof CollateralRow>;
export type AccountRow = ValueOf<typeof AccountRow>;
export type KeyRow = ValueOf<typeof KeyRow>;
export type NonceRow = ValueOf<typeof NonceRow>;
export type MandateRow = ValueOf<typeof MandateRow>;
export type OrderRow = ValueOf<typeof OrderRow>;
export type TradeRow = ValueOf<typeof TradeRow>;
export type VenueRow = ValueOf<typeof VenueRow>;
export type PublisherRow = ValueOf<typeof PublisherRow>;
export type FeedRow = ValueOf<typeof FeedRow>;
export type UnderlyingRow = ValueOf<typeof UnderlyingRow>;
export type InstrumentRow = ValueOf<typeof InstrumentRow>;
export type MarketRow = ValueOf<typeof MarketRow>;
export type ManagedRow = ValueOf<typeof ManagedRow>;
export type DepositRow = ValueOf<typeof DepositRow>;
export type OutboxRow = ValueOf<typeof OutboxRow>;
export type StakeRow = ValueOf<typeof StakeRow>;
export type BundleRow = ValueOf<typeof BundleRow>;

/** Every table in canonical order: this order is the order of the roots in the state root. Names never change. */
export const tables = {
  house: HouseRow,
  governors: GovernorRow,
  custodians: CustodianRow,
  assets: AssetRow,
  segments: SegmentRow,
  collaterals: CollateralRow,
  accounts: AccountRow,
  keys: KeyRow,
  nonces: NonceRow,
  mandates: MandateRow,
  orders: OrderRow,
  trades: TradeRow,
  venues: VenueRow,
  publishers: PublisherRow,
  feeds: FeedRow,
  underlyings: UnderlyingRow,
  instruments: InstrumentRow,
  markets: MarketRow,
  managed: ManagedRow,
  deposits: DepositRow,
  outbox: OutboxRow,
  stakes: StakeRow,
  bundles: BundleRow,
} as const;
export type TableName = keyof typeof tables;
export type RowOf<T extends TableName> = ValueOf<(typeof tables)[T]>;
