/**
 * Reads the `params` of a `derive-pmrm` case file; what the file leaves out keeps the value of `base`.
 *
 * @module
 */
import type { Field } from "../../caseFile/field.ts";
import { DAY_SECONDS } from "../../core/volShock.ts";
import type { PmrmParameters, PmrmVol } from "./profile.ts";

function readVol(field: Field): PmrmVol {
  const text = field.text;
  if (text === "up" || text === "none" || text === "down") return text;
  return field.refuse("FieldUnknown", "must be up, none or down");
}

export function readPmrmParameters(field: Field, base: PmrmParameters): PmrmParameters {
  if (!field.exists) return base;
  const section =
    (name: string) =>
    (figure: string, fallback: number): number => {
      const owner = field.get(name);
      return owner.exists ? owner.get(figure).numberOr(fallback) : fallback;
    };
  const scenarios = field.get("scenarios");
  const spotShocks = scenarios.exists ? scenarios.get("spotShocks") : scenarios;
  const volShocks = scenarios.exists ? scenarios.get("volShocks") : scenarios;
  const basis = section("basisContingency");
  const other = section("otherContingency");
  const margin = section("margin");
  const vol = section("volShock");
  return {
    spotShocks: spotShocks.exists ? spotShocks.list.map((shock) => shock.positive) : base.spotShocks,
    volShocks: volShocks.exists ? volShocks.list.map(readVol) : base.volShocks,
    volShock: {
      rangeUp: vol("volRangeUp", base.volShock.rangeUp),
      rangeDown: vol("volRangeDown", base.volShock.rangeDown),
      shortPower: vol("shortTermPower", base.volShock.shortPower),
      longPower: vol("longTermPower", base.volShock.longPower),
      floorDays: vol("dteFloorSeconds", base.volShock.floorDays * DAY_SECONDS) / DAY_SECONDS,
      pivotDays: vol("shortTermLimitSeconds", base.volShock.pivotDays * DAY_SECONDS) / DAY_SECONDS,
    },
    basis: {
      up: basis("scenarioSpotUp", base.basis.up),
      down: basis("scenarioSpotDown", base.basis.down),
      add: basis("addFactor", base.basis.add),
      perYear: basis("multFactor", base.basis.perYear),
    },
    peg: {
      threshold: other("pegLossThreshold", base.peg.threshold),
      factor: other("pegLossFactor", base.peg.factor),
    },
    confidence: {
      threshold: other("confThreshold", base.confidence.threshold),
      factor: other("confMargin", base.confidence.factor),
    },
    contingency: {
      base: other("basePercent", base.contingency.base),
      perp: other("perpPercent", base.contingency.perp),
      option: other("optionPercent", base.contingency.option),
    },
    initialFactor: margin("imFactor", base.initialFactor),
    discount: {
      static: margin("baseStaticDiscount", base.discount.static),
      rateScale: margin("rateMultScale", base.discount.rateScale),
      rateAdd: margin("rateAddScale", base.discount.rateAdd),
    },
  };
}
