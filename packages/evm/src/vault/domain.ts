/**
 * The signing domain of one house: what its validators sign is good in no other.
 *
 * Source: EIP-712.
 *
 * @module
 */
import { bytesToHex, type Hex, hexToBytes, keccak256 } from "@novate/codec";
import { hashText, hashWords } from "../abi/words.ts";

const DOMAIN_TYPE = hashText("EIP712Domain(string name,string version,bytes32 salt)");
const [NAME, VERSION] = [hashText("Novate"), hashText("1")];

/** What separates one house's signatures from all others. `house` is the SHA-256 of its genesis. */
export const domainSeparator = (house: Hex): Hex => hashWords(DOMAIN_TYPE, NAME, VERSION, house);

/** The 32 bytes that are signed for a struct: `keccak256(0x1901 ‖ domain ‖ struct hash)`. */
export function signedDigest(house: Hex, structHash: Hex): Hex {
  const digits = `1901${domainSeparator(house).slice(2)}${structHash.slice(2)}`;
  return bytesToHex(keccak256(hexToBytes(`0x${digits}`)));
}
