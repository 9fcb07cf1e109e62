/**
 * A combined commodity's requirement.
 *
 * @module
 */

export interface CommodityRisk {
  /** Losses of the whole portfolio of one commodity, scenario by scenario. */
  readonly losses: readonly number[];
  /** Charge for spreads between delivery months. */
  readonly calendarSpreadCharge: number;
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
function scanRisk(losses: readonly number[]): { readonly loss: number; readonly scenario: number } {
  let scenario = 0;
  for (const [index, loss] of losses.entries()) if (loss > (losses[scenario] ?? EMPTY)) scenario = index;
  return { loss: Math.max(0, losses[scenario] ?? EMPTY), scenario: scenario + 1 };
}

/** Scenarios of ordinary moves come in pairs of volatility up and down; those after them stand alone. */
const PAIRED = 14;

/**
 * What the price alone risks: the loss of the active scenario averaged with its pair, so that volatility falls out, less
 * the average of the two scenarios without a move, which is time.
 */
export function priceRisk(losses: readonly number[]): number {
  const active = scanRisk(losses).scenario - 1;
  const at = (index: number): number => losses[index] ?? EMPTY;
  const pair = active < PAIRED ? (active % 2 === 0 ? active + 1 : active - 1) : active;
  return Math.max(0, (at(active) + at(pair)) / 2 - (at(0) + at(1)) / 2);
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
  const shortOptionMinimum = risk.shortOptions * risk.shortOptionMinimum;
  return {
    scanRisk: scan.loss,
    activeScenario: scan.scenario,
    calendarSpreadCharge: risk.calendarSpreadCharge,
    interCommodityCredit: credit,
    shortOptionMinimum,
    netOptionValue: risk.netOptionValue,
    span: spanMargin(
      scan.loss,
      risk.calendarSpreadCharge,
      risk.deliveryCharge,
      credit,
      shortOptionMinimum,
      risk.netOptionValue,
    ),
  };
}
