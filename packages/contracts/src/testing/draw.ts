/**
 * Values drawn at random, at the edges of their types more often than not.
 *
 * @module
 */
import { bytesToHex, type Hex } from "@novate/codec";
import type { Random } from "@novate/stdx";

const bytes = (random: Random, length: number): Hex =>
  bytesToHex(Uint8Array.from({ length }, () => random.nextInt(0, 255)));

const isEdge = (random: Random): boolean => random.nextInt(0, 5) === 0;

/** A `uint` of `bits`. */
export function drawUint(random: Random, bits: number): bigint {
  const most = (1n << BigInt(bits)) - 1n;
  if (isEdge(random)) return [0n, 1n, most, most - 1n, most >> 1n][random.nextInt(0, 4)]!;
  const shown = random.nextInt(1, bits);
  return BigInt.asUintN(shown, BigInt(bytes(random, 32)));
}

export function drawWord(random: Random): Hex {
  if (!isEdge(random)) return bytes(random, 32);
  return `0x${["00", "ff"][random.nextInt(0, 1)]!.repeat(32)}`;
}

export function drawAddress(random: Random): Hex {
  if (!isEdge(random)) return bytes(random, 20);
  return `0x${["00", "ff"][random.nextInt(0, 1)]!.repeat(20)}`;
}

/** Bytes of any length up to `most`. */
export const drawBytes = (random: Random, most: number): Hex => bytes(random, random.nextInt(0, most));

export const drawOf = <T>(random: Random, values: readonly T[]): T => values[random.nextInt(0, values.length - 1)]!;
