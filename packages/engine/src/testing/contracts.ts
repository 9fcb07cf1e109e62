/**
 * Listings by kind for tests: each like the test market's perpetual but for what the kind and the test say.
 *
 * @module
 */
import type { ChangeOf } from "@novate/codec";
import { type Atoms, atoms, type Ticks } from "@novate/num";
import * as founding from "../governance/founding/markets.ts";
import { BTC, BTC_CONTRACT } from "./testMarket.ts";

type Listing = ChangeOf<"ListInstrument">;
type Rest = { readonly instrumentId: number } & Partial<Omit<Listing, "terms" | "type" | "instrumentId">>;

const like = (kind: string, rest: Rest): founding.Contract => ({
  ...BTC_CONTRACT,
  symbol: `${kind}-${rest.instrumentId}`,
  ...rest,
});

export const listPerpetual = (rest: Rest): Listing => founding.listPerpetual(like("Perpetual", rest));

export const listFuture = (expiryMs: number, rest: Rest, forwardFeedId: number | null = null): Listing =>
  founding.listFuture(like("Future", rest), expiryMs, forwardFeedId);

type Option = (strikeTicks: Ticks, expiryMs: number, rest: Rest, forwardFeedId?: number) => Listing;
const optionBy =
  (listOption: typeof founding.listCall): Option =>
  (strikeTicks, expiryMs, rest, forwardFeedId) =>
    listOption(like("Option", rest), strikeTicks, expiryMs, forwardFeedId);
export const listCall = optionBy(founding.listCall);
export const listPut = optionBy(founding.listPut);

/** Bitcoin against the settlement asset, a thousandth a lot. */
export const listSpot = (rest: Rest, terms: { baseAssetId?: number; lotBaseAtoms?: Atoms } = {}): Listing =>
  founding.listSpot(like("Spot", rest), terms.baseAssetId ?? BTC, terms.lotBaseAtoms ?? atoms(100_000n));
