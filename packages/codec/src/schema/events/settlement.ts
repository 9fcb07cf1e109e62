/**
 * What happened in cycles: variation margin, funding, expiries. Selectors 50–69.
 *
 * @module
 */
import { atoms, i128, ppm, struct, ticks, timeMs, u8, u32 } from "../../field/index.ts";
import { accountId, instrumentId, segmentId } from "../ids.ts";

export const settlementEvents = {
  /** Unvested gain (or loss) of the whole account turned into cash: every position's cost is its value now. */
  VariationMarginSettled: [
    50,
    struct("VariationMarginSettled", { accountId, cycleMs: timeMs, gainAtoms: atoms, cashAfterAtoms: atoms }),
  ],
  /** The end of a cycle: what losers paid, what winners received, and the rounding between, which is the dust's. */
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
  PremiumSampled: [
    52,
    struct("PremiumSampled", { instrumentId, premiumPpm: ppm, premiumSumE6: i128, samples: u32, sampledAtMs: timeMs }),
  ],
  FundingIndexAdvanced: [
    53,
    struct("FundingIndexAdvanced", { instrumentId, ratePpm: ppm, indexAfterE6: i128, fundedAtMs: timeMs }),
  ],
  FixingSampled: [
    54,
    struct("FixingSampled", { instrumentId, value: i128, sumAfter: i128, samples: u32, sampledAtMs: timeMs }),
  ],
  /** `rung`: 0 the full average, 1 a partial one, 2 the last confirmed index, 3 the first fresh one after expiry. */
  InstrumentSettled: [
    55,
    struct("InstrumentSettled", { instrumentId, settlementTicks: ticks, rung: u8, settledAtMs: timeMs }),
  ],
  PositionExpired: [56, struct("PositionExpired", { accountId, instrumentId, settlementTicks: ticks })],
} as const;
