/**
 * The profile `paradex-pm` as the registry lists it.
 *
 * @module
 */
import type { ProfileFamily } from "../caseFile/profileFamily.ts";
import { runParadexFile } from "./adapter.ts";

export const PARADEX_PM_FAMILY: ProfileFamily = {
  name: "paradex-pm",
  summary: "Cross and portfolio margin, funding, partial liquidation and socialised loss (Paradex)",
  sources: ["tradeparadex/paradex-docs@9b82a75a, worked examples (MIT)"],
  caseFiles: "{ cases: [{ id, in, out? }] }, USD",
  run: runParadexFile,
};
