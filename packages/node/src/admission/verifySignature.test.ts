/**
 * Goal: a digest has exactly one acceptable signature by one signing act, and only its signer's is accepted.
 * Method: table; signatures made by another library (@noble/curves), then altered in every way that stays well-formed.
 */

import { ed25519 } from "@noble/curves/ed25519.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { bytesToHex, keccak256, SignatureScheme, type Signer } from "@novate/codec";
import { expect, test } from "vitest";
import { verifySignature } from "./verifySignature.ts";

const ORDER = secp256k1.Point.Fn.ORDER;
const digest = keccak256(new Uint8Array([1, 2, 3]));
const secret = new Uint8Array(32).fill(7);

const address = (key: Uint8Array): Uint8Array => {
  const padded = new Uint8Array(32);
  padded.set(keccak256(secp256k1.getPublicKey(key, false).subarray(1)).subarray(12), 12);
  return padded;
};
const signerOf = (scheme: number, key: Uint8Array): Signer => ({ scheme, key: bytesToHex(key) });

/** r ‖ s ‖ v as Ethereum writes it. */
function signEcdsa(key: Uint8Array): Uint8Array {
  const recovered = secp256k1.sign(digest, key, { prehash: false, format: "recovered" });
  const signature = new Uint8Array(65);
  signature.set(recovered.subarray(1));
  signature[64] = 27 + recovered[0]!;
  return signature;
}

/** The twin of a signature: n − s, the other v. */
function twinOf(signature: Uint8Array): Uint8Array {
  const twin = signature.slice();
  const s = ORDER - BigInt(bytesToHex(signature, 32, 64));
  twin.set(Buffer.from(s.toString(16).padStart(64, "0"), "hex"), 32);
  twin[64] = 27 + 28 - signature[64]!;
  return twin;
}

const verify = (signature: Uint8Array, signer: Signer, over: Uint8Array = digest): boolean =>
  verifySignature(bytesToHex(over), bytesToHex(signature), signer);

const withByte = (signature: Uint8Array, index: number, value: number): Uint8Array => {
  const changed = signature.slice();
  changed[index] = value;
  return changed;
};

test.each([SignatureScheme.eip712, SignatureScheme.secp256k1])(
  "ecdsa, scheme %i: one signature, one signer",
  (scheme) => {
    const signer = signerOf(scheme, address(secret));
    const signature = signEcdsa(secret);
    expect(verify(signature, signer)).toBe(true);
    expect(verify(twinOf(signature), signer)).toBe(false);
    expect(verify(withByte(signature, 64, signature[64]! - 27), signer)).toBe(false);
    expect(verify(withByte(signature, 64, signature[64]! + 2), signer)).toBe(false);
    expect(verify(withByte(signature, 5, signature[5]! ^ 1), signer)).toBe(false);
    expect(verify(new Uint8Array(65), signer)).toBe(false);
    expect(verify(new Uint8Array(65).fill(255), signer)).toBe(false);
    expect(verify(signature, signer, keccak256(digest))).toBe(false);
    expect(verify(signature, signerOf(scheme, address(secret.slice().fill(8))))).toBe(false);
    expect(verify(signature, signerOf(scheme, withByte(address(secret), 0, 1)))).toBe(false);
  },
);

test("ed25519: one signature, one signer", () => {
  const signer = signerOf(SignatureScheme.ed25519, ed25519.getPublicKey(secret));
  const signature = new Uint8Array(65);
  signature.set(ed25519.sign(digest, secret));
  expect(verify(signature, signer)).toBe(true);
  expect(verify(withByte(signature, 64, 27), signer)).toBe(false);
  expect(verify(withByte(signature, 40, signature[40]! ^ 1), signer)).toBe(false);
  expect(verify(signature, signer, keccak256(digest))).toBe(false);
  expect(verify(signature, signerOf(SignatureScheme.ed25519, new Uint8Array(32)))).toBe(false);
});

test("ed25519: a scalar beyond the group's order and a point of small order are refused", () => {
  const publicKey = ed25519.getPublicKey(secret);
  const signature = ed25519.sign(digest, secret);
  let s = 0n;
  for (let index = 31; index >= 0; index--) s = (s << 8n) | BigInt(signature[32 + index]!);
  s += ed25519.Point.Fn.ORDER;
  const malleable = new Uint8Array(65);
  malleable.set(signature);
  for (let index = 0; index < 32; index++, s >>= 8n) malleable[32 + index] = Number(s & 255n);
  expect(verify(malleable, signerOf(SignatureScheme.ed25519, publicKey))).toBe(false);
  // The neutral element as key: R = 0·B, S = 0 satisfies the equation for every message.
  const neutral = withByte(new Uint8Array(32), 0, 1);
  const forged = withByte(new Uint8Array(65), 0, 1);
  expect(verify(forged, signerOf(SignatureScheme.ed25519, neutral))).toBe(false);
});

test("an unknown scheme verifies nothing", () => {
  expect(verify(signEcdsa(secret), signerOf(9, address(secret)))).toBe(false);
});
