/**
 * Reads and margins a whole SPAN portfolio: contracts with risk arrays, given or generated.
 *
 * The case: { commodities: [{ id, priceScanRange?, volScanRange?, lookAheadYears?, calendarCharge?, calendarSpreads?:
 * [{ charge, priority?, legs: [{ month, ratio?, side }] }], deliveryCharge?, shortOptionMinimum?, shortOptionMethod? (gross, max), exposureRate?,
 * contracts: [{ id, quantity, month?, delta?, riskArray? (16 losses of one long contract), optionValue?, kind, price,
 * strike?, years?, vol?, multiplier? }] }], interCommoditySpreads?: [{ rate, priority?, legs: [{ commodity,
 * deltaPerSpread, side }] }], extremeMultiple?, extremeCover?, exposureRate? }. Without `calendarSpreads`, deltas that
 * offset each other across months are charged `calendarCharge` each, whatever the months.
 * @module
 */

import { forwardGreeks } from "@novate/risk";
import type { Field } from "../caseFile/field.ts";
import type { Figure, Figures } from "../caseFile/result.ts";
import { SPAN, type SpanScenario, spanScenarios } from "./profile.ts";
import { type CommodityRisk, commodityRequirement, priceRisk } from "./requirement.ts";
import { netOptionValue, riskArray, type SpanContract } from "./riskArray.ts";
import {
  type CalendarSpread,
  calendarCharge,
  type InterCommoditySpread,
  offsetDeltas,
  spreadCredits,
} from "./spreads.ts";

interface Commodity {
  readonly id: string;
  readonly risk: CommodityRisk;
  readonly delta: number;
  readonly exposure: number;
}

function readContract(field: Field): SpanContract {
  const kind = field.get("kind").exists ? field.get("kind").text : "future";
  if (kind !== "future" && kind !== "call" && kind !== "put") {
    return field.get("kind").refuse("FieldUnknown", "must be future, call or put");
  }
  return {
    kind,
    price: field.get("price").positive,
    strike: kind === "future" ? 0 : field.get("strike").positive,
    years: kind === "future" ? 0 : field.get("years").notNegative,
    vol: kind === "future" ? 0 : field.get("vol").notNegative,
    multiplier: field.get("multiplier").exists ? field.get("multiplier").positive : 1,
  };
}

/** Delta of one long contract, per unit of its multiplier. */
function deltaOf(contract: SpanContract): number {
  if (contract.kind === "future") return 1;
  const { kind, price: forward, strike, years: yearsToExpiry, vol: volAnnual } = contract;
  return forwardGreeks({ kind, forward, strike, yearsToExpiry, volAnnual, discount: 1 }).delta;
}

function readSide(field: Field): "A" | "B" {
  if (field.text !== "A" && field.text !== "B") field.refuse("FieldUnknown", "must be A or B");
  return field.text === "A" ? "A" : "B";
}

const readCalendarSpread = (field: Field): CalendarSpread => ({
  priority: field.get("priority").numberOr(0),
  charge: field.get("charge").notNegative,
  legs: field.get("legs").list.map((leg) => ({
    month: leg.get("month").text,
    ratio: leg.get("ratio").exists ? leg.get("ratio").positive : 1,
    side: readSide(leg.get("side")),
  })),
});

/** Charge for the commodity's spreads between months, by its table where it has one. */
function calendarChargeOf(field: Field, months: ReadonlyMap<string, number>): number {
  const table = field.get("calendarSpreads");
  return table.exists
    ? calendarCharge(table.list.map(readCalendarSpread), months)
    : offsetDeltas([...months.values()]) * field.get("calendarCharge").numberOr(0);
}

/** Short options that owe the minimum: all of them, or where the venue says so the calls or the puts, whichever are more. */
function shortOptionsOf(field: Field, { call, put }: { readonly call: number; readonly put: number }): number {
  const method = field.get("shortOptionMethod");
  if (!method.exists || method.text === "gross") return call + put;
  return method.text === "max" ? Math.max(call, put) : method.refuse("FieldUnknown", "must be gross or max");
}

