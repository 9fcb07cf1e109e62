/**
 * A governance bundle's content: what an approval repeats, and its digest.
 *
 * @module
 */
import { typedDataDigest } from "../eip712/index.ts";
import type { Hex } from "../hex.ts";
import { type CommandOf, ProposeBundle } from "./commands.ts";
import { domainOf } from "./domain.ts";
import type { HouseId } from "./ids.ts";

export type BundleContent = Pick<CommandOf<"ProposeBundle">, "bundleId" | "parameterEpoch" | "changes">;

/** EIP-712 digest of the content: id, parameter epoch and changes in their order. Two contents of one digest are equal. */
export const bundleHash = (house: HouseId, { bundleId, parameterEpoch, changes }: BundleContent): Hex =>
  typedDataDigest(domainOf(house), ProposeBundle, { bundleId, parameterEpoch, changes });

/** The approval of a bundle that says this (GOV-033). */
export const approvalOf = ({ bundleId, parameterEpoch, changes }: BundleContent): CommandOf<"ApproveBundle"> => ({
  type: "ApproveBundle",
  bundleId,
  parameterEpoch,
  changes,
});
