/**
 * What a governor approves: not a number, but every change that a bundle makes, in one house (GOV-033).
 *
 * @module
 */
import { typedDataDigest } from "../eip712/index.ts";
import type { Hex } from "../hex.ts";
import { type CommandOf, ProposeBundle } from "./commands.ts";
import { domainOf } from "./domain.ts";
import type { HouseId } from "./ids.ts";

/** EIP-712 digest of the proposal's content: its id, its parameter epoch and its changes in their order. */
export const bundleHash = (
  house: HouseId,
  { bundleId, parameterEpoch, changes }: Pick<CommandOf<"ProposeBundle">, "bundleId" | "parameterEpoch" | "changes">,
): Hex => typedDataDigest(domainOf(house), ProposeBundle, { bundleId, parameterEpoch, changes });
