/**
 * Changes that say what the house holds and for whom, with defaults.
 *
 * @module
 */
import type { ChangeOf, SegmentParameters, Signer } from "@novate/codec";
import { atoms, DAY_MS, PPM_ONE, ppm } from "@novate/num";
import type { Given } from "./given.ts";

/** Room for anything that is ever held, in atoms. */
const NO_LIMIT = atoms(10n ** 18n);

/** `priceFeedId` 0: an asset without a price. */
export const asset = (
  assetId: number,
  symbol: string,
  decimals: number,
  priceFeedId: number,
): ChangeOf<"ListAsset"> => ({ type: "ListAsset", assetId, symbol, decimals, priceFeedId });

export const segment = (
  segmentId: number,
  name: string,
  settlementAssetId: number,
  parameters: SegmentParameters,
): ChangeOf<"CreateSegment"> => ({ type: "CreateSegment", segmentId, name, settlementAssetId, parameters });

/** What a segment settles in, unless limits are given: no haircut, no stress, no cap. */
export const settlementCollateral = (
  given: Given<"SetCollateral", "segmentId" | "assetId">,
): ChangeOf<"SetCollateral"> => ({
  type: "SetCollateral",
  haircutFloorPpm: ppm(0n),
  stressVolPpm: ppm(0n),
  exitHorizonMs: DAY_MS,
  dailyVolumeAtoms: NO_LIMIT,
  capAtoms: NO_LIMIT,
  accountSharePpm: PPM_ONE,
  ...given,
});

/** Another asset: a day to sell it, and all that an account holds may be of it; what it may lose must be said. */
export const collateral = (
  given: Given<
    "SetCollateral",
    "segmentId" | "assetId" | "haircutFloorPpm" | "stressVolPpm" | "dailyVolumeAtoms" | "capAtoms"
  >,
): ChangeOf<"SetCollateral"> => settlementCollateral(given);

export const custodian = (chainId: number, signer: Signer): ChangeOf<"SetCustodian"> => ({
  type: "SetCustodian",
  chainId,
  signer,
});
