/**
 * Refusals about collateral, deposits and withdrawals. Numbers 300–399.
 *
 * @module
 */
import { atoms, bytes20, choice, u8, u16, u64 } from "../../field/index.ts";
import { accountId, assetId, chainId, instrumentId, segmentId, withdrawalId } from "../ids.ts";
import { define, sideIfTrade } from "./definition.ts";

export const collateralRefusals = {
  AmountNotPositive: define(300, "The amount is not more than zero.", "Correct the amount.", { amountAtoms: atoms }),
  AssetUnknown: define(301, "There is no such asset.", "Correct the asset id.", { assetId }),
  AssetNotEligible: define(302, "The asset is no collateral in the segment.", "Use an asset that the segment takes.", {
    segmentId,
    assetId,
  }),
  BalanceTooLow: define(303, "The account holds less of the asset than it must give.", "Deposit, or give less.", {
    accountId,
    assetId,
    balanceAtoms: atoms,
    neededAtoms: atoms,
    faulty: sideIfTrade,
  }),
  /** `equityAtoms` is the equity that the rule compares: settled alone for what leaves the account. */
  InitialMarginBreached: define(
    304,
    "The account's equity would be less than its margin requires.",
    "Deposit, or reduce the size or other positions.",
    { accountId, requiredAtoms: atoms, equityAtoms: atoms, faulty: sideIfTrade },
  ),
  CollateralCapExceeded: define(305, "More of the asset would be held than the cap allows.", "Bring in less of it.", {
    assetId,
    cap: choice("segment", "account"),
    limitAtoms: atoms,
    heldAtoms: atoms,
  }),
  DepositConflict: define(
    306,
    "The custodian has attested another deposit under this index.",
    "Find out which of the two happened; the first stands.",
    { chainId, depositIndex: u64 },
  ),
  CustodianUnknown: define(307, "The chain has no custodian.", "Correct the chain id.", { chainId }),
  OwnerMismatch: define(
    308,
    "The target account belongs to another owner.",
    "Transfer between accounts of one owner.",
    {
      accountId,
    },
  ),
  SegmentMismatch: define(309, "The account is in another segment.", "Use an account of the segment.", {
    accountId,
    faulty: sideIfTrade,
  }),
  WithdrawalsGated: define(
    311,
    "The segment has a loss that nothing covers, and pays nothing out.",
    "Wait until the loss is paid; the segment tells what nothing covers.",
    {
      segmentId,
    },
  ),
  SameAccount: define(312, "Source and target are one account.", "Name another target.", { accountId }),
  RecipientNotOwner: define(313, "A session key withdraws to the owner alone.", "Name the owner, or let it sign.", {
    accountId,
  }),
  /** `cashAtoms`: what it has less its unvested losses, where the cash that would leave is needed for these. */
  CashOwed: define(
    314,
    "The account owes settlement cash, or would lack it for its losses.",
    "Deposit what it owes first.",
    { accountId, cashAtoms: atoms, faulty: sideIfTrade },
  ),
  TrancheUnknown: define(
    315,
    "The default fund has no such tranche.",
    "Name 0, junior, 1, senior, or 2, the house's own capital.",
    {
      tranche: u8,
    },
  ),
  HoldingsTooLow: define(
    316,
    "The segment holds less of the asset than would leave: others owe the rest.",
    "Withdraw what is held, and the rest once debts are paid.",
    { segmentId, assetId, heldAtoms: atoms, neededAtoms: atoms },
  ),
  WithdrawalsFull: define(
    317,
    "As many withdrawals of the account are under way as may be.",
    "Wait until the chain has paid one, and ask for more at once.",
    { accountId, limit: u16 },
  ),
  WithdrawalUnknown: define(318, "The chain owes no such withdrawal.", "Correct the id.", {
    chainId,
    withdrawalId,
  }),
  WithdrawalReleased: define(
    320,
    "The withdrawal has been released and cannot be taken back.",
    "Wait until it is paid, and deposit it again.",
    { withdrawalId },
  ),
  WithdrawalNotOfAccount: define(321, "The account has no such withdrawal under way.", "Correct the id.", {
    accountId,
    withdrawalId,
  }),
  RecipientInvalid: define(322, "No chain pays to that address.", "Name an address that somebody has.", {
    recipient: bytes20,
  }),
  PaymentTooLarge: define(323, "No vault pays so much at once.", "Withdraw it in parts.", { limitAtoms: atoms }),
  PriceUnknown: define(330, "The price of a position is missing.", "Wait until the market is priced again.", {
    accountId,
    instrumentId,
    faulty: sideIfTrade,
  }),
  AccountUnsettled: define(
    331,
    "A cycle or an expiry has still to pay the account, and the block had no room for it.",
    "Ask again in the next block: nothing is lost, and it is paid in any case.",
    { accountId, faulty: sideIfTrade },
  ),
  AccountBusy: define(
    332,
    "The block has looked at the account's positions as often as it does for one account.",
    "Ask again in the next block, or hold fewer contracts in an account that acts so often.",
    { accountId, faulty: sideIfTrade },
  ),
} as const;
