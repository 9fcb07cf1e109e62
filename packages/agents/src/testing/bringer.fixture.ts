/**
 * Somebody's contract that brings what it is told to one other contract, behind so many bytes that mean nothing: no transaction to it
 * shows whom it calls, or where the call begins.
 *
 * @module
 */
import type { Call } from "@novate/chains";
import type { Hex } from "@novate/codec";

/** Thirty-three selectors. */
const BEHIND = 132;

/** Founds it. Its code copies what stands behind those bytes, calls with it, and reverts where that does. */
export function foundBringer(target: Hex): Call {
  const address = target.slice(2);
  const copied = `60${byte(BEHIND)}360380608460003760006000916000600073${address}5af1`;
  const end = byte(copied.length / 2 + "60XX5760006000fd5b00".length / 2 - 2);
  const runtime = `${copied}60${end}5760006000fd5b00`;
  return { data: `0x60${byte(runtime.length / 2)}600c60003960${byte(runtime.length / 2)}6000f3${runtime}` };
}

/** A call by way of it, whose data looks like thirty-four of the same kind. */
export const broughtBy = (bringer: Hex, { data }: Call): Call => ({
  to: bringer,
  data: `0x${data.slice(2, 10).repeat(BEHIND / 4)}${data.slice(2)}`,
});

/** A call of `accept` whose section stands behind all else, and points back to its siblings: a vault takes it, strict decoders do not. */
export function encodedOddly({ data, ...call }: Call): Call {
  const words = Array.from({ length: (data.length - 10) / 64 }, (_, n) => data.slice(10 + 64 * n, 74 + 64 * n));
  const section = Number(`0x${words[SECTION]}`) / 32;
  const siblings = section + Number(`0x${words[section + SIBLINGS]}`) / 32;
  const back = word(BigInt(siblings - words.length) * 32n);
  const moved = [...words.slice(section, section + SIBLINGS), back];
  words[SECTION] = word(BigInt(words.length) * 32n);
  return { ...call, data: `${data.slice(0, 10)}${[...words, ...moved].join("")}` as Hex };
}

/** Which words say where the section is, and where in it its siblings are. */
const [SECTION, SIBLINGS] = [5, 5];

const word = (value: bigint): string => BigInt.asUintN(256, value).toString(16).padStart(64, "0");
const byte = (value: number): string => value.toString(16).padStart(2, "0");
