/**
 * Listings by kind for tests: each like the test market's perpetual but for what the kind and the test say.
 *
 * @module
 */
import type { ChangeOf, InstrumentKind, TermsOf } from "@novate/codec";
import { atoms, type Ticks } from "@novate/num";
import { BTC, TEST_CHANGES } from "./testMarket.ts";

type Listing = ChangeOf<"ListInstrument">;
type Rest = { readonly instrumentId: number } & Partial<Omit<Listing, "terms" | "type" | "instrumentId">>;

const plain = TEST_CHANGES.find((change): change is Listing => change.type === "ListInstrument")!; // the perpetual

const list = <K extends InstrumentKind>(terms: TermsOf<K>, rest: Rest): Listing => ({
  ...plain,
  symbol: `${terms.type}-${rest.instrumentId}`,
  ...rest,
  terms,
});

export const listPerpetual = (rest: Rest): Listing => list({ type: "Perpetual" }, rest);

export const listFuture = (expiryMs: number, rest: Rest, forwardFeedId: number | null = null): Listing =>
  list({ type: "Future", expiryMs, forwardFeedId }, rest);

const listOption =
  (isCall: boolean) =>
  (strikeTicks: Ticks, expiryMs: number, rest: Rest, forwardFeedId: number | null = null): Listing =>
    list({ type: "Option", expiryMs, strikeTicks, isCall, forwardFeedId }, rest);
export const listCall = listOption(true);
export const listPut = listOption(false);

/** Bitcoin against the settlement asset, a thousandth a lot. */
export const listSpot = (rest: Rest, terms: Partial<TermsOf<"Spot">> = {}): Listing =>
  list({ type: "Spot", baseAssetId: BTC, lotBaseAtoms: atoms(100_000n), ...terms }, rest);
