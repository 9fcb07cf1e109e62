/**
 * The 32-byte words of EIP-712's `encodeData`.
 *
 * @module
 */

/** Big-endian word of an integer; a negative one in two's complement, as Solidity's `intN` sign-extends. */
export function uintWord(value: bigint): Uint8Array {
  const word = new Uint8Array(32);
  const view = new DataView(word.buffer);
  let rest = value;
  for (let offset = 24; offset >= 0; offset -= 8) {
    view.setBigUint64(offset, BigInt.asUintN(64, rest));
    rest >>= 64n;
  }
  return word;
}
