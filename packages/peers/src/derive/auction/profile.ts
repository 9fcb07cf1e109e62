/**
 * `derive-auction`: the solvent Dutch auction that liquidates a `derive-pmrm` account, as data.
 *
 * Sources: Derive v2 documentation, "Liquidations"; derivexyz/v2-core at commit 7736900d
 * (test/integration-tests/liquidation), figures only.
 * @module
 */

export interface AuctionParameters {
  /** Share of the mark-to-market asked at the start, at the end of the fast part, and 0 at the end of the slow part. */
  readonly start: number;
  readonly cutoff: number;
  readonly fastSeconds: number;
  readonly slowSeconds: number;
  /** Part of the mark-to-market of what is liquidated, taken when the auction starts. */
  readonly feeRate: number;
  /** Distance above maintenance margin that the account is brought back to, in parts of mark-to-market less margin. */
  readonly buffer: number;
}

export const DERIVE_AUCTION: AuctionParameters = {
  start: 0.98,
  cutoff: 0.8,
  fastSeconds: 100,
  slowSeconds: 14_400,
  feeRate: 0.02,
  buffer: 0.2,
};
