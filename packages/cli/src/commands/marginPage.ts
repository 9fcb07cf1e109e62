/**
 * A what-if answer on a page.
 *
 * @module
 */
import type { PortfolioAnswer, UnderlyingAnswer } from "@novate/whatif";
import { grouped, percent, significant } from "../terminal/figures.ts";
import { type Column, factLines, tableLines } from "../terminal/table.ts";

export function marginPage(answer: PortfolioAnswer): string {
  const { requirement, underlyings = [], crossCredits = [] } = answer;
  const parts = [
    factLines([
      ["profile", `${answer.profile}, ${answer.method}`],
      ["initial margin", money(requirement.initialMarginAtoms)],
      ["maintenance margin", money(requirement.maintenanceMarginAtoms)],
      ["close-out level", money(requirement.closeOutLevelAtoms)],
      ["equity", money(answer.equityAtoms)],
      ...endsOf(answer),
      ["left over initial", money(answer.initialSurplusAtoms)],
      ["left over maintenance", money(answer.maintenanceSurplusAtoms)],
      ...(answer.binding === undefined ? [] : [["set by", answer.binding] as const]),
      ...(answer.distanceToLiquidation === undefined
        ? []
        : [["distance to liquidation", distanceText(answer.distanceToLiquidation)] as const]),
    ]),
    ...underlyings.flatMap(underlyingParts),
    ...crossCredits.map(
      (credit) =>
        `credit between ${credit.leftUnderlyingId} and ${credit.rightUnderlyingId} at ` +
        `${percent(credit.creditPpm / 1_000_000, 0)}: ${money(credit.initialAtoms)}\n`,
    ),
  ];
  return parts.join("\n");
}

/** The two ends of equity, where they are not its middle. */
const endsOf = ({ equityAtoms, equityLowAtoms, equityHighAtoms }: PortfolioAnswer): (readonly [string, string])[] =>
  equityLowAtoms === equityAtoms && equityHighAtoms === equityAtoms
    ? []
    : [
        ["  at its low end", money(equityLowAtoms)],
        ["  at its high end", money(equityHighAtoms)],
      ];

function underlyingParts(underlying: UnderlyingAnswer): string[] {
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
      ["  delta, gamma", `${grouped(greeks.deltaAtoms)}, ${grouped(greeks.gammaAtoms)} for 1 %`],
      ["  vega, theta", `${grouped(greeks.vegaAtoms)} a point, ${grouped(greeks.thetaAtoms)} a day`],
      ...(liquidation === undefined
        ? []
        : [
            [
              "  liquidation",
              `below ${priceText(liquidation.belowPrice)}, above ${priceText(liquidation.abovePrice)}`,
            ] as const,
          ]),
    ]),
    positionTable(underlying),
    tableLines(
      [
        ["SCENARIO", "left"],
        ["PROFIT OR LOSS (atoms)", "right"],
      ],
      underlying.scenarios.map(({ name, pnlAtoms }) => [name, grouped(pnlAtoms)]),
    ),
  ];
}

function positionTable({ positions }: UnderlyingAnswer): string {
  const columns: Column[] = [
    ["INSTRUMENT", "right"],
    ["LOTS", "right"],
    ["MARK VALUE (atoms)", "right"],
    ["ALONE (atoms)", "right"],
    ["AT THE MARGIN (atoms)", "right"],
    ["", "left"],
  ];
  const rows = positions.map((one) => [
    String(one.instrumentId),
    grouped(one.lots),
    grouped(one.markValueAtoms),
    grouped(one.initialAloneAtoms),
    one.marginalInitialMarginAtoms === undefined ? "" : grouped(one.marginalInitialMarginAtoms),
    one.isPriced ? "" : "no price: charged its maximum loss",
  ]);
  return tableLines(columns, rows);
}

const money = (atoms: string): string => `${grouped(atoms)} atoms`;
const priceText = (price: number | null): string => (price === null ? "never" : significant(price));
const distanceText = (distance: number | null): string =>
  distance === null ? "no move of one spot" : percent(distance);
