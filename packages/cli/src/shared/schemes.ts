/**
 * Kinds of keys by the number that the codec gives them. Nothing heavy is imported here: settings know these names.
 *
 * @module
 */
export const SCHEME_NAMES = ["eip712", "secp256k1", "ed25519"] as const;
