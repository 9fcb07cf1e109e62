/**
 * The one door to valuation: a product and a market as JSON, to a value with Greeks or a refusal that names the field.
 *
 * @module
 */
import { sqrt } from "@novate/num";
import type { Greeks } from "../black/greeks.ts";
import { quantoMarket } from "../exotic/quanto.ts";
import { type Refused, refuse } from "../refusal.ts";
import { type Displacement, greeksByDifferences } from "./differences.ts";
import type { CheckedMarket, ProductKind } from "./kind.ts";
import { isQuantoable, KINDS, PRODUCT_NAMES } from "./kinds.ts";
import { checkMarket } from "./market.ts";
import { type FieldRule, faultOfRecord } from "./rules.ts";

export interface Valued {
  readonly ok: true;
  readonly value: number;
  readonly greeks: Greeks;
  /** The literature's name of what was computed. */
  readonly method: string;
  readonly greeksBy: "formula" | "differences";
}

/** A kind seen from the dispatch, which only passes it products of its own type. */
type AnyKind = ProductKind<{ readonly product: string }>;
type Fields = Readonly<Record<string, FieldRule>>;

const nameRule: FieldRule = { check: () => undefined };

/**
 * Values one product of the closed union `Product` in a `Market` (see `types.ts` for fields and units).
 *
 * Never throws for data: a missing, unknown, non-finite or out-of-range field, a crossed surface, or a product that a
 * market cannot value is a refusal. First the product is checked, then the market, then both together.
 */
export function valueProduct(product: unknown, market: unknown): Valued | Refused {
  const name = typeof product === "object" && product !== null ? (product as { product?: unknown }).product : undefined;
  if (name === undefined)
    return refuse("FieldMissing", "product.product", `must be one of ${PRODUCT_NAMES.join(", ")}`);
  if (name === "quanto") return valueQuanto(product as { readonly of?: unknown }, market); // an object by the lines above
  if (typeof name !== "string" || !Object.hasOwn(KINDS, name))
    return refuse("FieldUnknown", "product.product", `must be one of ${PRODUCT_NAMES.join(", ")}`);
  return valueKind(name, product, market, (checked) => checked);
}

/** A quanto is its inner product in an adjusted market; its spot, volatility and rate Greeks are those of the inner's market. */
function valueQuanto(product: { readonly of?: unknown }, market: unknown): Valued | Refused {
  const fault = faultOfRecord(product, { product: nameRule, of: nameRule }, "product");
  if (fault !== undefined) return fault;
  const inner = product.of;
  const name = typeof inner === "object" && inner !== null ? (inner as { product?: unknown }).product : undefined;
  if (typeof name !== "string" || !isQuantoable(name))
    return refuse("FieldUnknown", "product.of.product", "must be a product on one asset");
  if (typeof market === "object" && market !== null && (market as { fx?: unknown }).fx === undefined)
    return refuse("FieldMissing", "market.fx", "is needed by this product");
  const valued = valueKind(name, inner, market, (checked) => {
    const { payingRateAnnual, volAnnual, correlation } = checked.fx!; // checked by the lines above
    const terms = { payingRateAnnual, fxVolAnnual: volAnnual, correlation };
    return { ...checked, asset: quantoMarket(checked.asset, terms) };
  });
  return valued.ok ? { ...valued, method: `quanto of ${valued.method}` } : valued;
}

function valueKind(
  name: string,
  product: unknown,
  market: unknown,
  adjust: (market: CheckedMarket) => CheckedMarket,
): Valued | Refused {
  // The table pairs each name with its own type; the field check below is what makes the product of that type.
  const kind = KINDS[name as keyof typeof KINDS] as unknown as AnyKind;
  const fields: Fields = kind.fields;
  const fault = faultOfRecord(product, { product: nameRule, ...fields }, "product");
  if (fault !== undefined) return fault;
  const typed = product as { readonly product: string } & Record<string, unknown>; // checked by the lines above
  const years = longestTime(typed, fields);
  const checked = checkMarket(market, {
    parts: kind.needs,
    point: kind.volatilityPoint?.(typed) ?? { years },
    isVolatilityPositive: kind.allowsNoVolatility !== true,
  });
  if (!checked.ok) return checked;
  const adjusted = adjust(checked.market);
  const unrelated = kind.relation?.(typed, adjusted);
  if (unrelated !== undefined) return unrelated;

  const value = kind.value(typed, adjusted);
  if (!Number.isFinite(value)) return refuse("NotCovered", "product", "has no finite value in this market");
  const greeks = kind.greeks?.(typed, adjusted);
  if (greeks !== undefined)
    return { ok: true, value, greeks: onlyGreeks(greeks), method: kind.method, greeksBy: "formula" };
  const valueAt = (displacement: Displacement): number =>
    kind.value(elapse(typed, fields, displacement.time), adjust(displace(checked.market, displacement, years)));
  const differences = greeksByDifferences(valueAt, adjusted.asset.spot, adjusted.asset.volAnnual, years);
  return { ok: true, value, greeks: differences, method: kind.method, greeksBy: "differences" };
}

const onlyGreeks = ({ delta, gamma, vega, theta, rho, vanna, volga }: Greeks): Greeks => ({
  delta,
  gamma,
  vega,
  theta,
  rho,
  vanna,
  volga,
});

/** The latest of a product's times: its life. */
function longestTime(product: Readonly<Record<string, unknown>>, fields: Fields): number {
  let longest = 0;
  for (const [name, rule] of Object.entries(fields)) {
    if (rule.isTime !== true) continue;
    for (const time of [product[name]].flat()) if (typeof time === "number" && time > longest) longest = time;
  }
  return longest;
}

/** The product with `extra` more time to go; a time of zero is now and stays. */
function elapse<P extends Readonly<Record<string, unknown>>>(product: P, fields: Fields, extra: number): P {
  if (extra === 0) return product;
  const shift = (time: number): number => (time > 0 ? Math.max(time + extra, 0) : time);
  const moved: Record<string, unknown> = { ...product };
  for (const [name, rule] of Object.entries(fields)) {
    if (rule.isTime !== true) continue;
    const time = product[name];
    if (typeof time === "number") moved[name] = shift(time);
    else if (Array.isArray(time)) moved[name] = time.map(shift);
  }
  return moved as P; // the same fields, each of the same type
}

/** The market displaced; the smile shifts in parallel. The other asset keeps its spot and volatility. */
function displace(market: CheckedMarket, displacement: Displacement, years: number): CheckedMarket {
  const { asset, second, totalVariance } = market;
  const moved = {
    spot: asset.spot * (1 + displacement.spot),
    rateAnnual: asset.rateAnnual + displacement.rate,
    yieldAnnual: asset.yieldAnnual,
    volAnnual: asset.volAnnual + displacement.vol,
  };
  const rateAnnual = moved.rateAnnual;
  const shifted = (k: number): number => {
    const stdDev = sqrt(totalVariance(k)) + displacement.vol * sqrt(years);
    return stdDev * stdDev;
  };
  return {
    ...market,
    asset: moved,
    totalVariance: shifted,
    ...(second === undefined ? {} : { second: { ...second, first: moved, second: { ...second.second, rateAnnual } } }),
  };
}
