/**
 * Reads the `Parameters` of a `derive-pmrm2` case file; what the file leaves out keeps the profile's value.
 *
 * @module
 */
import type { Field } from "../../caseFile/field.ts";
import { DERIVE_PMRM2, isSkew, type Pmrm2Parameters, type PmrmScenario, type VolDirection } from "./profile.ts";

const DIRECTIONS: Readonly<Record<string, VolDirection>> = {
  Up: "up",
  None: "none",
  Down: "down",
  LINEAR: "linear",
  Linear: "linear",
  ABS: "abs",
  Abs: "abs",
};

function readScenario(field: Field): PmrmScenario {
  const direction = field.get("VolShockDirection");
  const vol = Object.hasOwn(DIRECTIONS, direction.text) ? DIRECTIONS[direction.text] : undefined;
  if (vol === undefined) return direction.refuse("FieldUnknown", "must be Up, None, Down, LINEAR or ABS");
  const spotRatio = field.get("SpotShock").notNegative;
  if (isSkew(vol) && spotRatio !== 1) {
    field.get("SpotShock").refuse("OutOfRange", "must be 1: a skew shock leaves the spot where it is");
  }
  return {
    spotRatio,
    vol,
    weight: field.get("DampeningFactor").notNegative,
  };
}

function readScenarios(field: Field): readonly PmrmScenario[] {
  if (field.list.length === 0) field.refuse("OutOfRange", "must have a scenario");
  return field.list.map(readScenario);
}

/** Reads numbers of one section with the profile's value where the file has none. */
const section =
  (field: Field) =>
  (name: string, fallback: number): number =>
    field.exists ? field.get(name).numberOr(fallback) : fallback;

export function readPmrm2Parameters(field: Field): Pmrm2Parameters {
  const base = DERIVE_PMRM2;
  if (!field.exists) return base;
  const skew = section(field.get("SkewShock"));
  const vol = section(field.get("VolShock"));
  const margin = section(field.get("Margin"));
  const basis = section(field.get("BasisContingency"));
  const other = section(field.get("OtherContingency"));
  const scenarios = field.get("Scenarios");
  return {
    scenarios: scenarios.exists ? readScenarios(scenarios) : base.scenarios,
    skew: {
      linearCap: skew("LINEAR_SCALE_CAP", base.skew.linearCap),
      linearPerRoot: skew("LINEAR_CBASE", base.skew.linearPerRoot),
      absCap: skew("ABS_SCALE_CAP", base.skew.absCap),
      absPerRoot: skew("ABS_CBASE", base.skew.absPerRoot),
      minWidth: skew("MIN_K_STAR", base.skew.minWidth),
      widthScale: skew("MIN_WIDTH_SCALE", base.skew.widthScale),
      volStatic: skew("VOL_PARAM_STATIC", base.skew.volStatic),
      volPerRoot: skew("VOL_PARAM_SCALE", base.skew.volPerRoot),
    },
    volShock: {
      rangeUp: vol("VOLRANGEUP", base.volShock.rangeUp),
      rangeDown: vol("VOLRANGEDOWN", base.volShock.rangeDown),
      shortPower: vol("SHORTTERMPOWER", base.volShock.shortPower),
      longPower: vol("LONGTERMPOWER", base.volShock.longPower),
      floorDays: vol("DTE_FLOOR", base.volShock.floorDays),
      pivotDays: base.volShock.pivotDays,
    },
    minShockedVol: vol("MIN_VOL_EVAL_SHOCKED", base.minShockedVol),
    discount: {
      longStatic: margin("BASE_STATIC_DISCOUNT", base.discount.longStatic),
      longRateScale: margin("LONG_RATE_MULTSCALE", base.discount.longRateScale),
      longRateAdd: margin("LONG_RATE_ADDSCALE", base.discount.longRateAdd),
      shortStatic: margin("BASE_STATIC_DISCOUNT_NEG", base.discount.shortStatic),
      shortRateScale: margin("SHORT_RATE_MULTSCALE", base.discount.shortRateScale),
      shortRateAdd: margin("SHORT_RATE_ADDSCALE", base.discount.shortRateAdd),
    },
    maintenanceFactor: margin("MM_LOSS_FACTOR", base.maintenanceFactor),
    initialFactor: margin("IM_LOSS_FACTOR", base.initialFactor),
    basis: {
      up: basis("SCENARIO_SPOT_UP", base.basis.up),
      down: basis("SCENARIO_SPOT_DOWN", base.basis.down),
      add: basis("BASIS_CONT_ADD_FACTOR", base.basis.add),
      perYear: basis("BASIS_CONT_MULT_FACTOR", base.basis.perYear),
    },
    peg: {
      threshold: other("PEG_LOSS_THRESHOLD", base.peg.threshold),
      factor: other("PEG_LOSS_FACTOR", base.peg.factor),
    },
    confidence: {
      threshold: other("CONF_THRESHOLD", base.confidence.threshold),
      factor: other("CONF_MARGIN", base.confidence.factor),
    },
    contingency: {
      perpMaintenance: other("MM_PERP_PERCENT", base.contingency.perpMaintenance),
      perpInitial: other("IM_PERP_PERCENT", base.contingency.perpInitial),
      optionMaintenance: other("MM_OPTION_PERCENT", base.contingency.optionMaintenance),
      optionInitial: other("IM_OPTION_PERCENT", base.contingency.optionInitial),
    },
  };
}
