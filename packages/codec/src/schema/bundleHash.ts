/**
 * What a governor approves: not a number, but every change that a bundle makes (GOV-033).
 *
 * @module
 */
import { encode } from "../encode.ts";
import { hashBytes } from "../hash.ts";
import { bytesToHex, type Hex } from "../hex.ts";
import { type CommandOf, ProposeBundle } from "./commands.ts";

/** Hash of the proposal's bytes: its id, its parameter epoch and its changes in their order. */
export const bundleHash = ({
  bundleId,
  parameterEpoch,
  changes,
}: Pick<CommandOf<"ProposeBundle">, "bundleId" | "parameterEpoch" | "changes">): Hex =>
  bytesToHex(hashBytes(encode(ProposeBundle, { bundleId, parameterEpoch, changes })));
