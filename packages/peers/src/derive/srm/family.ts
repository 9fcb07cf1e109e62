/**
 * The profile `derive-srm` as the registry lists it.
 *
 * @module
 */
import { caseNameOf, type ProfileFamily } from "../../caseFile/profileFamily.ts";
import { runSrmFile } from "./adapter.ts";

export const DERIVE_SRM_FAMILY: ProfileFamily = {
  name: "derive-srm",
  summary: "Rule-based margin of options, perpetuals and base assets, per expiry (Derive, standard manager)",
  sources: ["Derive v2 documentation, standard margin", "derivexyz/v2-core@7736900d, test figures (BUSL-1.1)"],
  caseFiles:
    "{ params?, cases: [{ market, options, perps, bases, cash, stablePrice, expected? }] } or 1e18 { Scenario, Result? }",
  run: (file, fileName) =>
    runSrmFile(file, (index) => (index === 0 ? caseNameOf(fileName) : `${caseNameOf(fileName)}[${index}]`)),
};
