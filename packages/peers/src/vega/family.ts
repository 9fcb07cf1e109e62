/**
 * The profile `vega-margin` as the registry lists it.
 *
 * @module
 */
import type { ProfileFamily } from "../caseFile/profileFamily.ts";
import { runVegaFile } from "./adapter.ts";

export const VEGA_MARGIN_FAMILY: ProfileFamily = {
  name: "vega-margin",
  summary:
    "Maintenance margin of a party, its search, initial and release levels, and shares of an uncovered loss (Vega)",
  sources: ["vegaprotocol/specs 0019-MCAL, 0010-MARG", "vegaprotocol/vega@a50750cc, scenario figures (AGPL-3.0)"],
  caseFiles:
    "[{ feature, background, scenarios: [{ name, steps }] }] or { uncovered, gains } or { market, position, … }",
  run: runVegaFile,
};
