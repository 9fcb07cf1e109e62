/**
 * Everything a member, venue, publisher or governor may ask of the house: one struct a command, one selector each.
 *
 * @module
 */
import {
  atoms,
  bool,
  bytes20,
  bytes32,
  bytes65,
  bytesUpTo,
  list,
  named,
  struct,
  tagged,
  timeMs,
  u32,
  u64,
  type ValueOf,
} from "../field/index.ts";
import { Change } from "./change.ts";
import { BookExitClaims, BookExitRefunds, ProveExit, ProveExitAsset } from "./exits.ts";
import {
  accountId,
  assetId,
  bundleId,
  chainId,
  fundTranche,
  InboxKind,
  keyScopes,
  marginMethod,
  publisherId,
  segmentId,
  timeSec,
  vaultId,
  venueId,
} from "./ids.ts";
import { MoveClaim, OfferLiquidity } from "./liquidity.ts";
import { Observation, SurfaceObservation } from "./observations.ts";
import { Signer } from "./order.ts";
import {
  CancelWithdrawal,
  ConfirmWithdrawals,
  ProofNodes,
  ProveImpairment,
  ProvePayment,
  SignCheckpoint,
  WithdrawCollateral,
} from "./payments.ts";
import { ReportTrades } from "./trades.ts";

/** Opens an account of the signer in a segment (ACC-001). */
export const OpenAccount = struct("OpenAccount", { segmentId, method: marginMethod });

/** Changes how an account's positions offset; refused while it would leave initial margin unmet. */
export const SetMarginMethod = struct("SetMarginMethod", { accountId, method: marginMethod });

/** Lets a session key act for an account, within scopes and limits (ACC-004). Zero limits mean none allowed. */
export const GrantKey = struct("GrantKey", {
  accountId,
  key: Signer,
  scopes: keyScopes,
  tradeNotionalAtoms: atoms,
  totalNotionalAtoms: atoms,
  venueIds: list(venueId, 16),
  reduceOnly: bool,
  validUntilMs: timeMs,
});

/** Ends a session key at once; a key may end itself. */
export const RevokeKey = struct("RevokeKey", { accountId, key: Signer });

/** Lets a venue fill for the account without a signed order, within limits (ACC-009). A total of zero revokes. */
export const GrantMandate = struct("GrantMandate", {
  accountId,
  venueId,
  tradeNotionalAtoms: atoms,
  totalNotionalAtoms: atoms,
  validUntilMs: timeMs,
});

/** Moves collateral between two accounts of one owner; the source keeps what WDR-001 asks (ACC-002, ACC-014). */
export const TransferCollateral = struct("TransferCollateral", {
  sourceAccountId: accountId,
  targetAccountId: accountId,
  assetId,
  amountAtoms: atoms,
});

/** Credits a deposit that a custodian or vault proof attests; each (chain, index) counts once. */
export const CreditDeposit = struct("CreditDeposit", {
  chainId,
  depositIndex: u64,
  accountId,
  assetId,
  amountAtoms: atoms,
});

/** A publisher's prices and volatility surfaces (ORCL). */
export const SubmitObservations = struct("SubmitObservations", {
  publisherId,
  observations: list(Observation, 256),
  surfaces: list(SurfaceObservation, 16),
});

/** Voids the rest of a signed order, even before its first fill; `expiresAtMs` is the order's (NOV-004, NOV-028, NOV-050). */
export const CancelOrder = struct("CancelOrder", { accountId, orderDigest: bytes32, expiresAtMs: timeMs });

/** Voids every order of the account that expires by then, whatever their number and whether the house ever saw them (NOV-073). */
export const VoidOrders = struct("VoidOrders", { accountId, expiringByMs: timeMs });

/**
 * Moves settlement cash from an account into the segment's default fund (DFLT). Tranche 0 junior, 1 senior; 2: the house's own capital,
 * given for good.
 */
export const ContributeDefaultFund = struct("ContributeDefaultFund", {
  accountId,
  tranche: fundTranche,
  amountAtoms: atoms,
});

/** Proposes an atomic bundle of parameter changes; it takes effect after its delay, if a shadow run accepts it (GOV-001). */
export const ProposeBundle = struct("ProposeBundle", { bundleId, parameterEpoch: u32, changes: list(Change, 64) });

/** Adds a governor's approval to what a bundle says, all of which it repeats: a wallet shows the changes that are approved (GOV-033). */
export const ApproveBundle = struct("ApproveBundle", { bundleId, parameterEpoch: u32, changes: list(Change, 64) });

/** Takes a bundle back; its proposer does (GOV-034). */
export const WithdrawBundle = struct("WithdrawBundle", { bundleId });

/**
 * One validator's word that a block of a chain is final (CSTD-020). `timeSec` is the block's own time; `stateRoot` its header's.
 */
export const AttestHeader = struct("AttestHeader", {
  chainId,
  number: u64,
  timeSec,
  blockHash: bytes32,
  stateRoot: bytes32,
});

/**
 * What came into a vault, as its contract says it; its place follows from the one before. Every field holds whatever a contract can
 * write there: an entry that could not be said would keep back all behind it (CSTD-050).
 */
