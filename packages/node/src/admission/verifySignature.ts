/**
 * Signatures checked by native code: libsecp256k1 by recovery, libsodium for ed25519.
 *
 * Exactly one byte string is a valid signature of one digest by one signing act: s is low, v is 27 or 28, ed25519 ends in a
 * zero byte and is verified strictly (canonical scalar, no point of small order). Every validator must use the same
 * rules, so there is one implementation and no fallback to a library with others.
 *
 * @module
 */
import { type Hex, keccak256, SignatureScheme, type Signer } from "@novate/codec";
import type { VerifySignature } from "@novate/engine";
import secp256k1 from "secp256k1/bindings.js";
import sodium from "sodium-native";

/** Half the order of the curve; a larger s has a twin below it (EIP-2). */
const HALF_ORDER = Buffer.from("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", "hex");
const ADDRESS_OFFSET = 12;

const bytesOf = (hex: Hex): Buffer => Buffer.from(hex.slice(2), "hex");

/** Pure; never throws for a digest of 32 bytes, a signature of 65 and a key of 32. */
export const verifySignature: VerifySignature = (digest, signature, signer) =>
  signer.scheme === SignatureScheme.ed25519
    ? verifyEd25519(bytesOf(digest), bytesOf(signature), bytesOf(signer.key))
    : isEcdsa(signer) && verifyEcdsa(bytesOf(digest), bytesOf(signature), bytesOf(signer.key));

const isEcdsa = ({ scheme }: Signer): boolean =>
  scheme === SignatureScheme.eip712 || scheme === SignatureScheme.secp256k1;

/** `key` is an Ethereum address behind 12 zero bytes. */
function verifyEcdsa(digest: Buffer, signature: Buffer, key: Buffer): boolean {
  const recovery = signature[64]! - 27;
  if (recovery !== 0 && recovery !== 1) return false;
  if (HALF_ORDER.compare(signature, 32, 64) < 0) return false;
  let publicKey: Uint8Array;
  try {
    publicKey = secp256k1.ecdsaRecover(signature.subarray(0, 64), recovery, digest, false);
  } catch {
    return false; // r or s out of range, or no such point: no key signed this
  }
  const hash = keccak256(publicKey.subarray(1));
  for (let index = 0; index < key.length; index++) {
    if (key[index] !== (index < ADDRESS_OFFSET ? 0 : hash[index])) return false;
  }
  return true;
}

function verifyEd25519(digest: Buffer, signature: Buffer, key: Buffer): boolean {
  return signature[64] === 0 && sodium.crypto_sign_verify_detached(signature.subarray(0, 64), digest, key);
}
