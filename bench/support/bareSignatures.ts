/**
 * The floor under every signature: a bare loop over the library on one thread, with everything else done before.
 *
 * @module
 */
import { type HouseId, orderDigest, type SignedOrder } from "@novate/codec";
import secp256k1 from "secp256k1";

export type SignatureCheck = (digest: Buffer, signature: Buffer, key: Buffer) => void;

const bytesOf = (hex: string): Buffer => Buffer.from(hex.slice(2), "hex");

/** An owner's signature: the key is recovered from it. */
export const recoverOwner: SignatureCheck = (digest, signature) =>
  void secp256k1.ecdsaRecover(signature.subarray(0, 64), signature[64]! - 27, digest, false);

/** Checks a second of the library alone, over the first few thousand of these orders. */
export function bareLoop(house: HouseId, orders: readonly SignedOrder[], check: SignatureCheck): number {
  const items = orders.slice(0, 4_000).map(({ order, signature, signer }) => ({
    digest: bytesOf(orderDigest(house, order)),
    signature: bytesOf(signature),
    key: bytesOf(signer.key),
  }));
  const start = performance.now();
  for (const { digest, signature, key } of items) check(digest, signature, key);
  return (items.length * 1_000) / (performance.now() - start);
}
