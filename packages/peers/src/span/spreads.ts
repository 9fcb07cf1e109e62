/**
 * Spreads: charges between the months of a commodity, credits between commodities.
 *
 * Spreads form in the order of their priority, each on the deltas that the earlier ones left.
 * @module
 */

/** Spreads of equal priority, or of none, in the order given. */
const byPriority = <T extends { readonly priority: number }>(spreads: readonly T[]): readonly T[] =>
  [...spreads].sort((left, right) => left.priority - right.priority);

/** Deltas that offset each other across months: what is lost of the gross by netting, by halves. */
export function offsetDeltas(monthDeltas: readonly number[]): number {
  const gross = monthDeltas.reduce((sum, delta) => sum + Math.abs(delta), 0);
  const net = Math.abs(monthDeltas.reduce((sum, delta) => sum + delta, 0));
  return (gross - net) / 2;
}

export interface CalendarSpread {
  readonly priority: number;
  /** Charge per spread. */
  readonly charge: number;
  readonly legs: readonly { readonly month: string; readonly ratio: number; readonly side: "A" | "B" }[];
}

/** Charge of the spreads that form: the legs of one side long against those of the other, either way round. */
export function calendarCharge(spreads: readonly CalendarSpread[], monthDeltas: ReadonlyMap<string, number>): number {
  const left = new Map(monthDeltas);
  let charge = 0;
  for (const spread of byPriority(spreads)) {
    const legs = spread.legs.map(({ month, ratio, side }) => ({ key: month, perSpread: ratio, side }));
    const { count, direction } = formed(legs, left);
    charge += count * spread.charge;
    consume(legs, left, count, direction);
  }
  return charge;
}

interface Leg {
  readonly key: string;
  readonly perSpread: number;
  readonly side: "A" | "B";
}

/** Sign of the delta that a leg takes: `direction` on side A, the other one on side B. */
const signOf = (side: Leg["side"], direction: 1 | -1): number => (side === "A" ? direction : -direction);

const NONE = { count: 0, direction: 1 } as const;

/** How many spreads the deltas allow, and which side is long. */
function formed(legs: readonly Leg[], deltas: ReadonlyMap<string, number>) {
  for (const direction of [1, -1] as const) {
    const count = legs.reduce((least, { key, perSpread, side }) => {
      const wanted = signOf(side, direction);
      return Math.min(least, Math.max(0, (deltas.get(key) ?? 0) * wanted) / perSpread);
    }, Number.POSITIVE_INFINITY);
    if (Number.isFinite(count) && count > 0) return { count, direction };
  }
  return NONE;
}

function consume(legs: readonly Leg[], deltas: Map<string, number>, count: number, direction: 1 | -1): void {
  for (const { key, perSpread, side } of legs) {
    const wanted = signOf(side, direction);
    deltas.set(key, (deltas.get(key) ?? 0) - wanted * count * perSpread);
  }
}

export interface InterCommoditySpread {
  readonly priority: number;
  readonly legs: readonly { readonly commodity: string; readonly deltaPerSpread: number; readonly side: "A" | "B" }[];
  /** Part of each leg's price risk that is credited. */
  readonly rate: number;
}

/** Credit of every commodity: its price risk per delta on the deltas that its spreads use up, at their rates. */
export function spreadCredits(
  spreads: readonly InterCommoditySpread[],
  deltas: ReadonlyMap<string, number>,
  priceRiskPerDelta: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const left = new Map(deltas);
  const credits = new Map<string, number>();
  for (const spread of byPriority(spreads)) {
    const legs = spread.legs.map(({ commodity, deltaPerSpread, side }) => ({
      key: commodity,
      perSpread: deltaPerSpread,
      side,
    }));
    const { count, direction } = formed(legs, left);
    if (count === 0) continue;
    for (const { key, perSpread } of legs) {
      const credit = count * perSpread * (priceRiskPerDelta.get(key) ?? 0) * spread.rate;
      credits.set(key, (credits.get(key) ?? 0) + credit);
    }
    consume(legs, left, count, direction);
  }
  return credits;
}
