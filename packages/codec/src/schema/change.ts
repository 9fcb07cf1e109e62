/**
 * What governance may change, as data: a bundle of these is checked against a shadow copy before it counts (GOV).
 *
 * There is deliberately no change that sets a price, cancels a trade or moves somebody's balance.
 *
 * @module
 */
import {
  atoms,
  bool,
  bytes20,
  bytes32,
  i64,
  list,
  ppm,
  struct,
  tagged,
  text,
  timeMs,
  u8,
  u16,
  u32,
  u64,
  type ValueOf,
} from "../field/index.ts";
import {
  accountId,
  assetId,
  chainId,
  feedId,
  feedKind,
  instrumentId,
  publisherId,
  segmentId,
  underlyingId,
  vaultId,
  venueId,
} from "./ids.ts";
import { Signer } from "./order.ts";
import { SegmentParameters } from "./parameters.ts";
import { InstrumentTerms } from "./terms.ts";

/** A token the house can hold. `priceFeedId` 0 means that no price is known and its collateral value is zero. */
export const ListAsset = struct("ListAsset", { assetId, symbol: text(16), decimals: u8, priceFeedId: feedId });

/** A ring-fenced clearing service (SEG). */
export const CreateSegment = struct("CreateSegment", {
  segmentId,
  name: text(32),
  settlementAssetId: assetId,
  parameters: SegmentParameters,
});

/**
 * Admits an asset as collateral of a segment, or moves its limits (COLL).
 *
 * `haircutFloorPpm` is the floor; `exitHorizonMs`, the time to sell or to redeem, and `dailyVolumeAtoms` feed the rest of the haircut.
 */
export const SetCollateral = struct("SetCollateral", {
  segmentId,
  assetId,
  haircutFloorPpm: ppm,
  stressVolPpm: ppm,
  exitHorizonMs: timeMs,
  dailyVolumeAtoms: atoms,
  capAtoms: atoms,
  accountSharePpm: ppm,
});

/** How much one publisher counts on one feed: the depth that governance found behind its source, as a weight. */
export const SourceWeight = struct("SourceWeight", { publisherId, weight: u16 });
export type SourceWeight = ValueOf<typeof SourceWeight>;

/** A part of the week in which a feed's market is open: minutes since Monday 00:00 UTC, the end not included. */
export const WeeklyOpening = struct("WeeklyOpening", { fromMinute: u16, toMinute: u16 });
export type WeeklyOpening = ValueOf<typeof WeeklyOpening>;

/** When a feed's market is open; without openings always. `closedRangePpm`: how far its price may move while it is closed. */
export const Sessions = struct("Sessions", { openings: list(WeeklyOpening, 16), closedRangePpm: ppm });
export type Sessions = ValueOf<typeof Sessions>;

/**
 * A source-aggregated number. Values outside the open interval (minimum, maximum) are no price (ORCL-003).
 *
 * `weights`: who counts on it and how much, ascending by publisher; none means every publisher with its own weight.
 * `quorum`: the least number of sources; they must hold two thirds of the registered weight besides (ORCL-023).
 */
export const RegisterFeed = struct("RegisterFeed", {
  feedId,
  kind: feedKind,
  symbol: text(32),
  decimals: u8,
  minimum: i64,
  maximum: i64,
  heartbeatMs: timeMs,
  maxAgeMs: timeMs,
  quorum: u8,
  weights: list(SourceWeight, 32),
  sessions: Sessions,
});

/** An oracle publisher. Weight 0 retires it. */
export const RegisterPublisher = struct("RegisterPublisher", { publisherId, signer: Signer, weight: u16 });

/** How much a publisher counts among those who publish volatility surfaces; 0: not at all. Its weight of prices stays. */
export const SetSurfaceWeight = struct("SetSurfaceWeight", { publisherId, weight: u16 });

/** Ends a contract at its last mark, once its price has been unknown for the segment's term. */
export const SettleInstrument = struct("SettleInstrument", { instrumentId });

/** What instruments refer to: an index feed, and the depth that liquidity add-ons are measured against. */
export const ListUnderlying = struct("ListUnderlying", {
  underlyingId,
  segmentId,
  symbol: text(16),
  indexFeedId: feedId,
  initialVolPpm: ppm,
  depthAtoms: atoms,
  vegaDepthAtoms: atoms,
  openInterestLowAtoms: atoms,
  openInterestHighAtoms: atoms,
  openInterestCapAtoms: atoms,
});

/**
 * The immutable contract specification: what all kinds share, and the terms of its kind.
 *
 * `tickFeedUnits`: how many units of the index feed one tick is. `tickValueAtoms`: settlement atoms that one lot gains
 * per tick; a whole number, so that profit and loss is exact.
 */
export const ListInstrument = struct("ListInstrument", {
  instrumentId,
  underlyingId,
  symbol: text(40),
  tickFeedUnits: i64,
  tickValueAtoms: atoms,
  terms: InstrumentTerms,
});

