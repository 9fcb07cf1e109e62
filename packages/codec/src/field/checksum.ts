/**
 * The checksum that an address carries in the cases of its letters (EIP-55).
 *
 * @module
 */
import { bytesToHex } from "../hex.ts";
import { keccak256 } from "../keccak/keccak.ts";

/** Whether letters of both cases stand in it, and not those that its hash asks for. One case alone says nothing. */
export function hasFalseChecksum(address: string): boolean {
  const digits = address.slice(2);
  const lower = digits.toLowerCase();
  if (digits === lower || digits === digits.toUpperCase()) return false;
  const hash = bytesToHex(keccak256(new TextEncoder().encode(lower))).slice(2);
  return [...digits].some(
    (digit, index) => digit !== (hash[index]! >= "8" ? digit.toUpperCase() : digit.toLowerCase()),
  );
}
