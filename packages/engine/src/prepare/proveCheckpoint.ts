/**
 * The evidence of a checkpoint's signature: whether the key that the command names is who signed (CKPT-010).
 *
 * @module
 */
import { type CommandOf, type HouseId, SignatureScheme } from "@novate/codec";
import { addressWord } from "@novate/evm";
import type { VerifySignature } from "./verifySignature.ts";

export const proveCheckpoint = (
  { digest, key, signature }: CommandOf<"SignCheckpoint">,
  _house: HouseId,
  verify: VerifySignature,
): boolean => verify(digest, signature, { scheme: SignatureScheme.eip712, key: addressWord(key) });
