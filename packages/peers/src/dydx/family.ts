/**
 * The profile `dydx-tiers` as the registry lists it.
 *
 * @module
 */
import type { ProfileFamily } from "../caseFile/profileFamily.ts";
import { runDydxFile } from "./adapter.ts";

export const DYDX_TIERS_FAMILY: ProfileFamily = {
  name: "dydx-tiers",
  summary:
    "Margin by liquidity tier with open-interest scaling, funding, liquidation and deleveraging in integers (dYdX v4)",
  sources: ["dYdX documentation", "dydxprotocol/v4-chain@84d4664b, test figures (AGPL-3.0)"],
  caseFiles: "{ test, cases: { <name>: case } } with the Go field names, quote quantums and ppm",
  run: runDydxFile,
};
