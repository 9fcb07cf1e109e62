/**
 * Keys on secp256k1: owners over EIP-712, and session keys.
 *
 * @module
 */
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { bytesToHex, type Hex, hexToBytes, keccak256, SignatureScheme } from "@novate/codec";
import type { OwnerKey, SigningKey } from "./signingKey.ts";

/** The Ethereum address of a secret: the last 20 bytes of the hash of its public key. */
export function addressOfSecret(secret: Uint8Array): Hex {
  const publicKey = secp256k1.getPublicKey(secret, false);
  return bytesToHex(keccak256(publicKey.subarray(1)), 12);
}

/** The address whose key made r ‖ s ‖ v over a digest, or undefined where none did. Takes any 32 and 65 bytes. */
export function recoverAddress(digest: Hex, signature: Hex): Hex | undefined {
  const bytes = hexToBytes(signature);
  const recovered = new Uint8Array(65);
  recovered[0] = bytes[64]! - 27;
  recovered.set(bytes.subarray(0, 64), 1);
  try {
    const key = secp256k1.recoverPublicKey(recovered, hexToBytes(digest), { prehash: false });
    return bytesToHex(keccak256(secp256k1.Point.fromBytes(key).toBytes(false).subarray(1)), 12);
  } catch {
    return undefined; // r or s out of range, or no such point: no key signed this
  }
}

/** r ‖ s ‖ v with a low s and v of 27 or 28, as Ethereum writes it. Deterministic (RFC 6979). */
function signDigest(secret: Uint8Array, digest: Hex): Hex {
  const recovered = secp256k1.sign(hexToBytes(digest), secret, { prehash: false, format: "recovered" });
  const signature = new Uint8Array(65);
  signature.set(recovered.subarray(1));
  signature[64] = 27 + recovered[0]!;
  return bytesToHex(signature);
}

/** The key of an owner. Throws for a secret that is not 32 bytes within the curve's order. */
export function createOwnerKey(secret: Uint8Array): OwnerKey {
  const address = addressOfSecret(secret);
  const signer = { scheme: SignatureScheme.eip712, key: padAddress(address) };
  return { address, signer, sign: (digest) => signDigest(secret, digest) };
}

/** A session key on the same curve, named by its address. Throws as {@link createOwnerKey} does. */
export function createSecp256k1Key(secret: Uint8Array): SigningKey {
  const signer = { scheme: SignatureScheme.secp256k1, key: padAddress(addressOfSecret(secret)) };
  return { signer, sign: (digest) => signDigest(secret, digest) };
}

/** A signer's 32-byte name for an address: 12 zero bytes, then the address. */
export const padAddress = (address: Hex): Hex => `0x${"00".repeat(12)}${address.slice(2)}`;
