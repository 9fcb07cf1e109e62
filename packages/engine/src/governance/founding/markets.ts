/**
 * Changes that list what is traded, by kind, and who reports it.
 *
 * @module
 */
import type { ChangeOf, InstrumentKind, TermsOf } from "@novate/codec";
import { type Atoms, atoms, ppm, type Ticks } from "@novate/num";
import type { Given } from "./given.ts";

type Listing = ChangeOf<"ListInstrument">;
/** A contract but for its kind. */
export type Contract = Omit<Listing, "terms" | "type">;

/**
 * An underlying of this depth, in settlement atoms: a tenth of it for volatility. Open interest is charged from ten times
 * the depth on, more and more up to a hundred times, and capped at a thousand. Its first volatility is 60 % a year.
 */
export const underlying = (
  given: Given<"ListUnderlying", "underlyingId" | "segmentId" | "symbol" | "indexFeedId" | "depthAtoms">,
): ChangeOf<"ListUnderlying"> => ({
  type: "ListUnderlying",
  initialVolPpm: ppm(600_000n),
  vegaDepthAtoms: atoms(given.depthAtoms / 10n),
  openInterestLowAtoms: times(given.depthAtoms, 10n),
  openInterestHighAtoms: times(given.depthAtoms, 100n),
  openInterestCapAtoms: times(given.depthAtoms, 1_000n),
  ...given,
});
const times = (amount: Atoms, factor: bigint): Atoms => atoms(amount * factor);

const list = <K extends InstrumentKind>(contract: Contract, terms: TermsOf<K>): Listing => ({
  type: "ListInstrument",
  ...contract,
  terms,
});

/** `premiumFeedId` null: its mark is its index, and its funding follows its own prints. */
export const listPerpetual = (contract: Contract, premiumFeedId: number | null = null): Listing =>
  list(contract, { type: "Perpetual", premiumFeedId });

/** `forwardFeedId` null: its forward is the index. */
export const listFuture = (contract: Contract, expiryMs: number, forwardFeedId: number | null = null): Listing =>
  list(contract, { type: "Future", expiryMs, forwardFeedId });

const listOption =
  (isCall: boolean) =>
  (contract: Contract, strikeTicks: Ticks, expiryMs: number, forwardFeedId: number | null = null): Listing =>
    list(contract, { type: "Option", expiryMs, strikeTicks, isCall, forwardFeedId });
export const listCall = listOption(true);
export const listPut = listOption(false);

/** One lot hands over `lotBaseAtoms` of the asset at once. */
export const listSpot = (contract: Contract, baseAssetId: number, lotBaseAtoms: Atoms): Listing =>
  list(contract, { type: "Spot", baseAssetId, lotBaseAtoms });

/** One basis point a side unless a fee is given. */
export const venue = (
  given: Given<"RegisterVenue", "venueId" | "name" | "signer" | "settlementAssetId">,
): ChangeOf<"RegisterVenue"> => ({ type: "RegisterVenue", feePpm: ppm(100n), isActive: true, ...given });

/**
 * A credit between two underlyings, named in either order; gained at a correlation of 0.8 and lost below 0.6 unless told.
 */
export const creditPair = (
  between: readonly [underlyingId: number, underlyingId: number],
  given: Omit<Given<"SetCreditPair", "segmentId" | "creditPpm">, "leftUnderlyingId" | "rightUnderlyingId">,
): ChangeOf<"SetCreditPair"> => ({
  type: "SetCreditPair",
  leftUnderlyingId: Math.min(...between),
  rightUnderlyingId: Math.max(...between),
  holdAtPpm: ppm(800_000n),
  breakAtPpm: ppm(600_000n),
  ...given,
});
