/**
 * Reads `vega-margin` case files: features { feature, background, scenarios: [{ name, steps: [{ text, rows? }] }] }, one
 * or a list of them, { uncovered, gains: { <party>: amount } } for the shares of a loss, or a party as `party.ts` says.
 *
 * Of a feature, the markets, the margin calculators and the expected margin levels are read: each level printed beside a
 * maintenance margin is computed from it. Orders, trades and auctions are not replayed, so a scenario without such a row
 * is excluded.
 * @module
 */
import { type Field, isolated } from "../caseFile/field.ts";
import { caseNameOf, idOf } from "../caseFile/profileFamily.ts";
import { EXACT, type Figure, integerFigure, judge, type ProfileCaseResult } from "../caseFile/result.ts";
import { readNotNegative } from "./decimal.ts";
import { runParty } from "./party.ts";
import { FULLY_COLLATERALISED, type LevelFactors, VEGA_CALCULATORS } from "./profile.ts";
import { crossLevels, isolatedLevels, socialise } from "./rules.ts";

const LEVELS = ["search", "initial", "release"] as const;

/** What no scenario of a feature proves. */
const GIVEN = "the maintenance margin: only the levels around it are computed";

interface Setting {
  readonly calculators: Map<string, LevelFactors>;
  /** Calculator of each market, as updated so far. */
  readonly markets: Map<string, LevelFactors | undefined>;
}

const quotedName = (text: string): string => /"([^"]*)"/.exec(text)?.[1] ?? "";

/** Takes note of a step that defines calculators or markets. */
function define(setting: Setting, step: Field): void {
  const text = step.get("text").text;
  const rows = step.get("rows").optionalList;
  if (text.startsWith("the margin calculator named")) {
    const [row] = rows;
    if (row === undefined) return;
    setting.calculators.set(quotedName(text), {
      search: readNotNegative(row.get("search factor")),
      initial: readNotNegative(row.get("initial factor")),
      release: readNotNegative(row.get("release factor")),
    });
  }
  if (text !== "the markets:" && text !== "the markets are updated:") return;
  for (const row of rows) {
    const calculator = row.get("margin calculator");
    const full = row.get("fully collateralised");
    if (full.exists && String(full.value).toLowerCase() === "true")
      setting.markets.set(row.get("id").text, FULLY_COLLATERALISED);
    else if (calculator.exists) setting.markets.set(row.get("id").text, setting.calculators.get(calculator.text));
  }
}

interface LevelRow {
  readonly computed: Readonly<Record<string, Figure>>;
  readonly expected: Readonly<Record<string, Figure>>;
}

/** The levels of one expected row that its maintenance margin determines. */
function levelsOf(setting: Setting, row: Field): LevelRow | undefined {
  // The tables leave a cell empty where a scenario does not care.
  const isStated = (name: string): boolean => row.get(name).exists && row.get(name).value !== "";
  const stated = LEVELS.filter(isStated);
  const market = row.get("market id");
  const factors = market.exists ? setting.markets.get(market.text) : undefined;
  if (stated.length === 0 || factors === undefined || !isStated("maintenance")) return undefined;
  const maintenance = row.get("maintenance").integer;
  if (maintenance < 0n) row.get("maintenance").refuse("Negative", "must be zero or more");
  const mode = row.get("margin mode");
  const isIsolated = mode.exists && mode.text.startsWith("isolated");
  const levels = isIsolated ? isolatedLevels(maintenance, factors) : crossLevels(maintenance, factors);
  return {
    computed: Object.fromEntries(stated.map((name) => [name, integerFigure(levels[name])])),
    expected: Object.fromEntries(stated.map((name) => [name, integerFigure(row.get(name).integer)])),
  };
}

function runScenario(background: Field, scenario: Field): ProfileCaseResult {
  const setting: Setting = { calculators: new Map(VEGA_CALCULATORS), markets: new Map() };
  const rows: LevelRow[] = [];
  for (const step of [...background.optionalList, ...scenario.get("steps").list]) {
    define(setting, step);
    if (!step.get("text").text.includes("margin levels")) continue;
    for (const row of step.get("rows").optionalList) {
      const levels = levelsOf(setting, row);
      if (levels !== undefined) rows.push(levels);
    }
  }
  const name = scenario.get("name").exists ? scenario.get("name").text : "scenario";
  if (rows.length === 0) {
    return {
      name,
      computed: {},
      excluded: "states no level beside a maintenance margin: its figures need the order book",
    };
  }
  const keyed = (side: "computed" | "expected"): Record<string, Figure> =>
    Object.fromEntries(rows.map((row, index) => [`levels[${index}]`, row[side]]));
  return { ...judge(name, keyed("computed"), keyed("expected"), () => EXACT), given: GIVEN };
}

function runShares(name: string, field: Field): ProfileCaseResult {
  const gains = field.get("gains");
  const loss = field.get("uncovered").integer;
  if (loss < 0n) field.get("uncovered").refuse("Negative", "must be zero or more");
  // The venue pays parties in the order of their names, and what rounding leaves to the network where it takes part.
  const parties = [...gains.keys].sort();
  const amounts = parties.map((party) => {
    const gain = gains.get(party).integer;
    return gain < 0n ? gains.get(party).refuse("Negative", "must be zero or more") : gain;
  });
  const network = parties.indexOf("network");
  const shares = socialise(loss, amounts, network < 0 ? parties.length - 1 : network);
  return {
    name,
    computed: {
      shares: Object.fromEntries(parties.map((party, index) => [party, integerFigure(shares[index] ?? 0n)])),
    },
  };
}

export function runVegaFile(file: Field, fileName: string): readonly ProfileCaseResult[] {
  const features = file.isList ? file.list : [file];
  return features.flatMap((feature) => {
    if (feature.get("gains").exists) return [runShares(caseNameOf(fileName), feature)];
    if (feature.get("market").exists) return [runParty(idOf(feature, caseNameOf(fileName)), feature)];
    return feature
      .get("scenarios")
      .list.map((scenario) =>
        isolated(idOf(scenario, "scenario", "name"), () => runScenario(feature.get("background"), scenario)),
      );
  });
}
