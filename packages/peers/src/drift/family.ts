/**
 * The profile `drift-liquidation` as the registry lists it.
 *
 * @module
 */
import type { ProfileFamily } from "../caseFile/profileFamily.ts";
import { runDriftFile } from "./adapter.ts";

export const DRIFT_FAMILY: ProfileFamily = {
  name: "drift-liquidation",
  summary: "Transfer sizes, fees and multipliers of a liquidation in integers (Drift v2)",
  sources: ["Drift documentation, liquidations", "drift-labs/protocol-v2@0ae3e3b1, test figures (Apache-2.0)"],
  caseFiles: "{ constants?, cases: [{ test, fn, args, argNames, expected }] }",
  run: runDriftFile,
};
