/**
 * The profiles that ship, in the order they are listed.
 *
 * @module
 */

import type { ProfileDescription, ProfileFamily } from "./caseFile/profileFamily.ts";
import { DERIVE_AUCTION_FAMILY } from "./derive/auction/family.ts";
import { DERIVE_CASH_FAMILY } from "./derive/cash/family.ts";
import { DERIVE_PMRM_FAMILY } from "./derive/pmrm/family.ts";
import { DERIVE_PMRM2_FAMILY } from "./derive/pmrm2/family.ts";
import { DERIVE_SRM_FAMILY } from "./derive/srm/family.ts";
import { DRIFT_FAMILY } from "./drift/family.ts";
import { DYDX_TIERS_FAMILY } from "./dydx/family.ts";
import { PARADEX_PM_FAMILY } from "./paradex/family.ts";
import { SPAN_FAMILY } from "./span/family.ts";
import { VEGA_MARGIN_FAMILY } from "./vega/family.ts";

/** The house's own profile, which the kernel of `risk` runs on whole portfolios. */
export const STANDARD_DESCRIPTION: ProfileDescription = {
  name: "standard",
  summary: "The house's own margin: exact integer scenario grid with the rules' charges and credits",
  sources: ["spec/MARG.md", "spec/COLL.md", "packages/risk/src/profile/standard.ts"],
  caseFiles: "the portfolio document of `margin portfolio.json`",
};

export const PROFILE_FAMILIES: readonly ProfileFamily[] = [
  DERIVE_PMRM2_FAMILY,
  DERIVE_PMRM_FAMILY,
  DERIVE_SRM_FAMILY,
  DERIVE_AUCTION_FAMILY,
  DERIVE_CASH_FAMILY,
  PARADEX_PM_FAMILY,
  DYDX_TIERS_FAMILY,
  SPAN_FAMILY,
  DRIFT_FAMILY,
  VEGA_MARGIN_FAMILY,
];
