/**
 * The one door to valuation: a product and a market as JSON, to a value with Greeks or a refusal that names the field.
 *
 * @module
 */
import { sqrt } from "@novate/num";
import { type Greeks, type Refused, refuse } from "@novate/risk";
import { nonFinitePath } from "@novate/stdx";
import { quantoMarket } from "../exotic/quanto.ts";
import { type Displacement, greeksByDifferences } from "./differences.ts";
import type { CheckedMarket, ProductKind } from "./kind.ts";
import { isQuantoable, KINDS, PRODUCT_NAMES } from "./kinds.ts";
import { checkMarket } from "./market.ts";
import { faultOfRecord, type ProductRule } from "./rules.ts";

/** A value without Greeks. */
export interface Priced {
  readonly ok: true;
  /** In the settlement currency, for one unit of the product. */
  readonly value: number;
  /** The literature's name of what was computed. */
  readonly method: string;
}

/** A value with Greeks; for vega, vanna and volga per 1.00 of volatility, theta per year, rho per 1.00 of rate. */
export interface Valued extends Priced {
  readonly greeks: Greeks;
  readonly greeksBy: "formula" | "differences";
}

/** A kind seen from the dispatch, which only passes it products of its own type. */
type AnyKind = ProductKind<{ readonly product: string }>;
type TypedProduct = { readonly product: string } & Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, ProductRule>>;

const nameRule: ProductRule = { check: () => undefined };

/**
 * Values one product of the closed union `Product` in a `Market` (see `types.ts` for fields and units), with Greeks.
 *
 * Never throws for data: a missing, unknown, non-finite or out-of-range field, a crossed surface, or a product that a
 * market cannot value is a refusal, and so is a value or a Greek that is not finite. First the product is checked, then the market, then both together.
 */
export function valueProduct(product: unknown, market: unknown): Valued | Refused {
  const prepared = prepare(product, market);
  if (!prepared.ok) return prepared;
  const { kind, typed, checked, adjust, years } = prepared;
  const priced = price(prepared);
  if (!priced.ok) return priced;
  const greeks = kind.greeks?.(typed, adjust(checked));
  if (greeks !== undefined) return finite({ ...priced, greeks: onlyGreeks(greeks), greeksBy: "formula" });
  const marketAt = (displacement: Displacement): CheckedMarket => adjust(displace(checked, displacement, years));
  const valueAt = (displacement: Displacement): number =>
    kind.value(elapse(typed, kind.fields, displacement.time), marketAt(displacement));
  const isValued = (displacement: Displacement): boolean =>
    kind.relation?.(typed, marketAt(displacement)) === undefined;
  const { spot, volAnnual } = checked.asset;
  const greeksThere = greeksByDifferences(valueAt, isValued, spot, volAnnual, years);
  return finite({ ...priced, greeks: greeksThere, greeksBy: "differences" });
}

/** A value whose Greeks are numbers too; a refusal by the name of the first that is not. */
function finite(valued: Valued): Valued | Refused {
  const path = nonFinitePath(valued);
  return path === undefined ? valued : refuse("NotCovered", path, "is not finite in this market");
}

/** The same without Greeks: a fraction of the work where those are differences. */
export function priceProduct(product: unknown, market: unknown): Priced | Refused {
  const prepared = prepare(product, market);
  return prepared.ok ? price(prepared) : prepared;
}

/** A product and a market that have passed every check. */
interface Prepared {
  readonly ok: true;
  readonly kind: AnyKind;
  readonly typed: TypedProduct;
  readonly checked: CheckedMarket;
  /** From the market as given to the one the formulas see: a quanto changes it. */
  readonly adjust: (market: CheckedMarket) => CheckedMarket;
  readonly years: number;
  readonly method: string;
}

function price({ kind, typed, checked, adjust, method }: Prepared): Priced | Refused {
  const value = kind.value(typed, adjust(checked));
  if (!Number.isFinite(value)) return refuse("NotCovered", "product", "has no finite value in this market");
  return { ok: true, value, method };
}

function prepare(product: unknown, market: unknown): Prepared | Refused {
  const name = productName(product);
  if (name === "quanto") return prepareQuanto(product, market);
  if (name === undefined || !Object.hasOwn(KINDS, name)) {
    const code = name === undefined ? "FieldMissing" : "FieldUnknown";
    return refuse(code, "product.product", `must be one of ${PRODUCT_NAMES.join(", ")}`);
  }
  return prepareKind(name, product, "product", market, (checked) => checked);
}

const productName = (product: unknown): string | undefined => {
  if (typeof product !== "object" || product === null || !("product" in product)) return undefined;
  return String(product.product);
};

/** A quanto is its inner product in an adjusted market. */
function prepareQuanto(product: unknown, market: unknown): Prepared | Refused {
  const fault = faultOfRecord(product, { product: nameRule, of: nameRule }, "product");
  if (fault !== undefined) return fault;
  const inner = (product as { readonly of: unknown }).of; // present by the line above
  const name = productName(inner);
  if (name === undefined || !isQuantoable(name))
    return refuse("FieldUnknown", "product.of.product", "must be a product on one asset");
  const prepared = prepareKind(name, inner, "product.of", market, (checked) => {
    const { payingRateAnnual, volAnnual, correlation } = checked.fx!; // refused below if it is absent
    return {
      ...checked,
      asset: quantoMarket(checked.asset, { payingRateAnnual, fxVolAnnual: volAnnual, correlation }),
    };
  });
  return prepared.ok ? { ...prepared, method: `quanto of ${prepared.method}` } : prepared;
}

function prepareKind(
  name: string,
  product: unknown,
  path: "product" | "product.of",
  market: unknown,
  adjust: (market: CheckedMarket) => CheckedMarket,
): Prepared | Refused {
  // The table pairs each name with its own type; the field check below is what makes the product of that type.
  const kind = KINDS[name as keyof typeof KINDS] as unknown as AnyKind;
  const fault = faultOfRecord(product, { product: nameRule, ...kind.fields }, path);
  if (fault !== undefined) return fault;
  const typed = product as TypedProduct; // checked by the lines above
  const years = longestTime(typed, kind.fields);
  const checked = checkMarket(market, {
    parts: path === "product" ? kind.needs : [...kind.needs, "fx"],
    point: kind.volatilityPoint?.(typed) ?? { years },
    isVolatilityPositive: kind.allowsNoVolatility !== true,
  });
  if (!checked.ok) return checked;
  const unrelated = kind.relation?.(typed, adjust(checked.market));
  if (unrelated !== undefined) return unrelated;
  return { ok: true, kind, typed, checked: checked.market, adjust, years, method: kind.method };
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
