/**
 * Nonces of a signer.
 *
 * @module
 */
import type { Signer } from "@novate/codec";
import type { Engine } from "@novate/engine";

/** Beyond so many nonces from the oldest unused one, it is told again: what was lost on its way would shut the window for good. */
const FAR = 128n;

/** A nonce above every one used, or the oldest that was left out once these are far apart; 0 for a signer that has never acted. */
export function nextNonce({ state }: Engine, signer: Signer): bigint {
  const row = state.nonces.get(`${signer.scheme}/${signer.key}`);
  if (row === undefined) return 0n;
  const above = BigInt(row.bitmap === 0n ? 0 : row.bitmap.toString(2).length);
  return above < FAR ? row.base + above : row.base;
}
