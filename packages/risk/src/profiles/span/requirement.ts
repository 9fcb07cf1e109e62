/**
 * A combined commodity's requirement, and the credit between commodities.
 *
 * @module
 */

export interface CommodityRisk {
  /** Losses of the whole portfolio of one commodity, scenario by scenario. */
  readonly losses: readonly number[];
  /** Net delta per delivery month, in order of time. */
  readonly monthDeltas: readonly number[];
  /** Charge per spread of one delta between two months. */
  readonly calendarCharge: number;
  readonly deliveryCharge: number;
  readonly shortOptions: number;
  /** Least charge per short option. */
  readonly shortOptionMinimum: number;
  readonly netOptionValue: number;
}

export interface CommodityRequirement {
  readonly scanRisk: number;
  readonly activeScenario: number;
  readonly calendarSpreadCharge: number;
  readonly interCommodityCredit: number;
  readonly shortOptionMinimum: number;
  readonly netOptionValue: number;
  readonly span: number;
}

const EMPTY = 0;

/** The largest loss over the scenarios, not below zero, and the scenario's number from 1. */
export function scanRisk(losses: readonly number[]): { readonly loss: number; readonly scenario: number } {
  let scenario = 0;
  for (const [index, loss] of losses.entries()) if (loss > (losses[scenario] ?? EMPTY)) scenario = index;
  return { loss: Math.max(0, losses[scenario] ?? EMPTY), scenario: scenario + 1 };
}

/** Deltas that offset each other across months form spreads: what is lost of the gross by netting, by halves. */
export function calendarSpreads(monthDeltas: readonly number[]): number {
  const gross = monthDeltas.reduce((sum, delta) => sum + Math.abs(delta), 0);
  const net = Math.abs(monthDeltas.reduce((sum, delta) => sum + delta, 0));
  return (gross - net) / 2;
}

/** Risk before option value: scan, spreads and delivery less credit, and no less than the short option minimum. */
export function spanMargin(
  scan: number,
  calendar: number,
  delivery: number,
  credit: number,
  shortOptionMinimum: number,
  optionValue: number,
): number {
  return Math.max(0, Math.max(scan + calendar + delivery - credit, shortOptionMinimum) - optionValue);
}

export function commodityRequirement(risk: CommodityRisk, credit: number): CommodityRequirement {
  const scan = scanRisk(risk.losses);
  const calendarSpreadCharge = calendarSpreads(risk.monthDeltas) * risk.calendarCharge;
  const shortOptionMinimum = risk.shortOptions * risk.shortOptionMinimum;
  return {
    scanRisk: scan.loss,
    activeScenario: scan.scenario,
    calendarSpreadCharge,
    interCommodityCredit: credit,
    shortOptionMinimum,
    netOptionValue: risk.netOptionValue,
    span: spanMargin(
      scan.loss,
      calendarSpreadCharge,
      risk.deliveryCharge,
      credit,
      shortOptionMinimum,
      risk.netOptionValue,
    ),
  };
}

export interface InterCommoditySpread {
  readonly legs: readonly { readonly commodity: string; readonly deltaPerSpread: number; readonly side: "A" | "B" }[];
  /** Part of each leg's price risk that is credited. */
  readonly rate: number;
}

/**
 * Credits of one spread per commodity, and the deltas that it uses up.
 *
 * Spreads form while every leg still has delta on its side: legs A long against legs B short, or the other way round.
 * A leg's price risk per delta is its scan risk over its net delta.
 */
export function spreadCredits(
  spread: InterCommoditySpread,
  deltas: ReadonlyMap<string, number>,
  priceRiskPerDelta: ReadonlyMap<string, number>,
): { readonly credits: ReadonlyMap<string, number>; readonly deltasLeft: ReadonlyMap<string, number> } {
  const directions = [1, -1].map((direction) => ({
    direction,
    count: spread.legs.reduce((least, leg) => {
      const wanted = leg.side === "A" ? direction : -direction;
      const available = Math.max(0, (deltas.get(leg.commodity) ?? 0) * wanted);
      return Math.min(least, leg.deltaPerSpread > 0 ? available / leg.deltaPerSpread : 0);
    }, Number.POSITIVE_INFINITY),
  }));
  const chosen = directions.find(({ count }) => Number.isFinite(count) && count > 0);
  const credits = new Map<string, number>();
  const deltasLeft = new Map(deltas);
  if (chosen === undefined) return { credits, deltasLeft };
  for (const leg of spread.legs) {
    const used = chosen.count * leg.deltaPerSpread;
    const wanted = leg.side === "A" ? chosen.direction : -chosen.direction;
    credits.set(
      leg.commodity,
      (credits.get(leg.commodity) ?? 0) + used * (priceRiskPerDelta.get(leg.commodity) ?? 0) * spread.rate,
    );
    deltasLeft.set(leg.commodity, (deltasLeft.get(leg.commodity) ?? 0) - wanted * used);
  }
  return { credits, deltasLeft };
}
