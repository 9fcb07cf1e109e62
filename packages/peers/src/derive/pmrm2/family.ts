/**
 * The profile `derive-pmrm2` as the registry lists it.
 *
 * @module
 */
import { casesWith } from "../../caseFile/cases.ts";
import { isolated } from "../../caseFile/field.ts";
import { caseNameOf, type ProfileFamily } from "../../caseFile/profileFamily.ts";
import { excludeBroken } from "../brokenUpstream.ts";
import { runPmrm2Case } from "./adapter.ts";

export const DERIVE_PMRM2_FAMILY: ProfileFamily = {
  name: "derive-pmrm2",
  summary: "Scenario portfolio margin of options, perpetuals and collateral on one underlying (Derive, second edition)",
  sources: ["Derive v2 documentation, portfolio margin 2", "derivexyz/v2-core@7736900d, test figures (BUSL-1.1)"],
  caseFiles: "{ Scenario, Parameters, Result? }, plain decimals",
  run: (file, fileName) =>
    casesWith("Scenario", file, caseNameOf(fileName)).map(([name, field]) =>
      excludeBroken(isolated(name, () => runPmrm2Case(name, field))),
    ),
};