export const InboxItem = struct("InboxItem", {
  kind: named("InboxKind", InboxKind),
  timeSec,
  sender: bytes20,
  ownerChain: u64,
  owner: bytes20,
  segmentId,
  accountId,
  token: bytes20,
  amountAtoms: atoms,
  data: bytesUpTo(1_024),
});
export type InboxItem = ValueOf<typeof InboxItem>;

/**
 * Proves entries `firstIndex…` of a vault's inbox at an accepted header (CSTD-030). The storage proof is of the slot of the last
 * one's chunk, and the entries go on to what that slot commits to. `accountId`: the sender's own account; 0 from a validator.
 */
export const ProveInbox = struct("ProveInbox", {
  accountId,
  vaultId,
  vault: bytes20,
  number: u64,
  stateRoot: bytes32,
  firstIndex: u64,
  accountProof: ProofNodes,
  storageProof: ProofNodes,
  entries: list(InboxItem, 64),
});

/**
 * Proves at an accepted header that a vault's inbox does not go on from what the house has heard of it (CSTD-042): its chain rewrote
 * what was final. The second storage proof is of the chunk of the last entry that the first one counts; none where it counts none.
 */
export const ProveRewrite = struct("ProveRewrite", {
  accountId,
  vaultId,
  vault: bytes20,
  number: u64,
  stateRoot: bytes32,
  accountProof: ProofNodes,
  countProof: ProofNodes,
  accProof: ProofNodes,
});

/**
 * Proves at an accepted header whose signatures a vault takes (CSTD-046): a rotation is over where its vault says so. The storage
 * proof is of the slot of the hot set's hash.
 */
export const ProveHotSet = struct("ProveHotSet", {
  accountId,
  vaultId,
  vault: bytes20,
  number: u64,
  stateRoot: bytes32,
  accountProof: ProofNodes,
  hotSetProof: ProofNodes,
});

/** Which of the validators' two sets: hot keys sign every epoch, cold ones alone change sets. */
const SetKind = { hot: 0, cold: 1 } as const;

/**
 * Brings a key's signature of a rotation (CSTD-012), good for every vault. `kind` 0: hot sets, 1: cold ones. `key`: whose it is, of
 * either set.
 */
export const SignRotation = struct("SignRotation", {
  kind: named("SetKind", SetKind),
  fromHash: bytes32,
  toHash: bytes32,
  toEpoch: u64,
  key: bytes20,
  signature: bytes65,
});

/** What the data of an inbox's `key` entry, or of an owner's deposit, says: {@link GrantKey} but for the account. No time left revokes. */
export const InboxKey = struct("InboxKey", {
  key: Signer,
  scopes: keyScopes,
  tradeNotionalAtoms: atoms,
  totalNotionalAtoms: atoms,
  venueIds: list(venueId, 16),
  reduceOnly: bool,
  validUntilMs: timeMs,
});
export type InboxKey = ValueOf<typeof InboxKey>;

/** What the data of an inbox's `withdraw` entry says: {@link WithdrawCollateral} but for the account. */
export const InboxWithdrawal = struct("InboxWithdrawal", {
  assetId,
  amountAtoms: atoms,
  chainId,
  recipient: bytes20,
});
export type InboxWithdrawal = ValueOf<typeof InboxWithdrawal>;

/** What a transaction asks of the house. */
export const Command = tagged("Command", {
  OpenAccount: [1, OpenAccount],
  SetMarginMethod: [2, SetMarginMethod],
  GrantKey: [3, GrantKey],
  RevokeKey: [4, RevokeKey],
  GrantMandate: [5, GrantMandate],
  TransferCollateral: [6, TransferCollateral],
  CreditDeposit: [7, CreditDeposit],
  WithdrawCollateral: [8, WithdrawCollateral],
  SubmitObservations: [9, SubmitObservations],
  ReportTrades: [10, ReportTrades],
  CancelOrder: [11, CancelOrder],
  ContributeDefaultFund: [12, ContributeDefaultFund],
  ProposeBundle: [13, ProposeBundle],
  WithdrawBundle: [15, WithdrawBundle],
  VoidOrders: [16, VoidOrders],
  ConfirmWithdrawals: [17, ConfirmWithdrawals],
  ApproveBundle: [18, ApproveBundle], // 14 named a hash
  AttestHeader: [60, AttestHeader],
  ProveInbox: [61, ProveInbox],
  SignRotation: [62, SignRotation],
  ProveRewrite: [63, ProveRewrite],
  ProveHotSet: [64, ProveHotSet],
  CancelWithdrawal: [70, CancelWithdrawal],
  SignCheckpoint: [71, SignCheckpoint],
  ProvePayment: [72, ProvePayment],
  ProveImpairment: [73, ProveImpairment],
  OfferLiquidity: [80, OfferLiquidity],
  MoveClaim: [81, MoveClaim],
  ProveExit: [90, ProveExit],
  ProveExitAsset: [91, ProveExitAsset],
  BookExitClaims: [92, BookExitClaims],
  BookExitRefunds: [93, BookExitRefunds],
});
export type Command = ValueOf<typeof Command>;
export type CommandType = Command["type"];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
