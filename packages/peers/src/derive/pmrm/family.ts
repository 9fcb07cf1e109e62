/**
 * The profile `derive-pmrm` as the registry lists it.
 *
 * @module
 */
import { caseNameOf, type ProfileFamily } from "../../caseFile/profileFamily.ts";
import { runPmrmFile } from "./adapter.ts";

export const DERIVE_PMRM_FAMILY: ProfileFamily = {
  name: "derive-pmrm",
  summary: "Scenario portfolio margin on one underlying (Derive, first edition)",
  sources: ["Derive v2 documentation, portfolio margin", "derivexyz/v2-core@7736900d, test figures (BUSL-1.1)"],
  caseFiles:
    "{ params?, cases: [{ market, options, perps, bases, cash, stablePrice, expected? }] } or 1e18 { Scenario, Result? }",
  run: (file, fileName) =>
    runPmrmFile(file, (index) => (index === 0 ? caseNameOf(fileName) : `${caseNameOf(fileName)}[${index}]`)),
};
