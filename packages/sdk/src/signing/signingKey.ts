/**
 * What signs: a key that knows who it is, and the two kinds of it that the house accepts.
 *
 * @module
 */
import type { Hex, Signer } from "@novate/codec";

/**
 * A private key at work. Safety: `sign` returns the one canonical signature that the house accepts for `signer` (65
 * bytes: r ‖ s ‖ v with a low s, or 64 bytes of ed25519 and a zero), and the secret never leaves it.
 */
export interface SigningKey {
  /** How the house names this key. */
  readonly signer: Signer;
  /** Signs a digest of 32 bytes. */
  sign(digest: Hex): Hex;
}

/** An Ethereum key: owns accounts, and signs anything for them. */
export interface OwnerKey extends SigningKey {
  /** 20 bytes. */
  readonly address: Hex;
}