function readCommodity(field: Field, scenarios: readonly SpanScenario[], defaultRate: number): Commodity {
  const exposureRate = field.get("exposureRate").numberOr(defaultRate);
  const losses = scenarios.map(() => 0);
  const months = new Map<string, number>();
  let optionValue = 0;
  const shorts = { call: 0, put: 0 };
  let exposure = 0;
  for (const item of field.get("contracts").list) {
    const quantity = item.get("quantity").number;
    const given = item.get("riskArray");
    const contract = readContract(item);
    if (given.exists && given.list.length !== scenarios.length)
      given.refuse("OutOfRange", `must hold ${scenarios.length} losses`);
    const array = given.exists
      ? given.list.map((loss) => loss.number)
      : riskArray(
          contract,
          {
            price: field.get("priceScanRange").positive,
            vol: contract.kind === "future" ? 0 : field.get("volScanRange").notNegative,
            lookAhead: field.get("lookAheadYears").exists ? field.get("lookAheadYears").notNegative : 0,
          },
          scenarios,
        );
    for (const [index, loss] of array.entries()) losses[index] = (losses[index] ?? 0) + quantity * loss;
    const delta = item.get("delta").exists ? item.get("delta").number : deltaOf(contract);
    const month = item.get("month").exists ? item.get("month").text : "";
    months.set(month, (months.get(month) ?? 0) + quantity * delta);
    const value = item.get("optionValue").exists ? item.get("optionValue").number : netOptionValue(contract);
    if (contract.kind !== "future") {
      optionValue += quantity * value;
      shorts[contract.kind] += Math.max(0, -quantity);
    }
    if (contract.kind === "future" || quantity < 0) {
      exposure += exposureRate * Math.abs(quantity) * contract.multiplier * contract.price;
    }
  }
  return {
    id: field.get("id").text,
    delta: [...months.values()].reduce((sum, delta) => sum + delta, 0),
    exposure,
    risk: {
      losses,
      calendarSpreadCharge: calendarChargeOf(field, months),
      deliveryCharge: field.get("deliveryCharge").numberOr(0),
      shortOptions: shortOptionsOf(field, shorts),
      shortOptionMinimum: field.get("shortOptionMinimum").numberOr(0),
      netOptionValue: optionValue,
    },
  };
}

function readSpread(field: Field): InterCommoditySpread {
  return {
    priority: field.get("priority").numberOr(0),
    rate: field.get("rate").within(0, 1),
    legs: field.get("legs").list.map((leg) => ({
      commodity: leg.get("commodity").text,
      deltaPerSpread: leg.get("deltaPerSpread").positive,
      side: readSide(leg.get("side")),
    })),
  };
}

function creditsOf(
  commodities: readonly Commodity[],
  spreads: readonly InterCommoditySpread[],
): ReadonlyMap<string, number> {
  const deltas = new Map(commodities.map(({ id, delta }) => [id, delta]));
  const perDelta = commodities.map(
    ({ id, delta, risk }) => [id, delta === 0 ? 0 : priceRisk(risk.losses) / Math.abs(delta)] as const,
  );
  return spreadCredits(spreads, deltas, new Map(perDelta));
}

/** Requirement of every commodity and of the portfolio. */
export function runSpanPortfolio(field: Field): Figures {
  const isOwn = field.get("extremeMultiple").exists || field.get("extremeCover").exists;
  const scenarios = isOwn
    ? spanScenarios(field.get("extremeMultiple").numberOr(2), field.get("extremeCover").numberOr(0.35))
    : SPAN.scenarios;
  const exposureRate = field.get("exposureRate").numberOr(SPAN.exposureRate);
  const commodities = field.get("commodities").list.map((item) => readCommodity(item, scenarios, exposureRate));
  const credits = creditsOf(commodities, field.get("interCommoditySpreads").optionalList.map(readSpread));
  const rows = commodities.map((commodity) => ({
    id: commodity.id,
    losses: commodity.risk.losses,
    exposure: commodity.exposure,
    ...commodityRequirement(commodity.risk, credits.get(commodity.id) ?? 0),
  }));
  const span = rows.reduce((sum, row) => sum + row.span, 0);
  const exposure = rows.reduce((sum, row) => sum + row.exposure, 0);
  const commodityFigures: readonly Figure[] = rows.map((row) => ({ ...row }));
  return { span, exposure, total: span + exposure, commodities: commodityFigures };
}
