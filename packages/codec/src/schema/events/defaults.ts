/**
 * What happened in default management. Selectors 70–99.
 *
 * @module
 */
import { atoms, bool, list, lots, optional, struct, ticks, timeMs, u8 } from "../../field/index.ts";
import { accountId, assetId, instrumentId, segmentId } from "../ids.ts";
import { ManagedRow, Position, TearUpLap } from "../rows/index.ts";

/** One instrument passing between two accounts at one price, with both positions as they are after it. */
const Passage = struct("Passage", {
  instrumentId,
  lots,
  priceTicks: ticks,
  giverAfter: Position,
  takerAfter: Position,
});

export const defaultEvents = {
  /** Breach by both clocks, or below close-out: the account is under default management (LIQ-001). */
  AccountManaged: [70, struct("AccountManaged", { managed: ManagedRow })],
  /** The account meets its requirement again and is its owner's once more. */
  AccountCured: [71, struct("AccountCured", { accountId, equityAtoms: atoms, initialAtoms: atoms })],
  /** Opposite quantities of two managed accounts crossed at the mark (LIQ-002). `lots` are those the giver gives. */
  PositionsNetted: [
    72,
    struct("PositionsNetted", { giverAccountId: accountId, takerAccountId: accountId, passage: Passage }),
  ],
  /** A slice of a managed account passed to the backstop, for a discount in cash (LIQ-004, LIQ-023). */
  PositionsClosedOut: [
    73,
    struct("PositionsClosedOut", {
      accountId,
      backstopAccountId: accountId,
      passages: list(Passage, 512),
      discountAtoms: atoms,
      cashAfterAtoms: atoms,
      backstopCashAfterAtoms: atoms,
    }),
  ],
  /** Collateral of a managed account sold to the backstop for settlement cash (LIQ-007). */
  CollateralLiquidated: [
    74,
    struct("CollateralLiquidated", {
      accountId,
      backstopAccountId: accountId,
      assetId,
      amountAtoms: atoms,
      proceedsAtoms: atoms,
      cashAfterAtoms: atoms,
      backstopCashAfterAtoms: atoms,
    }),
  ],
  /** The account's own means are spent and a loss is left (DFLT-001). */
  MemberDefaulted: [75, struct("MemberDefaulted", { accountId, segmentId, lossAtoms: atoms })],
  /** `tranche`: 0 skin in the game, 1 junior fund, 2 senior fund. */
  TrancheDrawn: [
    76,
    struct("TrancheDrawn", {
      accountId,
      segmentId,
      tranche: u8,
      drawnAtoms: atoms,
      trancheAfterAtoms: atoms,
      cashAfterAtoms: atoms,
    }),
  ],
  /** Part of a gain that a cycle paid is cut, by the factor of its strike (DFLT-015). */
  GainsHaircut: [
    77,
    struct("GainsHaircut", { accountId, gainAtoms: atoms, haircutAtoms: atoms, cashAfterAtoms: atoms }),
  ],
  /**
   * An account's part in a tear-up: `lots` it receives at the mark, against those it held, and `lossAtoms` that it pays in
   * cash for the deficits of the givers; a giver's is zero or below (LIQ-012, LIQ-041). All parts of one tear-up sum to zero.
   */
  PositionTornUp: [
    78,
    struct("PositionTornUp", {
      accountId,
      isGiver: bool,
      lots,
      priceTicks: ticks,
      positionAfter: Position,
      lossAtoms: atoms,
      cashAfterAtoms: atoms,
    }),
  ],
  /** A loss that nothing covered: recorded against the segment, owed by the account, gating withdrawals. */
  LossUncovered: [79, struct("LossUncovered", { accountId, segmentId, lossAtoms: atoms, uncoveredAfterAtoms: atoms })],
  /** All parts of one instrument's tear-up in one block have passed: `tornLots` at the mark, and `lossAtoms` with them (LIQ-047). */
  TearUpClosed: [
    80,
    struct("TearUpClosed", {
      instrumentId,
      priceTicks: ticks,
      tornLots: lots,
      lossAtoms: atoms,
      openLotsAfter: lots,
      lap: optional(TearUpLap),
    }),
  ],
  /** A block worked on the account and did not finish, while others wait: it goes behind all that are untried since (LIQ-046). */
  AccountTried: [81, struct("AccountTried", { accountId, equityAtoms: atoms, maintenanceAtoms: atoms })],
  /** More accounts fail than a block takes in: the next goes on after these, those below close-out first (LIQ-052). */
  EntriesCarried: [82, struct("EntriesCarried", { segmentId, deepCursor: accountId, cursor: accountId })],
  /** The account's owner asked a vault to wind it down: its positions are ended for it. */
  LeaveBegun: [87, struct("LeaveBegun", { accountId, sinceMs: timeMs })],
  /** A block worked on an account that leaves, and did not finish: it goes behind all that wait. */
  LeaveTried: [88, struct("LeaveTried", { accountId })],
  /** An account that was to leave has no positions any more. */
  LeaveEnded: [89, struct("LeaveEnded", { accountId })],
  /** More debts are beyond the limit than a block has room for: the next goes on after this account (LIQ-076). */
  DebtsCarried: [86, struct("DebtsCarried", { segmentId, cursor: accountId })],
  /** A loss that waits for the sale of what is behind it, at this instant; zero once it is drawn or gone (DFLT-011, DFLT-019). */
  LossEarmarked: [83, struct("LossEarmarked", { accountId, segmentId, lossAtoms: atoms, earmarkedAfterAtoms: atoms })],
  /** What an account brought in after a tranche had paid for it goes back, the last tranche first (DFLT-021). */
  TrancheRefilled: [
    84,
    struct("TrancheRefilled", {
      accountId,
      segmentId,
      tranche: u8,
      refilledAtoms: atoms,
      trancheAfterAtoms: atoms,
      cashAfterAtoms: atoms,
    }),
  ],
  /** A loss too small to concern anybody, paid by the house out of its fees (DFLT-022). */
  LossPaidFromFees: [
    85,
    struct("LossPaidFromFees", {
      accountId,
      segmentId,
      paidAtoms: atoms,
      feesAfterAtoms: atoms,
      cashAfterAtoms: atoms,
    }),
  ],
} as const;
