/**
 * `drift-liquidation`: sizes and fees of a Drift v2 liquidation, as data and exact integers.
 *
 * Sources: drift-labs/protocol-v2 at commit 0ae3e3b1 (Apache-2.0), documentation "Liquidations"; figures of its tests.
 * Units: prices and quote 1e6, base 1e9, weights and margin ratios 1e4, liquidation fees and multipliers 1e6.
 * @module
 */

export interface DriftConstants {
  readonly price: bigint;
  readonly quote: bigint;
  readonly base: bigint;
  readonly weight: bigint;
  readonly margin: bigint;
  readonly fee: bigint;
  readonly percentage: bigint;
  readonly tenBasisPoints: bigint;
  readonly fundingRate: bigint;
  readonly feeIncreasePerSlot: bigint;
  /** Slots since the user was last active before which the fee does not rise. */
  readonly feeGraceSlots: bigint;
}

export const DRIFT: DriftConstants = {
  price: 1_000_000n,
  quote: 1_000_000n,
  base: 1_000_000_000n,
  weight: 10_000n,
  margin: 10_000n,
  fee: 1_000_000n,
  percentage: 1_000_000n,
  tenBasisPoints: 1_000n,
  fundingRate: 1_000_000_000n,
  feeIncreasePerSlot: 1n,
  feeGraceSlots: 1_500n,
};

export const U64_MAX = 18_446_744_073_709_551_615n;
export const U128_MAX = 340_282_366_920_938_463_463_374_607_431_768_211_455n;
