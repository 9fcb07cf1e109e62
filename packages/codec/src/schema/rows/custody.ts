/**
 * Rows of custody: who attests, which vaults there are, what lies where, and what chains have said.
 *
 * @module
 */
import {
  atoms,
  bool,
  bytes20,
  bytes32,
  bytes65,
  list,
  optional,
  struct,
  timeMs,
  u8,
  u64,
  type ValueOf,
} from "../../field/index.ts";
import { ListVault, Validator } from "../change.ts";
import { assetId, chainId, timeSec, vaultId } from "../ids.ts";

/** A key's signature of the step under way; `kind` 0: a hot key's, 1: a cold one's. */
export const RotationSignature = struct("RotationSignature", { kind: u8, key: bytes20, signature: bytes65 });
export type RotationSignature = ValueOf<typeof RotationSignature>;

/**
 * The set that is to follow. `isReplacement`: in the place of hot keys that are not trusted, by the word of the cold ones (CSTD-052).
 * `completeAtMs`: when more than two thirds of whoever is asked had signed; 0 before.
 */
export const NextValidators = struct("NextValidators", {
  members: list(Validator, 100),
  epoch: u64,
  coldEpoch: u64,
  hotHash: bytes32,
  coldHash: bytes32,
  proposedAtMs: timeMs,
  completeAtMs: timeMs,
  signatures: list(RotationSignature, 400),
  isReplacement: bool,
});
export type NextValidators = ValueOf<typeof NextValidators>;

/**
 * The set whose word counts; `members` ascend by hot key. `hotHash`, `coldHash`: what contracts know its keys by (CSTD-011); `epoch`,
 * `coldEpoch`: their number among the sets of their kind, from 1.
 */
export const ValidatorSetRow = struct("ValidatorSetRow", {
  members: list(Validator, 100),
  epoch: u64,
  coldEpoch: u64,
  hotHash: bytes32,
  coldHash: bytes32,
  sinceMs: timeMs,
  next: optional(NextValidators),
});
export type ValidatorSetRow = ValueOf<typeof ValidatorSetRow>;

/** A set as contracts know it; see {@link ValidatorSetRow}. */
export const ValidatorSet = struct("ValidatorSet", {
  members: list(Validator, 100),
  epoch: u64,
  coldEpoch: u64,
  hotHash: bytes32,
  coldHash: bytes32,
});
export type ValidatorSet = ValueOf<typeof ValidatorSet>;

/** A step from one set to the next that the house has taken, with what vaults ask to take it too; kept until none can any more (CSTD-045). */
export const RotationRow = struct("RotationRow", {
  from: ValidatorSet,
  to: ValidatorSet,
  atMs: timeMs,
  signatures: list(RotationSignature, 400),
});
export type RotationRow = ValueOf<typeof RotationRow>;

/**
 * A vault as the house knows it. `inboxCount`, `inboxAcc`: what of its inbox was heard, last at the header `provenNumber`. `nextNonce`: of what it is next to be paid.
 * `headerNumber`, `headerTimeMs`: the newest accepted header of its chain; zeros before the first, when the time is the listing's.
 * `hotHash`: of the set whose signatures it takes, as the header `hotNumber` showed; zeros before it was shown.
 * `isRewritten`: a proof showed another inbox than was heard (CSTD-042), for good.
 */
export const VaultRow = struct("VaultRow", {
  spec: ListVault,
  inboxCount: u64,
  inboxAcc: bytes32,
  provenNumber: u64,
  nextNonce: u64,
  headerNumber: u64,
  headerTimeMs: timeMs,
  hotHash: bytes32,
  hotNumber: u64,
  isGated: bool,
  isRewritten: bool,
});
export type VaultRow = ValueOf<typeof VaultRow>;

/** Cumulative sums of what was queued for payment, a lane each. */
export const LaneSums = struct("LaneSums", { mainAtoms: atoms, smallAtoms: atoms, sentBackAtoms: atoms });
export type LaneSums = ValueOf<typeof LaneSums>;

/**
 * Where an asset lies. `consumedAtoms`: all that ever came in through the inbox, credited, sent back or kept; `keptAtoms`: nobody's,
 * because it was too little to be either (CSTD-049), or lacked when somebody left (WDR-066).
 */
export const LocationRow = struct("LocationRow", {
  assetId,
  vaultId,
  token: bytes20,
  currency: assetId,
  leastAtoms: atoms,
  consumedAtoms: atoms,
  keptAtoms: atoms,
  queued: LaneSums,
});
export type LocationRow = ValueOf<typeof LocationRow>;

/** What somebody paid into a vault in a token that is no asset yet, summed; `index`: of the newest entry (CSTD-034). */
export const UnplacedRow = struct("UnplacedRow", {
  vaultId,
  token: bytes20,
  sender: bytes20,
  index: u64,
  amountAtoms: atoms,
});
export type UnplacedRow = ValueOf<typeof UnplacedRow>;

/** A block of a chain that more than two thirds of the validators' power calls final. */
export const HeaderRow = struct("HeaderRow", {
  chainId,
  number: u64,
  timeSec,
  blockHash: bytes32,
  stateRoot: bytes32,
});
export type HeaderRow = ValueOf<typeof HeaderRow>;

/** What one validator last said of a chain, the oldest first: a number stands once. */
export const HeaderVoteRow = struct("HeaderVoteRow", { chainId, validator: bytes20, votes: list(HeaderRow, 4) });
export type HeaderVoteRow = ValueOf<typeof HeaderVoteRow>;
