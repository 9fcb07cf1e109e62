/**
 * Reads `derive-srm` case files, of the same two forms as `derive-pmrm`: plain decimals and 1e18.
 *
 * The 1e18 files' Bounded figures are answered but not compared: within the last hour the source prints them on the
 * forward before fixing, while its own requirement uses the fixed one.
 *
 * @module
 */
import { casesWith } from "../../caseFile/cases.ts";
import { type Field, isolated } from "../../caseFile/field.ts";
import { idOf } from "../../caseFile/profileFamily.ts";
import { type Figures, judge, type ProfileCaseResult, type Tolerance } from "../../caseFile/result.ts";
import { WAD, wad } from "../fixedPoint.ts";
import { expectedMargins, readPlainAccount } from "../plainMarket.ts";
import { evaluateSrm, type UnderlyingMargin } from "./evaluate.ts";
import { readSrmParameters } from "./parameters.ts";
import { DERIVE_SRM, DERIVE_SRM_TEST, type SrmParameters } from "./profile.ts";
import { readWadSrmAccount } from "./wadCase.ts";

const WHOLE_DOLLAR: Tolerance = { absolute: 1 - 1e-9, relative: 0 };
const WAD_TOLERANCE: Tolerance = { absolute: 1e-6 * WAD, relative: 1e-3 };

function runSrmPlainCase(name: string, field: Field, parameters: SrmParameters): ProfileCaseResult {
  const account = readPlainAccount(field);
  const margin = evaluateSrm(readSrmParameters(field.get("params"), parameters), account);
  const computed: Figures = {
    initialMargin: margin.initialMargin,
    maintenanceMargin: margin.maintenanceMargin,
    markToMarket: margin.markToMarket,
    underlyings: margin.underlyings.map((own) => ({
      ...own,
      isolated: { ...own.isolated },
      bounded: { ...own.bounded },
      option: { ...own.option },
      perp: { ...own.perp },
      base: { ...own.base },
    })),
  };
  return judge(name, computed, expectedMargins(field), () => WHOLE_DOLLAR);
}

/** The option figures of one underlying under upstream's names. */
const optionFigures = ({ name, ...own }: UnderlyingMargin): Record<string, number> => ({
  [`${name}OptionMM`]: own.option.maintenance * WAD,
  [`${name}OptionIM`]: own.option.initial * WAD,
  [`${name}OptionIsolatedMM`]: own.isolated.maintenance * WAD,
  [`${name}OptionIsolatedIM`]: own.isolated.initial * WAD,
  [`${name}OptionBoundedMM`]: own.bounded.maintenance * WAD,
  [`${name}OptionBoundedIM`]: own.bounded.initial * WAD,
});

function runSrmWadCase(name: string, field: Field): ProfileCaseResult {
  const account = readWadSrmAccount(field.get("Scenario"));
  const margin = evaluateSrm(readSrmParameters(field.get("params"), DERIVE_SRM_TEST), account);
  const total = (figureOf: (own: UnderlyingMargin) => number): number =>
    margin.underlyings.reduce((sum, own) => sum + figureOf(own), 0) * WAD;
  const held = (figureOf: (own: (typeof account.underlyings)[number]) => number): number =>
    account.underlyings.reduce((sum, own) => sum + figureOf(own), 0) * WAD;
  const computed: Figures = {
    ...Object.assign({}, ...margin.underlyings.map(optionFigures)),
    PortfolioMtM: margin.markToMarket * WAD,
    UnrealizedPNL: held((own) => own.unrealisedProfit),
    UnsettledFunding: held((own) => own.unsettledFunding),
    PerpMargin: total((own) => own.perp.maintenance),
    OracleConts: total((own) => own.oracleContingency),
    DepegIMs: total((own) => own.depegContingency),
    BaseMargin: total((own) => own.base.maintenance),
    Cash: account.cash * WAD,
    realMM: margin.maintenanceMargin * WAD,
    realIM: margin.initialMargin * WAD,
  };
  const result = field.get("Result");
  const expected: Record<string, number> = {};
  if (result.exists) {
    for (const figure of Object.keys(computed)) {
      if (!figure.includes("Bounded") && result.get(figure).exists) expected[figure] = wad(result.get(figure)) * WAD;
    }
  }
  return judge(name, computed, expected, () => WAD_TOLERANCE);
}

export function runSrmFile(file: Field, nameOf: (index: number) => string): readonly ProfileCaseResult[] {
  const cases = file.get("cases");
  if (cases.exists) {
    const shared = readSrmParameters(file.get("params"), DERIVE_SRM);
    return cases.list.map((field, index) => {
      const name = idOf(field, nameOf(index));
      return isolated(name, () => runSrmPlainCase(name, field, shared));
    });
  }
  if (file.get("market").exists) return [runSrmPlainCase(nameOf(0), file, DERIVE_SRM)];
  return casesWith("Scenario", file, nameOf(0)).map(([name, field]) =>
    isolated(name, () => runSrmWadCase(name, field)),
  );
}
