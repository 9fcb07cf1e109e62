/**
 * The newest word that anybody kept, carried to a vault that has not taken it: one word for all vaults.
 *
 * @module
 */
import { vaultCalls, type WayOut } from "@novate/chains";
import type { ExitKit } from "@novate/codec";
import { type ExitPlace, sendStep } from "./place.ts";
import { acceptWords } from "./recall.ts";
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

function acceptCall(kit: ExitKit, where: ExitPlaceOf) {
  const words = acceptWords(kit, where);
  if (words === null) return null;
  return vaultCalls.accept(where.vault, words.checkpoint, words.section, words.set, words.signatures);
}
