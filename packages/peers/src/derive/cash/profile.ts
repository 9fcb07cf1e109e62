/**
 * `derive-cash`: interest on the cash asset of the Derive exchange, as data.
 *
 * Sources: Derive v2 documentation, "Cash asset and interest rates"; derivexyz/v2-core at commit 7736900d
 * (test/assets/cashAsset/unit-tests/json), figures only.
 * @module
 */

export interface RateModel {
  readonly minimum: number;
  /** Slope below the optimal utilization, and the further slope above it. */
  readonly slope: number;
  readonly highSlope: number;
  readonly optimal: number;
}

export const DERIVE_CASH: RateModel = { minimum: 0.05, slope: 0.3, highSlope: 2, optimal: 0.6 };
