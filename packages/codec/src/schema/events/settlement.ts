/**
 * What happened in cycles: variation margin, funding, expiries. Selectors 50–69.
 *
 * @module
 */
import { atoms, i128, ppm, struct, ticks, timeMs, u8, u32 } from "../../field/index.ts";
import { accountId, instrumentId, segmentId } from "../ids.ts";

export const settlementEvents = {
  /** Unvested gain (or loss) of the whole account turned into cash: every position's cost is its value at the strike. */
  VariationMarginSettled: [
    50,
    struct("VariationMarginSettled", { accountId, cycleMs: timeMs, gainAtoms: atoms, cashAfterAtoms: atoms }),
  ],
  /** The end of a cycle: what losers paid, what winners received, and what roundings left between, which is the dust's. */
  VariationCycleClosed: [
    51,
    struct("VariationCycleClosed", {
      segmentId,
      cycleMs: timeMs,
      collectedAtoms: atoms,
      paidAtoms: atoms,
      dustAfterAtoms: atoms,
    }),
  ],
  /** What a perpetual's trades stood above its index; funding is their mean (SETL). */
  PremiumSampled: [
    52,
    struct("PremiumSampled", { instrumentId, premiumPpm: ppm, premiumSumE6: i128, samples: u32, sampledAtMs: timeMs }),
  ],
  /** What one lot owes of funding has grown to `indexAfterE6`: longs pay it, shorts get it (SETL-003). */
  FundingIndexAdvanced: [
    53,
    struct("FundingIndexAdvanced", { instrumentId, ratePpm: ppm, indexAfterE6: i128, fundedAtMs: timeMs }),
  ],
  /** A sample of the average at which a dated contract settles (SETL-005). */
  FixingSampled: [
    54,
    struct("FixingSampled", { instrumentId, value: i128, sumAfter: i128, samples: u32, sampledAtMs: timeMs }),
  ],
  /** `rung`: 0 the full average, 1 a partial one, 2 the last confirmed index, 3 the first fresh one after expiry. */
  InstrumentSettled: [
    55,
    struct("InstrumentSettled", { instrumentId, settlementTicks: ticks, rung: u8, settledAtMs: timeMs }),
  ],
  /** What a settled contract pays a position, or takes from it (negative), beyond its cost; the position is no more. */
  PositionExpired: [
    56,
    struct("PositionExpired", {
      accountId,
      instrumentId,
      settlementTicks: ticks,
      gainAtoms: atoms,
      cashAfterAtoms: atoms,
    }),
  ],
  /**
   * A cycle is struck: the marks and funding indexes of this instant are what it pays, all accounts that there are.
   * `cutAtoms` of the `gainedAtoms` that its winners gained are cut for losses (DFLT-015).
   */
  VariationCycleStruck: [
    57,
    struct("VariationCycleStruck", {
      segmentId,
      cycleMs: timeMs,
      lastAccountId: accountId,
      cutAtoms: atoms,
      gainedAtoms: atoms,
    }),
  ],
  /** A cycle goes on in the next block after account `cursor`. */
  VariationCycleAdvanced: [58, struct("VariationCycleAdvanced", { segmentId, cursor: accountId })],
  /** An hour's interest goes on in the next block after account `cursor`, at the rate of its beginning. */
  InterestAdvanced: [
    60,
    struct("InterestAdvanced", { segmentId, annualRatePpm: ppm, cursor: accountId, begunAtMs: timeMs }),
  ],
  /** A settled contract has paid everybody; what roundings of funding left between is the dust's (SETL-033). */
  ContractClosed: [61, struct("ContractClosed", { instrumentId, segmentId, leftAtoms: atoms, dustAfterAtoms: atoms })],
  /** What a cycle's cut of gains pays for a defaulter's loss, out of the cycle that collects it (DFLT-005). */
  GainsClaimPaid: [59, struct("GainsClaimPaid", { accountId, segmentId, paidAtoms: atoms, cashAfterAtoms: atoms })],
} as const;
