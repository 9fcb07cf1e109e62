/**
 * The newest word that anybody kept, carried to a vault that has not taken it: one word for all vaults.
 *
 * @module
 */
import { vaultCalls, type WayOut } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import { compactSignature, packSignatures } from "@novate/evm";
import { type ExitPlace, sendStep } from "./place.ts";
import type { ExitPlaceOf, ExitStep } from "./step.ts";

/** Brings the newest checkpoint of the kits that the vault has not taken: one word for all vaults. Null where there is none. */
export async function carryNewest(
  place: ExitPlace,
  where: ExitPlaceOf,
  at: WayOut,
  kits: readonly ExitKit[],
): Promise<ExitStep | null> {
  if (at.cause === "contradiction") return null; // it takes none
  const newer = kits
    .filter(({ checkpoint }) => BigInt(checkpoint.epoch) > at.epoch && checkpoint.setHash === at.hotSet)
    .sort((one, other) => other.checkpoint.epoch - one.checkpoint.epoch);
  for (const kit of newer) {
    const call = acceptCall(kit, where);
    if (call === null) continue;
    const why = `the checkpoint of epoch ${kit.checkpoint.epoch}, newer than the vault's ${at.epoch}`;
    return sendStep(place, where, "carry", call, why);
  }
  return null;
}

/** The call that brings a kit's checkpoint to a vault; null where it does not speak of the vault. */
function acceptCall(kit: ExitKit, { chainId, vault }: ExitPlaceOf) {
  const own = kit.sections.find(({ section }) => section.chainId === chainId && section.vault === vault);
  if (own === undefined) return null;
  const { checkpoint, signers, signatures } = kit;
  const compacts = signatures.flatMap(({ key, signature }): [Hex, Hex][] => {
    const compact = compactSignature(signature);
    return compact === undefined ? [] : [[key, compact]];
  });
  const words = { ...checkpoint, height: BigInt(checkpoint.height), timeMs: BigInt(checkpoint.timeMs) };
  const section = { ...own.section, index: BigInt(own.section.vaultId), siblings: own.siblings };
  return vaultCalls.accept(vault, words, section, signers, packSignatures(signers, new Map(compacts)));
}
