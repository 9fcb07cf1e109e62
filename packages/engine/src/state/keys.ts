/**
 * The key of every table's rows.
 *
 * @module
 */
import type { Hex, RowOf, Signer, TableName } from "@novate/codec";
import type { Key } from "./table.ts";

export const signerKey = (signer: Signer): string => `${signer.scheme}/${signer.key}`;
export const sessionKey = (accountId: number, signer: Signer): string => `${accountId}/${signerKey(signer)}`;
export const mandateKey = (accountId: number, venueId: number): string => `${accountId}/${venueId}`;
export const collateralKey = (segmentId: number, assetId: number): string => `${segmentId}/${assetId}`;
/** An order is found under its account, so that nobody can void another account's order by naming its digest. */
export const orderKey = (accountId: number, digest: Hex): string => `${accountId}/${digest}`;
export const tradeKey = (venueId: number, reference: Hex): string => `${venueId}/${reference}`;
export const depositKey = (chainId: number, depositIndex: bigint): string => `${chainId}/${depositIndex}`;
export const stakeKey = (accountId: number, tranche: number): string => `${accountId}/${tranche}`;
export const moveKey = (segmentId: number, index: number): string => `${segmentId}/${index}`;
export const pairKey = (segmentId: number, leftUnderlyingId: number, rightUnderlyingId: number): string =>
  `${segmentId}/${leftUnderlyingId}/${rightUnderlyingId}`;
export const exitKey = (accountId: number, assetId: number): string => `${accountId}/${assetId}`;
export const surfaceKey = (underlyingId: number, publisherId: number): string => `${underlyingId}/${publisherId}`;
export const headerKey = (chainId: number, number: bigint): string => `${chainId}/${number}`;
export const headerVoteKey = (chainId: number, validator: Hex): string => `${chainId}/${validator}`;
export const rotationKey = (epoch: bigint, coldEpoch: bigint): string => `${epoch}/${coldEpoch}`;
export const queueKey = (segmentId: number, assetId: number): string => `${segmentId}/${assetId}`;
export const liquidityKey = (segmentId: number, fromAssetId: number, toAssetId: number): string =>
  `${segmentId}/${fromAssetId}/${toAssetId}`;
export const unplacedKey = (vaultId: number, token: Hex, sender: Hex): string => `${vaultId}/${token}/${sender}`;
export const exitPotKey = (segmentId: number, assetId: number): string => `${segmentId}/${assetId}`;
export const exitDebtKey = (accountId: number, assetId: number): string => `${accountId}/${assetId}`;
export const frozenKey = (epoch: number, part: number): string => `${epoch}/${part}`;
/** The house has one row, and so has its set of validators. */
export const HOUSE = 0;
export const VALIDATORS = 0;
/** And one epoch at a time. */
export const CLAIM_COUNT = 0;

export const keyOf: { readonly [T in TableName]: (row: RowOf<T>) => Key } = {
  house: () => HOUSE,
  governors: (row) => row.owner,
  custodians: (row) => row.chainId,
  assets: (row) => row.assetId,
  segments: (row) => row.segmentId,
  collaterals: (row) => collateralKey(row.spec.segmentId, row.spec.assetId),
  accounts: (row) => row.accountId,
  keys: (row) => sessionKey(row.accountId, row.key),
  nonces: (row) => signerKey(row.signer),
  mandates: (row) => mandateKey(row.accountId, row.venueId),
  orders: (row) => orderKey(row.accountId, row.digest),
  trades: (row) => tradeKey(row.venueId, row.reference),
  venues: (row) => row.spec.venueId,
  publishers: (row) => row.publisherId,
  feeds: (row) => row.spec.feedId,
  underlyings: (row) => row.spec.underlyingId,
  instruments: (row) => row.spec.instrumentId,
  markets: (row) => row.instrumentId,
  managed: (row) => row.accountId,
  deposits: (row) => depositKey(row.chainId, row.depositIndex),
  outbox: (row) => row.withdrawalId,
  exits: (row) => exitKey(row.accountId, row.assetId),
  stakes: (row) => stakeKey(row.accountId, row.tranche),
  bundles: (row) => row.bundleId,
  moves: (row) => moveKey(row.segmentId, row.index),
  creditPairs: ({ spec }) => pairKey(spec.segmentId, spec.leftUnderlyingId, spec.rightUnderlyingId),
  surfaces: (row) => surfaceKey(row.underlyingId, row.publisherId),
  calls: (row) => row.accountId,
  debts: (row) => row.accountId,
  validators: () => VALIDATORS,
  vaults: (row) => row.spec.vaultId,
  locations: (row) => row.assetId,
  headers: (row) => headerKey(row.chainId, row.number),
  headerVotes: (row) => headerVoteKey(row.chainId, row.validator),
  queues: (row) => queueKey(row.segmentId, row.assetId),
  checkpoints: (row) => row.epoch,
  impairments: (row) => row.assetId,
  rotations: ({ to }) => rotationKey(to.epoch, to.coldEpoch),
  liquidity: (row) => liquidityKey(row.segmentId, row.fromAssetId, row.toAssetId),
  claimCounts: () => CLAIM_COUNT,
  vaultExits: (row) => row.vaultId,
  vaultCredits: (row) => row.vaultId,
  exitBooks: (row) => row.vaultId,
  exitAssets: (row) => row.assetId,
  exitPots: (row) => exitPotKey(row.segmentId, row.assetId),
  exitDebts: (row) => exitDebtKey(row.accountId, row.assetId),
  claims: (row) => frozenKey(row.epoch, row.part),
  leaving: (row) => row.accountId,
  windUps: (row) => row.segmentId,
  struckRoots: (row) => row.epoch,
  unplaced: (row) => unplacedKey(row.vaultId, row.token, row.sender),
  voids: (row) => row.accountId,
};
