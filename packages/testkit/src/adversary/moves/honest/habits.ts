/**
 * What honest people do by themselves: a saver takes out a little every hour; governors tighten, or list, when told.
 *
 * @module
 */
import { approvalOf, type Change } from "@novate/codec";
import { HOUR_MS, ppm } from "@novate/num";
import { walletOf } from "../../../world/cast.ts";
import { GOVERNORS, idOf, ownerOf, signerOf, THRESHOLD } from "../../roles.ts";
import type { Errand } from "../../script.ts";
import type { Scene } from "../../stage/scene.ts";
import type { Ask } from "../../stage/sealed.ts";
import { SEGMENT, USDC, usdc } from "../../world.ts";

/** Far below what the saver holds: a hundredth of a tenth. */
export const EXIT_DOLLARS = 400;
/** Ids of honest bundles begin here, whatever the adversary proposes. */
export const HONEST_BUNDLES = 1_000_000;

export function habitsOf({ memory }: Scene, timeMs: number): Ask[] {
  if (timeMs - memory.lastExitMs < HOUR_MS) return [];
  memory.lastExitMs = timeMs;
  const fields = {
    accountId: idOf("saver"),
    assetId: USDC,
    amountAtoms: usdc(EXIT_DOLLARS),
    chainId: 1,
    recipient: ownerOf("saver"),
  };
  return [{ command: { type: "WithdrawCollateral", ...fields }, signer: signerOf("saver") }];
}

export function errandOf({ memory, state }: Scene, errand: Errand): Ask[] {
  if (errand === "none") return [];
  const { parameters } = state.segments.get(SEGMENT)!;
  const { margin, clearing } = parameters;
  const tighter: Change = {
    type: "SetParameters",
    segmentId: SEGMENT,
    parameters: { ...parameters, margin: { ...margin, rangeFloorPpm: ppm((margin.rangeFloorPpm * 11n) / 10n) } },
  };
  const cheaper: Change = {
    type: "SetParameters",
    segmentId: SEGMENT,
    parameters: { ...parameters, clearing: { ...clearing, clearingFeePpm: ppm(clearing.clearingFeePpm / 2n) } },
  };
  const bundleId = HONEST_BUNDLES + memory.nextBundle++;
  const { parameterEpoch } = state.house.get(0)!;
  const [proposer, ...others] = GOVERNORS.slice(0, THRESHOLD).map(walletOf);
  const changes = [errand === "tighten" ? tighter : cheaper];
  const proposal = { type: "ProposeBundle", bundleId, parameterEpoch, changes } as const;
  const approval = approvalOf(proposal);
  return [{ command: proposal, signer: proposer! }, ...others.map((signer) => ({ command: approval, signer }))];
}
