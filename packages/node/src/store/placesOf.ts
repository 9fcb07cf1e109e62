/**
 * Which transactions of a block are to be found in it from now on (INV-024).
 *
 * @module
 */
import { bytesToHex } from "@novate/codec";
import type { History } from "./history.ts";
import type { BlockRecord } from "./types.ts";

/**
 * Indices into the block, ascending. A transaction that took effect is found where it did; one that did not, where it came
 * first. So no repeat of its bytes ever hides a receipt that matters.
 *
 * Work: reads the index for those without effect alone, of which honest blocks hold few.
 */
export async function placesOf(
  { transactionHashes, tookEffect }: Pick<BlockRecord, "transactionHashes" | "tookEffect">,
  history: Pick<History, "places">,
): Promise<number[]> {
  const indices = transactionHashes.map((_, index) => index);
  const effectless = indices.filter((index) => !tookEffect[index]);
  if (effectless.length === 0) return indices;
  const seen = new Set(
    indices.filter((index) => tookEffect[index]).map((index) => bytesToHex(transactionHashes[index]!)),
  );
  const earlier = await history.places(effectless.map((index) => transactionHashes[index]!));
  const hidden = new Set<number>();
  for (const [position, index] of effectless.entries()) {
    const hash = bytesToHex(transactionHashes[index]!);
    if (earlier[position] !== null || seen.has(hash)) hidden.add(index);
    seen.add(hash);
  }
  return indices.filter((index) => !hidden.has(index));
}
