/**
 * The terms of a contract by its kind. A later kind takes a selector of its own; none is reused.
 *
 * @module
 */
import { atoms, bool, optional, struct, tagged, ticks, timeMs, type ValueOf } from "../field/index.ts";
import { assetId, feedId } from "./ids.ts";

/**
 * Never ends; funding keeps its price near the index (SETL-003). `premiumFeedId`: prices of the same contract elsewhere, of
 * which its mark learns what it stands above the index; null: its mark is its index, and prints make funding alone (ORCL-087).
 */
const Perpetual = struct("Perpetual", { premiumFeedId: optional(feedId) });

/** Pays the settlement average at expiry (SETL-005). `forwardFeedId`: whose price it has until then; null: the index. */
const Future = struct("Future", { expiryMs: timeMs, forwardFeedId: optional(feedId) });

/** European and cash-settled: pays what the settlement average is above the strike, or below it. */
const Option = struct("Option", {
  expiryMs: timeMs,
  strikeTicks: ticks,
  isCall: bool,
  forwardFeedId: optional(feedId),
});

/** Delivery against payment at once, which leaves no position (NOV-009): `lotBaseAtoms` of an asset a lot. */
const Spot = struct("Spot", { baseAssetId: assetId, lotBaseAtoms: atoms });

/** What a contract is, by its kind. */
export const InstrumentTerms = tagged("InstrumentTerms", {
  Perpetual: [1, Perpetual],
  Future: [2, Future],
  Option: [3, Option],
  Spot: [4, Spot],
});
export type InstrumentTerms = ValueOf<typeof InstrumentTerms>;
/** What is traded. */
export type InstrumentKind = InstrumentTerms["type"];
export type TermsOf<K extends InstrumentKind> = Extract<InstrumentTerms, { type: K }>;
