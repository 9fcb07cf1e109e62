/**
 * Keys and what they sign.
 *
 * @module
 */
export { deriveSecret } from "./deriveSecret.ts";
export { type Ed25519Secret, type OpenEd25519, openEd25519, openPortable } from "./ed25519.ts";
export { createEd25519Key } from "./ed25519Key.ts";
export { addressOfSecret, createOwnerKey, createSecp256k1Key, padAddress } from "./secp256k1Key.ts";
export { signOrder, signTransaction } from "./sign.ts";
export type { OwnerKey, SigningKey } from "./signingKey.ts";
export { plainAddress, type WalletRequest, walletRequest, walletSigner, walletTransaction } from "./wallet.ts";
