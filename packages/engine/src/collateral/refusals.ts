/** 300–399: collateral, deposits, withdrawals. @module */
export const collateralRefusals = {
  AmountNotPositive: 300,
  AssetUnknown: 301,
  AssetNotEligible: 302,
  BalanceTooLow: 303,
  InitialMarginBreached: 304,
  CollateralCapExceeded: 305,
  DepositConflict: 306,
  CustodianUnknown: 307,
  OwnerMismatch: 308,
  SegmentMismatch: 309,
  WithdrawalLimitExceeded: 310,
  WithdrawalsGated: 311,
  SameAccount: 312,
  RecipientNotOwner: 313,
  CashOwed: 314,
  TrancheUnknown: 315,
} as const;
