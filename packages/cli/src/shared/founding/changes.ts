/**
 * From what people write to the changes of a genesis. Ids count from 1 in the file's order; each change remembers its place.
 *
 * @module
 */
import type { Change } from "@novate/codec";
import {
  asset,
  collateral,
  custodian,
  indexFeed,
  listCall,
  listFuture,
  listPerpetual,
  listPut,
  listSpot,
  publisher,
  segment,
  settlementCollateral,
  underlying,
  venue,
} from "@novate/engine";
import { type Atoms, atoms, DAY_MS, ppm, ticks } from "@novate/num";
import type { HandCollateral, HandHouse, HandMarket, HandUnderlying } from "./format.ts";
import { parametersOf, placeOf } from "./parameters.ts";
import { type Place, tellAt } from "./place.ts";
import { type Decimal, product, unitsOf } from "./scalars.ts";

/** Of every feed. */
const PRICE_DECIMALS = 8;
const SEGMENT_ID = 1;
const SETTLEMENT_ID = 1;
const SETTLEMENT_FEED_ID = 1;

/** A change and where what it says stands. */
export interface Placed {
  readonly change: Change;
  /** A sound one to judge by what refers to it, where rules refuse what was said. */
  readonly standIn?: Change;
  /** The same without what the rules refuse of it, so that the rest of it is judged too. */
  without?(field: string): Placed;
  at(field: string): Place;
}

/** No rule takes a higher price, in feed units, or more atoms of anything. */
const MOST_PRICE = 10n ** 18n;
const MOST_ATOMS = 10n ** 30n;

/** In the smallest unit of `decimals`, or a fault at the place; 0 then, for the file is refused anyway. */
export function exact(value: Decimal, decimals: number, place: Place, of: string, most = MOST_ATOMS): bigint {
  const found = unitsOf(value, decimals);
  if (found === undefined) tellAt(place, "TooFine", `has more than the ${decimals} decimals of ${of}`);
  else if (found > most) tellAt(place, "TooLarge", `is above ${most / 10n ** BigInt(decimals)}, the most of ${of}`);
  return found === undefined || found > most ? 0n : found;
}
const atomsOf = (value: Decimal, decimals: number, place: Place, of: string): Atoms =>
  atoms(exact(value, decimals, place, of));
const priceOf = (value: Decimal, place: Place): bigint => exact(value, PRICE_DECIMALS, place, "prices", MOST_PRICE);

/** What engine calls `depthAtoms` is `depth` in the file; a field that the file lacks stands where its entry does. */
const atNames =
  (entry: { at(field?: never): Place }, names: Readonly<Record<string, string>>) =>
  (field: string): Place =>
    entry.at(names[field] as never);

export function changesOf(house: HandHouse): Placed[] {
  const { settlement, underlyings, publishers, venues } = house;
  const whole = (change: Change, entry: { at(field?: never): Place }, names = {}): Placed => ({
    change,
    at: atNames(entry, names),
  });
  for (const one of house.markets.doubled) marketOf(house, one, 0); // for its faults alone
  const settled = { segmentId: SEGMENT_ID, assetId: SETTLEMENT_ID };
  return [
    feedOf(house, SETTLEMENT_FEED_ID, settlement.asset, settlement, DAY_MS * 30), // a dollar that never moves is not frozen
    ...underlyings.map((one, index) => feedOf(house, feedIdOf(index), one.symbol, one, DAY_MS)),
    whole(asset(SETTLEMENT_ID, settlement.asset, settlement.decimals, SETTLEMENT_FEED_ID), settlement),
    ...house.collateral.map((one, index) =>
      whole(asset(assetIdOf(index), one.asset, one.decimals, priceFeed(house, one)), one),
    ),
    segmentOf(house, new Set()),
    whole(settlementCollateral(settled), settlement),
    ...house.collateral.map((one, index) => collateralOf(one, assetIdOf(index))),
    ...underlyings.map((one, index) => underlyingOf(house, one, index + 1)),
    ...house.markets.flatMap((one, index) => marketOf(house, one, index + 1)),
    ...venues.map((one, index) =>
      whole(
        venue({
          venueId: index + 1,
          name: one.name,
          signer: one.key,
          settlementAssetId: SETTLEMENT_ID,
          ...(one.fee !== undefined && { feePpm: ppm(one.fee) }),
        }),
        one,
        { name: "name", "signer.scheme": "key", feePpm: "fee" },
      ),
    ),
    ...publishers.map((one, index) =>
      whole(publisher(index + 1, one.key, one.weight), one, { "signer.scheme": "key", weight: "weight" }),
    ),
    ...(house.custodian === undefined ? [] : [whole(custodian(1, house.custodian), house)]),
  ];
}

