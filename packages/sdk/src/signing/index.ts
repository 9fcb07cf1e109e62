/**
 * Keys and what they sign.
 *
 * @module
 */
export {
  bundleHash,
  bytesToHex,
  type Command,
  type CommandOf,
  type CommandType,
  type Hex,
  type HouseId,
  hexToBytes,
  type Order,
  orderDigest,
  type SignedOrder,
  type Signer,
  tradeReference,
  transactionDigest,
  type UnsignedTransaction,
} from "@novate/codec";
export { deriveSecret } from "./deriveSecret.ts";
export { type Ed25519Secret, type OpenEd25519, openEd25519, openPortable } from "./ed25519.ts";
export { createEd25519Key } from "./ed25519Key.ts";
export { addressOfSecret, createOwnerKey, createSecp256k1Key, padAddress } from "./secp256k1Key.ts";
export { signOrder, signTransaction } from "./sign.ts";
export type { OwnerKey, SigningKey } from "./signingKey.ts";
export { keySigner, type TransactionSigner } from "./transactionSigner.ts";
export { plainAddress, type WalletRequest, walletRequest, walletSigner, walletTransaction } from "./wallet.ts";
export {
  type Eip1193Provider,
  injectedSigner,
  type TypedDataAccount,
  type TypedDataClient,
  viemSigner,
} from "./walletSigners.ts";
