/**
 * What members could claim of the vaults if the house closed: struck with each checkpoint, counted over the blocks after it.
 *
 * @module
 */
import {
  atoms,
  bytes20,
  i128,
  list,
  optional,
  struct,
  ticks,
  timeMs,
  u32,
  u256,
  type ValueOf,
} from "../../field/index.ts";
import { accountId, assetId, chainId, instrumentId, segmentId } from "../ids.ts";
import { Balance } from "./accounts.ts";
import { ExitWalk } from "./exits.ts";
import { CheckpointRow } from "./payments.ts";

/**
 * An account's claim on what its segment shares out, in settlement atoms, by what a loss would take of it: nothing of `idle`
 * before all of `holder`, which is the cash of whoever holds positions; `gain` had not vested; the rest are stakes in the funds.
 */
export const ClaimParts = struct("ClaimParts", {
  idleAtoms: atoms,
  holderAtoms: atoms,
  gainAtoms: atoms,
  juniorAtoms: atoms,
  seniorAtoms: atoms,
});
export type ClaimParts = ValueOf<typeof ClaimParts>;

/**
 * An account in the light of the count of an epoch, at its marks and prices.
 *
 * `cashAtoms`: settlement cash, of either sign, with what waits to be withdrawn. `kept`, `given`: its collateral in kind, the
 * part that stays its own and the part that pays for a debt. `lackAtoms`: what of the debt that does not pay for.
 * `exitChain`: the only chain on which `exitAddress` is its owner's; 0: it is on every one.
 */
export const CountedClaim = struct("CountedClaim", {
  accountId,
  segmentId,
  exitAddress: bytes20,
  exitChain: chainId,
  cashAtoms: atoms,
  parts: ClaimParts,
  kept: list(Balance, 65),
  given: list(Balance, 65),
  lackAtoms: atoms,
});
export type CountedClaim = ValueOf<typeof CountedClaim>;

/**
 * Some accounts that one block changed while the count of an epoch is under way, ascending, as they were at it; forgotten afterwards.
 *
 * Many in a row: a leaf of the state for each would cost more than the claim itself. `part`: how many rows of its epoch came before.
 */
export const FrozenClaimsRow = struct("FrozenClaimsRow", {
  epoch: u32,
  part: u32,
  claims: list(CountedClaim, 16),
});
export type FrozenClaimsRow = ValueOf<typeof FrozenClaimsRow>;

/**
 * A cycle that takes part of gains and has still to pay accounts above `cursor`: `cutAtoms` of each `gainedAtoms` that they are struck at.
 */
export const StruckCycle = struct("StruckCycle", {
  cycleMs: timeMs,
  cursor: accountId,
  lastAccountId: accountId,
  cutAtoms: atoms,
  gainedAtoms: atoms,
});
export type StruckCycle = ValueOf<typeof StruckCycle>;

/**
 * An asset of a vault in exit that others of the segment are owed for: an atom is worth `numerator` / `denominator`. `potAtoms`: what was collected;
 * `poolAtoms`: that with what debtors pay; `heldAtoms`: what accounts have left of the asset once owners' own coins have paid. A `walk` under way has
 * its part of `potAtoms` to pay out to accounts above its cursor; the pool and what is held are of after it.
 */
export const StruckPot = struct("StruckPot", {
  assetId,
  numerator: u256,
  denominator: u256,
  potAtoms: atoms,
  poolAtoms: atoms,
  heldAtoms: atoms,
  walk: optional(ExitWalk),
});
export type StruckPot = ValueOf<typeof StruckPot>;

/** Of an asset in exit an owner's accounts have `hadAtoms`, and `amountAtoms` of it pay what another one of them owes. */
const StruckOffset = struct("StruckOffset", { assetId, hadAtoms: atoms, amountAtoms: atoms });

/**
 * An owner that owes for assets in exit, all its accounts of the segment together, in settlement atoms. Of `ownAtoms`, their own cash and priced
 * coins, it pays `paidAtoms`; of `restAtoms`, what they had only gained and what others owe them, `withheldAtoms` stand for the rest.
 */
export const StruckOwer = struct("StruckOwer", {
  owner: bytes20,
  ownerChain: chainId,
  offsets: list(StruckOffset, 65_535),
  ownAtoms: atoms,
  paidAtoms: atoms,
  restAtoms: atoms,
  withheldAtoms: atoms,
});
export type StruckOwer = ValueOf<typeof StruckOwer>;

/** Pools of a segment as a count begins, in settlement atoms; `…StakesAtoms`: all that was ever contributed to a fund. `cycle`: null unless one takes a cut. */
export const StruckSegment = struct("StruckSegment", {
  segmentId,
  settlementAssetId: assetId,
  feesAtoms: atoms,
  skinAtoms: atoms,
  juniorFundAtoms: atoms,
  seniorFundAtoms: atoms,
  dustAtoms: atoms,
  transitAtoms: atoms,
  juniorStakesAtoms: atoms,
  seniorStakesAtoms: atoms,
  cycle: optional(StruckCycle),
  treasuryAccountId: accountId,
  pots: list(StruckPot, 65_535),
  owers: list(StruckOwer, 1_024),
});
export type StruckSegment = ValueOf<typeof StruckSegment>;

/** What a venue holds, and whose it is in an exit. */
export const StruckVenue = struct("StruckVenue", { treasuryAccountId: accountId, assetId, amountAtoms: atoms });
export type StruckVenue = ValueOf<typeof StruckVenue>;

/** At which price and funding index an instrument was struck. */
const StruckAt = struct("StruckAt", { priceTicks: ticks, fundingIndexE6: i128 });

/** `strike`: at what a cycle that takes a cut has struck it; null where none does. */
export const StruckMark = struct("StruckMark", {
  instrumentId,
  priceTicks: ticks,
  fundingIndexE6: i128,
  strike: optional(StruckAt),
});
export type StruckMark = ValueOf<typeof StruckMark>;

/** What an atom of collateral is worth after its haircut, in settlement atoms, as a fraction. */
export const StruckCollateral = struct("StruckCollateral", {
  segmentId,
  assetId,
  numerator: u256,
  denominator: u256,
});
export type StruckCollateral = ValueOf<typeof StruckCollateral>;

/**
 * A count under way: a checkpoint without its claims, and all that moves and that claims are counted by. There is one at most.
 */
export const ClaimCountRow = struct("ClaimCountRow", {
  draft: CheckpointRow,
  lastAccountId: accountId,
  segments: list(StruckSegment, 4_096),
  marks: list(StruckMark, 65_535),
  collaterals: list(StruckCollateral, 65_535),
  venues: list(StruckVenue, 65_535),
});
export type ClaimCountRow = ValueOf<typeof ClaimCountRow>;
