/**
 * Reads one party of one market, whose margins follow from what the case states.
 *
 * { market: { riskFactorLong?, riskFactorShort?, linearSlippage?, quadraticSlippage?, positionDecimals?, search?,
 * initial?, release?, maxPrice? }, position, buys?, sells? ([{ size, price }]), markPrice?, entryPrice?, auctionPrice?,
 * fundingPerContract?, marginFactor?, expected? }. A market with `maxPrice` is fully collateralised; a party with
 * `marginFactor` is isolated: its orders are margined apart. Levels that the market leaves out are the default ones.
 * @module
 */
import type { Field } from "../caseFile/field.ts";
import { EXACT, integerFigure, judge, type ProfileCaseResult } from "../caseFile/result.ts";
import { decimalOr, readNotNegative, ZERO } from "./decimal.ts";
import {
  fullCollateral,
  isolatedPositionMargin,
  type MarginMarket,
  type MarginParty,
  maintenanceMargin,
  type Order,
  orderMargin,
} from "./maintenance.ts";
import { DEFAULT_LEVELS, FULLY_COLLATERALISED, type LevelFactors } from "./profile.ts";
import { crossLevels, isolatedLevels } from "./rules.ts";

/** Position decimals beyond this are no market's. */
const LARGEST_DECIMALS = 18n;

const amount = (field: Field): bigint => {
  const value = field.integer;
  return value < 0n ? field.refuse("Negative", "must be zero or more") : value;
};

const readOrder = (field: Field): Order => ({ size: amount(field.get("size")), price: amount(field.get("price")) });

function readMarket(field: Field): MarginMarket {
  const factor = (name: string) => (field.get(name).exists ? readNotNegative(field.get(name)) : ZERO);
  const decimals = field.get("positionDecimals").integerOr(0n);
  if (decimals < 0n || decimals > LARGEST_DECIMALS) {
    field.get("positionDecimals").refuse("OutOfRange", `must lie between 0 and ${LARGEST_DECIMALS}`);
  }
  return {
    riskFactorLong: factor("riskFactorLong"),
    riskFactorShort: factor("riskFactorShort"),
    linearSlippage: factor("linearSlippage"),
    quadraticSlippage: factor("quadraticSlippage"),
    positionFactor: 10n ** decimals,
  };
}

function readLevels(field: Field): LevelFactors {
  const own = (name: keyof LevelFactors) =>
    field.get(name).exists ? readNotNegative(field.get(name)) : DEFAULT_LEVELS[name];
  return { search: own("search"), initial: own("initial"), release: own("release") };
}

/** Margins of the party, and those of them that the case expects. */
export function runParty(name: string, field: Field): ProfileCaseResult {
  const market = readMarket(field.get("market"));
  const party: MarginParty = {
    position: field.get("position").integer,
    buys: field.get("buys").optionalList.map(readOrder),
    sells: field.get("sells").optionalList.map(readOrder),
  };
  const cap = field.get("market").get("maxPrice");
  const marginFactor = field.get("marginFactor");
  const auction = field.get("auctionPrice").exists ? amount(field.get("auctionPrice")) : undefined;
  // Orders of an isolated party are margined apart.
  const judged = marginFactor.exists ? { ...party, buys: [], sells: [] } : party;
  const maintenance = cap.exists
    ? fullCollateral(judged, field.get("entryPrice").integerOr(0n), amount(cap), market.positionFactor)
    : maintenanceMargin(market, judged, {
        mark: amount(field.get("markPrice")),
        ...(auction === undefined ? {} : { auction }),
        funding: decimalOr(field.get("fundingPerContract"), ZERO),
      });
  const factors = cap.exists ? FULLY_COLLATERALISED : readLevels(field.get("market"));
  const levels = marginFactor.exists ? isolatedLevels(maintenance, factors) : crossLevels(maintenance, factors);
  const order = marginFactor.exists
    ? orderMargin(party, readNotNegative(marginFactor), market.positionFactor, auction)
    : 0n;
  const entry = field.get("entryPrice");
  const figures = {
    maintenance,
    ...levels,
    order,
    ...(marginFactor.exists && entry.exists
      ? {
          position: isolatedPositionMargin(
            party.position,
            amount(entry),
            readNotNegative(marginFactor),
            market.positionFactor,
          ),
        }
      : {}),
  };
  const expected = field.get("expected");
  return judge(
    name,
    Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, integerFigure(value)])),
    Object.fromEntries(expected.keys.map((key) => [key, integerFigure(expected.get(key).integer)])),
    () => EXACT,
  );
}
