/**
 * Reads the `params` of a `derive-srm` case file; what the file leaves out keeps the profile's value.
 *
 * @module
 */
import type { Field } from "../../caseFile/field.ts";
import type { SrmParameters } from "./profile.ts";

export function readSrmParameters(field: Field, base: SrmParameters): SrmParameters {
  if (!field.exists) return base;
  const section =
    (name: string) =>
    (figure: string, fallback: number): number => {
      const owner = field.get(name);
      return owner.exists ? owner.get(figure).numberOr(fallback) : fallback;
    };
  const perp = section("perp");
  const option = section("option");
  const oracle = section("oracleContingency");
  const baseAsset = section("baseAsset");
  const depeg = section("depeg");
  return {
    perp: { maintenance: perp("mm", base.perp.maintenance), initial: perp("im", base.perp.initial) },
    option: {
      maxSpot: option("maxSpotReq", base.option.maxSpot),
      minSpot: option("minSpotReq", base.option.minSpot),
      callMaintenance: option("mmCallSpotReq", base.option.callMaintenance),
      putMaintenance: option("mmPutSpotReq", base.option.putMaintenance),
      putMaintenanceOfMark: option("MMPutMtMReq", base.option.putMaintenanceOfMark),
      unpairedInitial: option("unpairedIMScale", base.option.unpairedInitial),
      unpairedMaintenance: option("unpairedMMScale", base.option.unpairedMaintenance),
      initialOverMaintenance: option("mmOffsetScale", base.option.initialOverMaintenance),
    },
    oracle: {
      perpThreshold: oracle("perpThreshold", base.oracle.perpThreshold),
      optionThreshold: oracle("optionThreshold", base.oracle.optionThreshold),
      baseThreshold: oracle("baseThreshold", base.oracle.baseThreshold),
      factor: oracle("factor", base.oracle.factor),
    },
    base: {
      marginFactor: baseAsset("marginFactor", base.base.marginFactor),
      initialScale: baseAsset("imScale", base.base.initialScale),
    },
    depeg: { threshold: depeg("threshold", base.depeg.threshold), factor: depeg("factor", base.depeg.factor) },
  };
}
