/**
 * Nonces of a signer.
 *
 * @module
 */
import type { Signer } from "@novate/codec";
import type { Engine } from "@novate/engine";

/** A nonce above every one used; 0 for a signer that has never acted. */
export function nextNonce({ state }: Engine, signer: Signer): bigint {
  const row = state.nonces.get(`${signer.scheme}/${signer.key}`);
  return row === undefined ? 0n : row.base + BigInt(row.bitmap === 0n ? 0 : row.bitmap.toString(2).length);
}
