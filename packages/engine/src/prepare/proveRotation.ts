/**
 * The evidence of a rotation's signature: whether the key that the command names is who signed (CSTD-012).
 *
 * @module
 */
import { type CommandOf, type HouseId, SignatureScheme } from "@novate/codec";
import { addressWord, rotationDigest } from "@novate/evm";
import type { VerifySignature } from "./verifySignature.ts";

export const proveRotation = (
  { fromHash, toHash, toEpoch, key, signature }: CommandOf<"SignRotation">,
  house: HouseId,
  verify: VerifySignature,
): boolean =>
  verify(rotationDigest(house, fromHash, toHash, toEpoch), signature, {
    scheme: SignatureScheme.eip712,
    key: addressWord(key),
  });
