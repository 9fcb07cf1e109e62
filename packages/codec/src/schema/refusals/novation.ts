/**
 * Refusals of trade reports, their trades and their legs. Numbers 500–599.
 *
 * @module
 */
import { atoms, bytes32, choice, lots, ppm, ticks, timeMs, u16 } from "../../field/index.ts";
import { accountId, instrumentId, instrumentStatus, marketMode, segmentId, venueId } from "../ids.ts";
import { define, side } from "./definition.ts";

/** Whose leg it was. */
const leg = { accountId, faulty: side };

export const novationRefusals = {
  VenueUnknown: define(500, "There is no such venue, or it is not active.", "Correct the venue id.", { venueId }),
  InstrumentUnknown: define(501, "There is no such instrument.", "Correct the instrument id.", { instrumentId }),
  TradeConflict: define(
    502,
    "The venue has reported another trade under this reference.",
    "Report it under a new one.",
    {
      reference: bytes32,
    },
  ),
  /** `mode` is the stricter of the market's and its underlying's. */
  MarketRestricted: define(
    503,
    "The market's status or mode forbids the trade.",
    "Reduce positions only, or wait until it is open.",
    { instrumentId, status: instrumentStatus, mode: marketMode },
  ),
  PriceOutsideBand: define(504, "The price is outside the band around the mark.", "Trade nearer to the mark.", {
    instrumentId,
    priceTicks: ticks,
    markTicks: ticks,
  }),
  QuantityNotPositive: define(505, "The trade has not more than zero lots.", "Correct the lots.", { lots }),
  OrderMismatch: define(506, "The order is for something else than the trade.", "Match it as it was signed.", {
    ...leg,
    field: choice("venueId", "instrumentId", "side"),
  }),
  OrderSignatureInvalid: define(
    507,
    "The order's signature is not its signer's.",
    "Sign exactly the order's digest.",
    leg,
  ),
  OrderExpired: define(508, "The order has expired.", "Sign a new one.", { ...leg, expiresAtMs: timeMs }),
  OrderVoid: define(509, "The order was cancelled.", "Sign a new one.", leg),
  OrderOverfilled: define(510, "The order has fewer lots left than the trade.", "Match no more than is left.", {
    ...leg,
    orderLots: lots,
    filledLots: lots,
    tradeLots: lots,
  }),
  LimitPriceBreached: define(511, "The price is worse than the order's limit.", "Match at the limit or better.", {
    ...leg,
    priceTicks: ticks,
    limitPriceTicks: ticks,
  }),
  FeeAboveLimit: define(
    512,
    "The venue's fee and the clearing fee together are above the order's limit.",
    "Sign an order that allows the fee.",
    {
      ...leg,
      feePpm: ppm,
      maxFeePpm: ppm,
    },
  ),
  MandateMissing: define(
    513,
    "The account has given the venue no mandate that is valid.",
    "Grant one, or sign orders.",
    leg,
  ),
  MandateLimitExceeded: define(514, "The trade is beyond the mandate's limits.", "Trade less, or widen the mandate.", {
    ...leg,
    limit: choice("tradeNotionalAtoms", "totalNotionalAtoms"),
  }),
  ReduceOnlyBreached: define(
    515,
    "The trade would not reduce the account's position.",
    "Trade no more than it holds.",
    leg,
  ),
  MinimumEquityBreached: define(
    516,
    "The account would keep less equity over initial margin than its order asks.",
    "Deposit, or sign an order that asks less.",
    { ...leg, headroomAtoms: atoms, minimumAtoms: atoms },
  ),
  /** Both legs are of this account. */
  SelfTrade: define(517, "Buyer and seller are one account.", "Match different accounts.", { accountId }),
  MinimumCollateralMissing: define(518, "The account holds less than the segment asks of any trader.", "Deposit.", {
    ...leg,
    equityAtoms: atoms,
    minimumAtoms: atoms,
  }),
  OpenInterestCapExceeded: define(519, "The market's open interest would pass its cap.", "Trade less, or reduce.", {
    instrumentId,
    interestAtoms: atoms,
    capAtoms: atoms,
  }),
  GroupRefused: define(
    520,
    "Another trade of the linked group was refused.",
    "Mend that trade, and report all again.",
    {
      group: u16,
    },
  ),
  ReportEmpty: define(521, "The report has no trades.", "Report at least one.", { venueId }),
  PriceNotPositive: define(522, "No instrument of this kind has such a low price.", "Correct the price.", {
    priceTicks: ticks,
  }),
  NoMark: define(523, "The instrument has no mark yet.", "Wait for its first price.", { instrumentId }),
  PositionsFull: define(524, "The account has as many positions as it may.", "Close one, or use another account.", {
    ...leg,
    limit: u16,
  }),
  OrderLifetimeTooLong: define(525, "The order would expire later than any may.", "Sign one with an earlier expiry.", {
    ...leg,
    expiresAtMs: timeMs,
    latestMs: timeMs,
  }),
  VenueAssetMismatch: define(
    526,
    "The venue settles in another asset than the segment.",
    "Report it through a venue that settles in the same.",
    { venueId, segmentId },
  ),
  /** `forgottenAtMs`: from then on the house could not tell whether it took the trade. */
  TradeTooOld: define(
    527,
    "The trade was matched too long ago, by its reference.",
    "Look for it among the novated trades; if it is not there, match it anew.",
    { reference: bytes32, matchedAtMs: timeMs, forgottenAtMs: timeMs },
  ),
  TradeTooEarly: define(528, "The trade is matched in the future, by its reference.", "Correct the venue's clock.", {
    reference: bytes32,
    matchedAtMs: timeMs,
    latestMs: timeMs,
  }),
  CancelTooEarly: define(
    529,
    "The order's expiry is so far away that no trade can fill it yet.",
    "Cancel it when its expiry is nearer.",
    { accountId, expiresAtMs: timeMs, latestMs: timeMs },
  ),
  /** Both in the settlement asset; fees count. */
  ConcessionTooLarge: define(
    530,
    "The account fails its margin and would give away more than a close-out costs it.",
    "Trade nearer to the mark.",
    { ...leg, concessionAtoms: atoms, limitAtoms: atoms },
  ),
  InstrumentExpired: define(531, "The contract has expired.", "Trade one with a later expiry.", {
    instrumentId,
    expiryMs: timeMs,
  }),
  /** Void orders that never filled; those that filled do not count. */
  VoidOrdersFull: define(
    532,
    "The account has as many void orders as the house remembers for it.",
    "Void all orders that expire by a time, which always works.",
    { accountId, limit: u16 },
  ),
  VoidTooFar: define(
    533,
    "No order that expires so late can fill yet.",
    "Void orders that expire by the latest time.",
    {
      accountId,
      expiringByMs: timeMs,
      latestMs: timeMs,
    },
  ),
  /** Between the lowest and the highest mark of the second clock's window. */
  OwnTradeOffMark: define(
    534,
    "Accounts of one owner trade with each other at the mark alone.",
    "Report it at the mark.",
    { instrumentId, priceTicks: ticks, lowestTicks: ticks, highestTicks: ticks },
  ),
  /** `owedAtoms`: what the segment's accounts would owe together; `limitAtoms`: the part of the cash held that they may. */
  DebtsTooHigh: define(
    535,
    "The account could not pay the trade's price in cash, and the segment's debts are at their limit.",
    "Deposit settlement cash, or trade at the mark.",
    { ...leg, owedAtoms: atoms, limitAtoms: atoms },
  ),
} as const;
