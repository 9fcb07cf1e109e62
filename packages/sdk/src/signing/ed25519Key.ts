/**
 * Session keys on ed25519: what traders' programs, venues and publishers sign with many times a second.
 *
 * @module
 */
import { bytesToHex, hexToBytes, SignatureScheme } from "@novate/codec";
import { assert } from "@novate/stdx";
import { type OpenEd25519, openEd25519 } from "./ed25519.ts";
import type { SigningKey } from "./signingKey.ts";

/** The key of a secret of 32 bytes. */
export function createEd25519Key(secret: Uint8Array, open: OpenEd25519 = openEd25519): SigningKey {
  assert(secret.length === 32, "ed25519: a secret has 32 bytes");
  const opened = open(secret);
  return {
    signer: { scheme: SignatureScheme.ed25519, key: bytesToHex(opened.publicKey) },
    sign(digest) {
      const signature = new Uint8Array(65);
      signature.set(opened.sign(hexToBytes(digest)));
      return bytesToHex(signature);
    },
  };
}
