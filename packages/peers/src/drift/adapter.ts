/**
 * Reads `drift-liquidation` case files: { constants?, cases: [{ test, fn, args, argNames, expected }] } or one such case.
 *
 * `fn` names the function, `args` follow `argNames`, or the chain's own order where those are missing: all integers but a
 * direction, a kind or a record of the chain. The constants of the file override the profile's.
 * @module
 */
import { type Field, isolated } from "../caseFile/field.ts";
import { caseNameOf, idOf } from "../caseFile/profileFamily.ts";
import { EXACT, type Figure, integerFigure, judge, type ProfileCaseResult } from "../caseFile/result.ts";
import { type Answer, type Arguments, FUNCTIONS } from "./functions.ts";
import { DRIFT, type DriftConstants } from "./profile.ts";
import { positive } from "./read.ts";

function readConstants(field: Field): DriftConstants {
  const own = (name: string, fallback: bigint): bigint =>
    field.exists && field.get(name).exists ? positive(field.get(name)) : fallback;
  return {
    price: own("PRICE_PRECISION", DRIFT.price),
    quote: own("QUOTE_PRECISION", DRIFT.quote),
    base: own("BASE_PRECISION", DRIFT.base),
    weight: own("SPOT_WEIGHT_PRECISION", DRIFT.weight),
    margin: own("MARGIN_PRECISION", DRIFT.margin),
    fee: own("LIQUIDATION_FEE_PRECISION", DRIFT.fee),
    percentage: own("PERCENTAGE_PRECISION", DRIFT.percentage),
    tenBasisPoints: own("TEN_BPS", DRIFT.tenBasisPoints),
    fundingRate: own("FUNDING_RATE_PRECISION", DRIFT.fundingRate),
    feeIncreasePerSlot: own("LIQUIDATION_FEE_INCREASE_PER_SLOT", DRIFT.feeIncreasePerSlot),
    feeGraceSlots: own("LIQUIDATION_FEE_ADJUST_GRACE_PERIOD_SLOTS", DRIFT.feeGraceSlots),
  };
}

const figureOf = (answer: Answer): Figure =>
  typeof answer === "bigint" ? integerFigure(answer) : typeof answer === "boolean" ? answer : answer.map(integerFigure);

/** The expected answer; a list is what a function of several results returns. */
function expectedOf(field: Field): Figure {
  if (field.isList) return field.list.map((item) => integerFigure(item.integer));
  return typeof field.value === "boolean" ? field.flag : integerFigure(field.integer);
}

function runCase(name: string, field: Field, unit: DriftConstants): ProfileCaseResult {
  const fn = field.get("fn");
  const known = Object.hasOwn(FUNCTIONS, fn.text) ? FUNCTIONS[fn.text] : undefined;
  if (known === undefined) return fn.refuse("FieldUnknown", `must be one of ${Object.keys(FUNCTIONS).join(", ")}`);
  const stated = field.get("argNames");
  const names = stated.exists ? stated.list.map((item) => item.text) : known.parameters;
  const args: Arguments = (argument) => {
    const index = names.includes(argument) ? names.indexOf(argument) : known.parameters.indexOf(argument);
    return field.get("args").list[index] ?? stated.refuse("FieldMissing", `must name ${argument}, and args hold it`);
  };
  const result = figureOf(known.run(unit, args));
  const expected = field.get("expected");
  return judge(name, { fn: fn.text, result }, expected.exists ? { result: expectedOf(expected) } : {}, () => EXACT);
}

export function runDriftFile(file: Field, fileName: string): readonly ProfileCaseResult[] {
  const cases = file.get("cases");
  const unit = readConstants(file.get("constants"));
  if (!cases.exists) return [runCase(caseNameOf(fileName), file, unit)];
  return cases.list.map((field, index) => {
    const name = `${idOf(field, caseNameOf(fileName), "test")}[${index}]`;
    return isolated(name, () => runCase(name, field, unit));
  });
}
