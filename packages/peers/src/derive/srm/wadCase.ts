/**
 * Reads a `derive-srm` portfolio in upstream's 1e18 form: parallel lists of options on a few underlyings.
 *
 * An underlying is a symbol with a <symbol>SpotPrice, such as ETHSpotPrice, and stands in the file in the order of
 * SpotPerpConfidences, [[spot, perp] of each], and PerpPrice. Within the last hour the
 * forward is partly fixed: (1 − PercentFixed)·forward + PercentFixed·TWAP. An unsettled perpetual earns
 * (PerpPrice − LastEntry)·size and (account's − global funding index)·size.
 * @module
 */
import type { Field } from "../../caseFile/field.ts";
import { amountWad, itemOf, positiveWad, WAD, wad } from "../fixedPoint.ts";
import { mergedOptions } from "../mergedOptions.ts";
import type { PlainAccount, PlainExpiry, PlainUnderlying } from "../plainMarket.ts";

const SPOT_PRICE = "SpotPrice";
/** Seconds before expiry in which the settlement average runs. */
const SETTLEMENT_WINDOW = 3600;

const confidenceAt = (list: Field, index: number): number => itemOf(list, index).within(0, WAD) / WAD;

function readExpiry(field: Field, name: string, secondsToExpiry: number, indices: readonly number[]): PlainExpiry {
  const first = indices[0] ?? 0;
  const forward = positiveWad(itemOf(field.get("Forwards"), first));
  const fixed = secondsToExpiry < SETTLEMENT_WINDOW ? field.get(`PercentFixed${name}`).numberOr(0) : 0;
  const share = fixed > 1 ? fixed / WAD : fixed;
  return {
    secondsToExpiry,
    forward: forward * (1 - share) + wad(field.get(`TWAP_${name}`)) * share,
    forwardConfidence: confidenceAt(field.get("ForwardConfidences"), first),
    volConfidence: Math.min(...indices.map((index) => confidenceAt(field.get("OptionVolConfidences"), index))),
    rate: 0,
    rateConfidence: 1,
    options: mergedOptions(
      indices.map((index) => ({
        kind: itemOf(field.get("OptionIsCall"), index).flag ? "call" : "put",
        strike: positiveWad(itemOf(field.get("OptionStrikes"), index)),
        amount: wad(itemOf(field.get("OptionAmounts"), index)),
        vol: itemOf(field.get("OptionVols"), index).notNegative / WAD,
        discount: 1,
      })),
    ),
  };
}

export interface WadUnderlying extends PlainUnderlying {
  readonly unrealisedProfit: number;
  readonly unsettledFunding: number;
}

/** The symbols of the file; an option on any other is refused. */
function readNames(field: Field): readonly string[] {
  const names = field.keys
    .filter((key) => key.endsWith(SPOT_PRICE) && key !== SPOT_PRICE)
    .map((key) => key.slice(0, -SPOT_PRICE.length));
  if (names.length === 0)
    field.refuse("FieldMissing", "must have the SpotPrice of an underlying, such as ETHSpotPrice");
  for (const underlying of field.get("OptionUnderlying").list) {
    if (!names.includes(underlying.text)) underlying.refuse("FieldUnknown", `must be one of ${names.join(", ")}`);
  }
  return names;
}

function readUnderlying(field: Field, name: string, position: number): WadUnderlying {
  const byExpiry = new Map<number, number[]>();
  for (const [index, underlying] of field.get("OptionUnderlying").list.entries()) {
    if (underlying.text !== name) continue;
    const seconds = itemOf(field.get("OptionExpiries"), index).notNegative;
    byExpiry.set(seconds, [...(byExpiry.get(seconds) ?? []), index]);
  }
  const perps = wad(field.get(`Perps_${name}`));
  const perpPrice = wad(itemOf(field.get("PerpPrice"), position));
  const entry = field.get(`LastEntry${name}`);
  const account = field.get(`Account${name}FundingIndex`);
  const global = wad(field.get(`${name}GlobalFundingIndex`));
  const unrealisedProfit = entry.exists ? (perpPrice - wad(entry)) * perps : 0;
  const unsettledFunding = account.exists ? (wad(account) - global) * perps : 0;
  const confidences = itemOf(field.get("SpotPerpConfidences"), position);
  return {
    name,
    spot: positiveWad(field.get(name + SPOT_PRICE)),
    spotConfidence: confidenceAt(confidences, 0),
    perpPrice,
    perpConfidence: confidenceAt(confidences, 1),
    perps,
    unsettled: unrealisedProfit + unsettledFunding,
    unrealisedProfit,
    unsettledFunding,
    base: amountWad(field.get(`w${name}`)),
    expiries: [...byExpiry].map(([seconds, indices]) => readExpiry(field, name, seconds, indices)),
  };
}

export interface WadSrmAccount extends PlainAccount {
  readonly underlyings: readonly WadUnderlying[];
}

export const readWadSrmAccount = (field: Field): WadSrmAccount => ({
  cash: wad(field.get("Cash")),
  stablePrice: positiveWad(field.get("USDCValue")),
  underlyings: readNames(field).map((name, position) => readUnderlying(field, name, position)),
});
