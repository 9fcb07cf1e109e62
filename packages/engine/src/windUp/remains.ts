/** Coins on their way between accounts of a segment that winds up, by asset (EXIT-208). @module */
import type { Balance } from "@novate/codec";
import { type Atoms, atoms } from "@novate/num";

/** With so much more of the asset, or less; nothing is left out. */
export function moved(remains: readonly Balance[], assetId: number, change: Atoms): readonly Balance[] {
  if (change === 0n) return remains;
  const before = remains.find((balance) => balance.assetId === assetId)?.amountAtoms ?? 0n;
  const amountAtoms = atoms(before + change);
  return [...remains.filter((balance) => balance.assetId !== assetId), ...(amountAtoms === 0n ? [] : [{ assetId, amountAtoms }])].sort((one, other) => one.assetId - other.assetId); // biome-ignore format: one expression
}
