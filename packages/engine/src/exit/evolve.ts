/**
 * What each event of an exit's book writes.
 *
 * @module
 */
import type { EventType } from "@novate/codec";
import type { Evolvers } from "../command/evolver.ts";
import { evolveExitBooked } from "./book.ts";
import { evolveExitClaimsAdvanced } from "./bookClaims.ts";
import { evolveExitRefundsAdvanced } from "./bookRefunds.ts";
import { evolveExitVenueBooked } from "./bookVenue.ts";
import {
  evolveExitCharged,
  evolveExitDebtTurned,
  evolveExitOffset,
  evolveExitPaid,
  evolveExitPotClosed,
  evolveExitPotTurned,
} from "./potEvents.ts";
import { evolveExitAssetShown } from "./proveExitAsset.ts";
import { evolveExitPaymentsReturned, evolveWithdrawalReturned } from "./returnPayments.ts";

export const exitEvolvers = {
  ExitAssetShown: evolveExitAssetShown,
  WithdrawalReturned: evolveWithdrawalReturned,
  ExitPaymentsReturned: evolveExitPaymentsReturned,
  ExitBooked: evolveExitBooked,
  ExitVenueBooked: evolveExitVenueBooked,
  ExitClaimsAdvanced: evolveExitClaimsAdvanced,
  ExitRefundsAdvanced: evolveExitRefundsAdvanced,
  ExitOffset: evolveExitOffset,
  ExitCharged: evolveExitCharged,
  ExitPaid: evolveExitPaid,
  ExitDebtTurned: evolveExitDebtTurned,
  ExitPotTurned: evolveExitPotTurned,
  ExitPotClosed: evolveExitPotClosed,
} satisfies Partial<Evolvers<EventType>>;
