/**
 * A what-if answer on a page.
 *
 * @module
 */
import type { PortfolioAnswer, UnderlyingAnswer } from "@novate/whatif";
import { amount, grouped, percent, significant } from "../terminal/figures.ts";
import { type Column, factLines, tableLines } from "../terminal/table.ts";

/** Money of the asset that everything settles in: with its decimals where they are known, else in atoms. */
interface MoneyText {
  /** With its unit. */
  readonly money: (atoms: string) => string;
  /** In a column whose heading names the unit. */
  readonly bare: (atoms: string) => string;
  /** For that heading. */
  readonly unit: string;
}

const moneyText = (decimals: number | null): MoneyText =>
  decimals === null
    ? { money: (atoms) => `${grouped(atoms)} atoms`, bare: grouped, unit: " (atoms)" }
    : { money: (atoms) => amount(atoms, decimals), bare: (atoms) => amount(atoms, decimals), unit: "" };

/** `decimals` of the settlement asset; null where nobody says them. */
export function marginPage(answer: PortfolioAnswer, decimals: number | null): string {
  const text = moneyText(decimals);
  const { money } = text;
  const { requirement, underlyings = [], crossCredits = [] } = answer;
  const parts = [
    factLines([
      ["profile", `${answer.profile}, ${answer.method}`],
      ["initial margin", money(requirement.initialMarginAtoms)],
      ["maintenance margin", money(requirement.maintenanceMarginAtoms)],
      ["close-out level", money(requirement.closeOutLevelAtoms)],
      ["equity", money(answer.equityAtoms)],
      ...endsOf(answer, text),
      ["left over initial", money(answer.initialSurplusAtoms)],
      ["left over maintenance", money(answer.maintenanceSurplusAtoms)],
      ...(answer.binding === undefined ? [] : [["set by", answer.binding] as const]),
      ...(answer.distanceToLiquidation === undefined
        ? []
        : [["distance to liquidation", distanceText(answer.distanceToLiquidation)] as const]),
    ]),
    ...underlyings.flatMap((one) => underlyingParts(one, text)),
    ...crossCredits.map(
      (credit) =>
        `credit between ${credit.leftUnderlyingId} and ${credit.rightUnderlyingId} at ` +
        `${percent(credit.creditPpm / 1_000_000, 0)}: ${money(credit.initialAtoms)}\n`,
    ),
  ];
  return parts.join("\n");
}

/** The two ends of equity, where they are not its middle. */
const endsOf = (
  { equityAtoms, equityLowAtoms, equityHighAtoms }: PortfolioAnswer,
  { money }: MoneyText,
): (readonly [string, string])[] =>
  equityLowAtoms === equityAtoms && equityHighAtoms === equityAtoms
    ? []
    : [
        ["  at its low end", money(equityLowAtoms)],
        ["  at its high end", money(equityHighAtoms)],
      ];

function underlyingParts(underlying: UnderlyingAnswer, text: MoneyText): string[] {
  const { money, bare, unit } = text;
  const { minimumCharge, deltaLiquidity, vegaLiquidity, greeks, liquidation } = underlying;
  return [
    factLines([
      [
        `underlying ${underlying.underlyingId}`,
        `initial ${money(underlying.initialMarginAtoms)}, set by ${underlying.binding}`,
      ],
      ["  scan loss", `${money(underlying.scanLossAtoms)} in ${underlying.bindingScenario}`],
      ["  minimum charge", money(minimumCharge.chargeAtoms)],
      ["  liquidity, delta", money(deltaLiquidity.chargeAtoms)],
      ["  liquidity, vega", money(vegaLiquidity.chargeAtoms)],
      ["  other add-ons", money(underlying.addOnsAtoms)],
      ["  delta, gamma", `${bare(greeks.deltaAtoms)}, ${bare(greeks.gammaAtoms)} for 1 %`],
      ["  vega, theta", `${bare(greeks.vegaAtoms)} a point, ${bare(greeks.thetaAtoms)} a day`],
      ...(liquidation === undefined
        ? []
        : [
            [
              "  liquidation",
              `below ${priceText(liquidation.belowPrice)}, above ${priceText(liquidation.abovePrice)}`,
            ] as const,
          ]),
    ]),
    positionTable(underlying, text),
    tableLines(
      [
        ["SCENARIO", "left"],
        [`PROFIT OR LOSS${unit}`, "right"],
      ],
      underlying.scenarios.map(({ name, pnlAtoms }) => [name, bare(pnlAtoms)]),
    ),
  ];
}

function positionTable({ positions }: UnderlyingAnswer, { bare, unit }: MoneyText): string {
  const columns: Column[] = [
    ["INSTRUMENT", "right"],
    ["LOTS", "right"],
    [`MARK VALUE${unit}`, "right"],
    [`ALONE${unit}`, "right"],
    [`AT THE MARGIN${unit}`, "right"],
    ["", "left"],
  ];
  const rows = positions.map((one) => [
    String(one.instrumentId),
    grouped(one.lots),
    bare(one.markValueAtoms),
    bare(one.initialAloneAtoms),
    one.marginalInitialMarginAtoms === undefined ? "" : bare(one.marginalInitialMarginAtoms),
    one.isPriced ? "" : "no price: charged its maximum loss",
  ]);
  return tableLines(columns, rows);
}

const priceText = (price: number | null): string => (price === null ? "never" : significant(price));
const distanceText = (distance: number | null): string =>
  distance === null ? "no move of one spot" : percent(distance);
