/** The parts of the native signature libraries that the node uses. */
declare module "sodium-native" {
  /** Ed25519, strict: canonical S, no small-order points. Throws for arguments of the wrong length. */
  export function crypto_sign_verify_detached(
    signature: Uint8Array,
    message: Uint8Array,
    publicKey: Uint8Array,
  ): boolean;
}

/** The native build itself: the package's main module falls back to a pure one in silence. */
declare module "secp256k1/bindings.js" {
  import secp256k1 from "secp256k1";
  export default secp256k1;
}
