/**
 * What a driver must bring: the judgement of a signature.
 *
 * @module
 */
import type { Hex, Signer } from "@novate/codec";

/**
 * Whether `signature` over `digest` is `signer`'s own.
 *
 * May assume: the arguments come from decoded bytes. Must: be a pure function, accept exactly one encoding of a signature
 * (low s, v 27 or 28; ed25519 with a zero last byte), and never throw.
 */
export type VerifySignature = (digest: Hex, signature: Hex, signer: Signer) => boolean;