/** Its parameters but for those that are `left` as standard. */
function segmentOf(house: HandHouse, left: ReadonlySet<string>): Placed {
  const { settlement, parameters } = house;
  const toAtoms = (value: Decimal, place: Place): bigint =>
    place.faults.has(place.offset) ? 0n : exact(value, settlement.decimals, place, settlement.asset);
  const own = parametersOf(parameters, settlement.decimals, toAtoms, left);
  const parts = (field: string) => /^parameters\.(\w+)\.(\w+)$/.exec(field);
  return {
    change: segment(SEGMENT_ID, "main", SETTLEMENT_ID, own),
    at(field) {
      const [, group, name] = parts(field) ?? [];
      return parameters === undefined || group === undefined ? settlement.at() : placeOf(parameters, group, name!); // both or none
    },
    ...(parameters !== undefined && {
      without(field) {
        const [, group, name] = parts(field) ?? [];
        if (group === undefined) return segmentOf({ ...house, parameters: undefined }, left);
        // One that is refused for another's sake may be as standard already.
        const one = `${group}.${name}`;
        const isStandard = left.has(one) || placeOf(parameters, group, name!) === placeOf(parameters, group, "");
        return segmentOf(house, new Set([...left, isStandard ? group : one]));
      },
    }),
  };
}

const feedIdOf = (underlyingIndex: number): number => SETTLEMENT_FEED_ID + 1 + underlyingIndex;
const assetIdOf = (collateralIndex: number): number => SETTLEMENT_ID + 1 + collateralIndex;

/** What collateral is worth is what the underlying of its name is. */
function priceFeed({ underlyings, settlement }: HandHouse, one: HandCollateral): number {
  const index = underlyings.findIndex(({ symbol }) => symbol === one.asset);
  if (one.asset === settlement.asset)
    tellAt(
      one.at("asset"),
      "NamedTwice",
      `is ${one.asset}, which is collateral already: profit and loss is paid in it`,
    );
  else if (index < 0 && underlyings.isWhole)
    tellAt(one.at("asset"), "PriceUnknown", `has no price: name ${one.asset} among the underlyings`);
  return index < 0 ? 0 : feedIdOf(index);
}

type Ranged = Pick<HandUnderlying, "lowest" | "highest"> & { at(field?: "highest" | "lowest"): Place };

function feedOf(
  { prices, publishers }: HandHouse,
  feedId: number,
  symbol: string,
  one: Ranged,
  heartbeatMs: number,
): Placed {
  if (feedId === SETTLEMENT_FEED_ID && publishers.isWhole && prices.sources > publishers.length)
    tellAt(
      prices.at("sources"),
      "TooFewPublishers",
      `are at most as many as publishers are named: ${publishers.length}`,
    );
  const feed = indexFeed({
    feedId,
    symbol: `${symbol}/USD`,
    minimum: priceOf(one.lowest, one.at("lowest")),
    maximum: priceOf(one.highest, one.at("highest")),
    heartbeatMs,
    maxAgeMs: prices.maxAge,
    quorum: Math.max(1, Math.min(prices.sources, publishers.length)),
  });
  const at = atNames(one, { minimum: "lowest", maximum: "highest" });
  return { change: feed, standIn: { ...feed, minimum: 0n, maximum: 2n }, at };
}

function collateralOf(one: HandCollateral, assetId: number): Placed {
  const { decimals, exitHorizon, accountShare } = one;
  const change = collateral({
    segmentId: SEGMENT_ID,
    assetId,
    haircutFloorPpm: ppm(one.haircut),
    stressVolPpm: ppm(one.stressVolatility),
    dailyVolumeAtoms: atomsOf(one.dailyVolume, decimals, one.at("dailyVolume"), one.asset),
    capAtoms: atomsOf(one.cap, decimals, one.at("cap"), one.asset),
    ...(exitHorizon !== undefined && { exitHorizonMs: exitHorizon }),
    ...(accountShare !== undefined && { accountSharePpm: ppm(accountShare) }),
  });
  const names = { capAtoms: "cap", dailyVolumeAtoms: "dailyVolume", stressVolPpm: "stressVolatility" };
  return { change, at: atNames(one, { ...names, accountSharePpm: "accountShare" }) };
}

