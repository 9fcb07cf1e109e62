/**
 * Every row of committed state, by table. A row carries its own key, so its bytes alone say what it is.
 *
 * @module
 */
import type { ValueOf } from "../../field/index.ts";
import { AccountRow, KeyRow, LeavingRow, ManagedRow, MandateRow, NonceRow } from "./accounts.ts";
import { CallRow } from "./calls.ts";
import { ClaimCountRow, FrozenClaimsRow } from "./claims.ts";
import {
  HeaderRow,
  HeaderVoteRow,
  LocationRow,
  RotationRow,
  UnplacedRow,
  ValidatorSetRow,
  VaultRow,
} from "./custody.ts";
import {
  ExitAssetRow,
  ExitBookRow,
  ExitDebtRow,
  ExitPotRow,
  StruckRootsRow,
  VaultCreditsRow,
  VaultExitRow,
} from "./exits.ts";
import {
  AssetRow,
  CollateralRow,
  DebtRow,
  DepositRow,
  ExitRow,
  OutboxRow,
  QueueRow,
  SegmentRow,
  StakeRow,
  VoidRow,
} from "./funds.ts";
import { BundleRow, CustodianRow, GovernorRow, HouseRow } from "./house.ts";
import { LiquidityRow } from "./liquidity.ts";
import { InstrumentRow, MarketRow } from "./markets.ts";
import { CheckpointRow, ImpairmentRow } from "./payments.ts";
import { CreditPairRow, FeedRow, MoveRow, PublisherRow, SurfaceRow, UnderlyingRow } from "./prices.ts";
import { OrderRow, TradeRow, VenueRow } from "./trades.ts";
import { WindUpRow } from "./windUps.ts";

export * from "./accounts.ts";
export * from "./calls.ts";
export * from "./claims.ts";
export * from "./custody.ts";
export * from "./exits.ts";
export * from "./funds.ts";
export * from "./house.ts";
export * from "./liquidity.ts";
export * from "./markets.ts";
export * from "./payments.ts";
export * from "./prices.ts";
export * from "./trades.ts";
export * from "./windUps.ts";

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
  exits: ExitRow,
  stakes: StakeRow,
  bundles: BundleRow,
  moves: MoveRow,
  creditPairs: CreditPairRow,
  surfaces: SurfaceRow,
  calls: CallRow,
  debts: DebtRow,
  validators: ValidatorSetRow,
  vaults: VaultRow,
  locations: LocationRow,
  headers: HeaderRow,
  headerVotes: HeaderVoteRow,
  queues: QueueRow,
  checkpoints: CheckpointRow,
  impairments: ImpairmentRow,
  rotations: RotationRow,
  liquidity: LiquidityRow,
  claimCounts: ClaimCountRow,
  claims: FrozenClaimsRow,
  vaultExits: VaultExitRow,
  unplaced: UnplacedRow,
  leaving: LeavingRow,
  voids: VoidRow,
  vaultCredits: VaultCreditsRow,
  exitBooks: ExitBookRow,
  exitAssets: ExitAssetRow,
  exitPots: ExitPotRow,
  exitDebts: ExitDebtRow,
  windUps: WindUpRow,
  struckRoots: StruckRootsRow,
} as const;
export type TableName = keyof typeof tables;
export type RowOf<T extends TableName> = ValueOf<(typeof tables)[T]>;
