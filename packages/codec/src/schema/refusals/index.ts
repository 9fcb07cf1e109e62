/** @module Refusals: one definition a code. */
export {
  isRefusalCode,
  type RefusalCode,
  type RefusalCodeOf,
  refusalCodes,
  refusalDefinitions,
  refusalFamilies,
  refusalNumbers,
} from "./catalogue.ts";
export type { RefusalDefinition } from "./definition.ts";
export {
  type FaultySide,
  faultySidesOf,
  Refusal,
  type RefusalData,
  type RefusalInput,
  type RefusalJson,
  type RefusalOf,
  refusal,
} from "./refusal.ts";
