/**
 * A trade's reference: 32 bytes whose first six are the time of the match, so that an old one shows its age (NOV-051).
 *
 * @module
 */
import { assert } from "@novate/stdx";
import type { Hex } from "../hex.ts";

const TIME_DIGITS = 12;
const SERIAL_DIGITS = 52;
/** 2^48: what six bytes do not hold any more. */
const TIME_END = 0x1_0000_0000_0000;

/**
 * The reference of the trade that a venue numbered `serial` and matched at `matchedAtMs`.
 *
 * Units: milliseconds since 1970, below 2^48. `serial`: any number below 2^208 that the venue uses once in a millisecond.
 */
export function tradeReference(matchedAtMs: number, serial: bigint): Hex {
  assert(Number.isSafeInteger(matchedAtMs) && matchedAtMs >= 0 && matchedAtMs < TIME_END, "reference: no such time");
  assert(serial >= 0n && serial < 1n << 208n, "reference: the serial has more than 26 bytes");
  const time = matchedAtMs.toString(16).padStart(TIME_DIGITS, "0");
  return `0x${time}${serial.toString(16).padStart(SERIAL_DIGITS, "0")}`;
}

/** The time of the match that a reference states, in milliseconds since 1970. */
export const referenceTimeMs = (reference: Hex): number => Number.parseInt(reference.slice(2, 2 + TIME_DIGITS), 16);