/** A venue that may report trades; its fees and its guarantee are kept in `settlementAssetId`. */
export const RegisterVenue = struct("RegisterVenue", {
  venueId,
  name: text(32),
  signer: Signer,
  feePpm: ppm,
  settlementAssetId: assetId,
  isActive: bool,
});

/** Who may attest deposits; a vault proof replaces it where a chain is connected. */
export const SetCustodian = struct("SetCustodian", { chainId, signer: Signer });

/** Replaces all parameters of a segment: those that are not meant to move are said again. */
export const SetParameters = struct("SetParameters", { segmentId, parameters: SegmentParameters });

/** Governance itself: the signers and how many of them a bundle needs. */
export const SetGovernor = struct("SetGovernor", { owner: bytes20, isMember: bool, threshold: u8 });

/**
 * Two underlyings of a segment whose losses may offset each other while their correlation holds (MARG-022, MARG-023).
 *
 * `creditPpm` 0 ends the credit. A pair gains it at `holdAtPpm` or above and loses it below `breakAtPpm`. The lower id is
 * the left one.
 */
export const SetCreditPair = struct("SetCreditPair", {
  segmentId,
  leftUnderlyingId: underlyingId,
  rightUnderlyingId: underlyingId,
  creditPpm: ppm,
  holdAtPpm: ppm,
  breakAtPpm: ppm,
});

/** One validator: the key that attests and signs checkpoints, the key that replaces hot ones, and its power. */
export const Validator = struct("Validator", { hot: bytes20, cold: bytes20, power: u64 });
export type Validator = ValueOf<typeof Validator>;

/** The whole next set of validators, ascending by hot key; it follows once both sets have signed the rotation (CSTD-010). */
export const SetValidators = struct("SetValidators", { validators: list(Validator, 100) });

/** Other hot keys in the place of those that are not trusted; the cold keys stay, and their word puts the set in force (CSTD-052). */
export const ReplaceValidators = struct("ReplaceValidators", { validators: list(Validator, 100) });

/**
 * A vault on an EVM chain, for good (CSTD-001). `sets`: its contract of validator sets; `codeHash`: of the vault's own code.
 *
 * `headerStride`: validators attest blocks whose numbers it divides. `staleAfterMs`: how old the chain's newest header may be
 * before what lies there counts less. `hourPpm`, `dayPpm`: how much of an asset leaves the vault within each at most.
 */
export const ListVault = struct("ListVault", {
  vaultId,
  chainId,
  vault: bytes20,
  sets: bytes20,
  codeHash: bytes32,
  headerStride: u32,
  staleAfterMs: timeMs,
  hourPpm: ppm,
  dayPpm: ppm,
});

/**
 * Says where an asset lies: one token in one vault, for good (CSTD-004). `currency`: the asset that names what it is worth one of.
 * `leastAtoms`: what opens an account at least, goes back to its sender, or is withdrawn of more; this alone may be said again.
 */
export const LocateAsset = struct("LocateAsset", {
  assetId,
  vaultId,
  token: bytes20,
  currency: assetId,
  leastAtoms: atoms,
});

/** Hears a chain again whose headers contradicted each other. */
export const ReopenChain = struct("ReopenChain", { chainId });

/**
 * Says whose a segment's own capital and fees are in an exit, or (`venueId`) what a venue holds: those of the account `treasury`, 0 of nobody.
 * Exactly one of `segmentId` and `venueId` is not 0 (CLAIM-031).
 */
export const SetTreasury = struct("SetTreasury", { segmentId, venueId, treasury: accountId });

/** Ends a segment: it trades no more, and what everybody in it has is worked out and booked (EXIT-200). */
export const WindUpSegment = struct("WindUpSegment", { segmentId });

/** One change of the rules, in a bundle that governors approve. */
export const Change = tagged("Change", {
  ListAsset: [1, ListAsset],
  CreateSegment: [2, CreateSegment],
  SetCollateral: [3, SetCollateral],
  RegisterFeed: [4, RegisterFeed],
  RegisterPublisher: [5, RegisterPublisher],
  ListUnderlying: [6, ListUnderlying],
  ListInstrument: [7, ListInstrument],
  RegisterVenue: [8, RegisterVenue],
  SetCustodian: [9, SetCustodian],
  SetParameters: [10, SetParameters],
  SetGovernor: [11, SetGovernor],
  SetCreditPair: [12, SetCreditPair],
  SetSurfaceWeight: [13, SetSurfaceWeight],
  SettleInstrument: [14, SettleInstrument],
  SetValidators: [20, SetValidators],
  ListVault: [21, ListVault],
  LocateAsset: [22, LocateAsset],
  ReopenChain: [23, ReopenChain],
  ReplaceValidators: [24, ReplaceValidators],
  WindUpSegment: [25, WindUpSegment],
  SetTreasury: [27, SetTreasury],
});
export type Change = ValueOf<typeof Change>;
export type ChangeOf<T extends Change["type"]> = Extract<Change, { type: T }>;
