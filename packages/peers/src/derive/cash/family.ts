/**
 * The profile `derive-cash` as the registry lists it.
 *
 * @module
 */
import { casesWith } from "../../caseFile/cases.ts";
import { isolated } from "../../caseFile/field.ts";
import { caseNameOf, type ProfileFamily } from "../../caseFile/profileFamily.ts";
import { excludeBroken } from "../brokenUpstream.ts";
import { runCashCase } from "./adapter.ts";

export const DERIVE_CASH_FAMILY: ProfileFamily = {
  name: "derive-cash",
  summary: "Interest on cash by utilization, shared by suppliers and the security module (Derive)",
  sources: ["Derive v2 documentation, interest rates", "derivexyz/v2-core@7736900d, test figures (BUSL-1.1)"],
  caseFiles: "{ StartingBalances, EventsVec, SMFeeShare, totalSupplys?, … } in parallel lists, 1e18",
  run: (file, fileName) =>
    casesWith("EventsVec", file, caseNameOf(fileName)).map(([name, field]) =>
      excludeBroken(isolated(name, () => runCashCase(name, field))),
    ),
};
