/**
 * The profile `span` as the registry lists it.
 *
 * @module
 */
import type { ProfileFamily } from "../caseFile/profileFamily.ts";
import { runSpanFile } from "./adapter.ts";

export const SPAN_FAMILY: ProfileFamily = {
  name: "span",
  summary: "Sixteen-scenario risk arrays with calendar charges, inter-commodity credits and a short option minimum",
  sources: ["CME SPAN technical specification", "NSE worked cases in marketcalls/marginism@733c56d4 (MIT)"],
  caseFiles: "{ cases: [worked case] } or { commodities: [{ id, contracts }], interCommoditySpreads? }",
  run: runSpanFile,
};