function underlyingOf({ settlement }: HandHouse, one: HandUnderlying, underlyingId: number): Placed {
  const { asset: of, decimals } = settlement;
  const depthAtoms = atomsOf(one.depth, decimals, one.at("depth"), of);
  const cap = one.openInterestCap;
  const change = underlying({
    underlyingId,
    segmentId: SEGMENT_ID,
    symbol: one.symbol,
    indexFeedId: feedIdOf(underlyingId - 1),
    depthAtoms,
    initialVolPpm: ppm(one.volatility),
    ...(cap !== undefined && { openInterestCapAtoms: atomsOf(cap, decimals, one.at("openInterestCap"), of) }),
  });
  const { symbol, segmentId, indexFeedId } = change;
  const standIn = underlying({ underlyingId, segmentId, symbol, indexFeedId, depthAtoms: atoms(10n) });
  const names = { initialVolPpm: "volatility", depthAtoms: "depth", vegaDepthAtoms: "depth" };
  const openInterest = { openInterestHighAtoms: "depth", openInterestCapAtoms: "openInterestCap" };
  return { change, standIn, at: atNames(one, { ...names, ...openInterest }) };
}

/** Nothing where the contract says what its kind has not, or lacks what it has. */
function marketOf(house: HandHouse, one: HandMarket, instrumentId: number): Placed[] {
  const underlyingId = house.underlyings.findIndex(({ symbol }) => symbol === one.underlying) + 1;
  // Where a list was not read whole it may be one that could not be.
  if (underlyingId === 0 && house.underlyings.isWhole) {
    const symbols = house.underlyings.map(({ symbol }) => symbol).join(", ");
    tellAt(one.at("underlying"), "UnderlyingUnknown", `is none of ${symbols}`);
  }
  const tickFeedUnits = priceOf(one.tick, one.at("tick"));
  if (!hasTermsOfItsKind(one) || tickFeedUnits === 0n) return [];
  const { asset: of, decimals } = house.settlement;
  const gain = unitsOf(product(one.tick, one.lot), decimals);
  if (gain === undefined) {
    const least = decimals === 0 ? "1" : `0.${"1".padStart(decimals, "0")}`;
    tellAt(one.at("lot"), "LotTooFine", `times its tick must be a multiple of ${least} ${of}: what a lot gains a tick`);
    return [];
  }
  if (gain > MOST_ATOMS) {
    tellAt(one.at("lot"), "TooLarge", `times its tick is above ${MOST_ATOMS / 10n ** BigInt(decimals)} ${of}`);
    return [];
  }
  const contract = { instrumentId, underlyingId, symbol: one.symbol, tickFeedUnits, tickValueAtoms: atoms(gain) };
  const change = listingOf(house, one, contract);
  const names = { symbol: "symbol", tickFeedUnits: "tick", tickValueAtoms: "lot", "terms.strikeTicks": "strike" };
  return change === null || underlyingId === 0
    ? []
    : [{ change, at: atNames(one, { ...names, "terms.expiryMs": "expiry" }) }];
}

function hasTermsOfItsKind(one: HandMarket): boolean {
  const needs = { perpetual: [], spot: [], future: ["expiry"], call: ["expiry", "strike"], put: ["expiry", "strike"] }[
    one.kind
  ];
  let isWhole = true;
  for (const field of ["expiry", "strike"] as const) {
    const isSaid = one.at(field) !== one.at(); // well or badly
    if (isSaid === (needs as readonly string[]).includes(field)) continue;
    isWhole = false;
    if (isSaid) tellAt(one.at(field), "FieldUnknown", `is no field of a ${one.kind}`);
    else tellAt(one.at(), "FieldMissing", `lacks ${field}, which a ${one.kind} has`);
  }
  return isWhole && needs.every((field) => one[field as "expiry"] !== undefined);
}

function listingOf(house: HandHouse, one: HandMarket, contract: Parameters<typeof listPerpetual>[0]): Change | null {
  if (one.kind === "perpetual") return listPerpetual(contract);
  if (one.kind === "spot") {
    const index = house.collateral.findIndex(({ asset }) => asset === one.underlying);
    const base = house.collateral[index];
    if (base === undefined) {
      if (!house.collateral.isWhole) return null;
      tellAt(one.at("underlying"), "AssetUnknown", `is no collateral: a spot market delivers an asset that is`);
      return null;
    }
    return listSpot(contract, assetIdOf(index), atomsOf(one.lot, base.decimals, one.at("lot"), base.asset));
  }
  const expiryMs = one.expiry!; // its kind has one
  if (one.kind === "future") return listFuture(contract, expiryMs);
  const strike = priceOf(one.strike!, one.at("strike")); // as above
  if (strike % contract.tickFeedUnits !== 0n) {
    tellAt(one.at("strike"), "OffTick", "is no multiple of the tick");
    return null;
  }
  return (one.kind === "call" ? listCall : listPut)(contract, ticks(strike / contract.tickFeedUnits), expiryMs);
}
