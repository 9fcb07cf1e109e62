/**
 * What two matched orders exchange, and what the one who matched them earns.
 *
 * @module
 */
import { divDown, divUp } from "@novate/num";
import { absolute, least, most } from "../core/bigint.ts";
import type { DriftConstants } from "./profile.ts";

export type Direction = "Long" | "Short";

/** Whether a taker's price reaches the maker's. */
export const cross = (maker: Direction, makerPrice: bigint, takerPrice: bigint): boolean =>
  maker === "Long" ? takerPrice <= makerPrice : takerPrice >= makerPrice;

/** Base and quote of a match: the smaller of the two sizes, and its price rounded in the maker's favour. */
export function matchedFill(
  makerBase: bigint,
  makerPrice: bigint,
  takerBase: bigint,
  baseDecimals: bigint,
  maker: Direction,
): readonly [base: bigint, quote: bigint] {
  const base = least(makerBase, takerBase);
  const divide = maker === "Long" ? divDown : divUp;
  return [base, divide(base * makerPrice, 10n ** baseDecimals)];
}

/** Reward of who matched two orders, in millionths: 20 bp plus the maker's improvement on the oracle, 10 bp to 10 %. */
export function fillerMultiplier(
  unit: DriftConstants,
  makerPrice: bigint,
  direction: Direction,
  oraclePrice: bigint,
): bigint {
  const better = direction === "Long" ? makerPrice - oraclePrice : oraclePrice - makerPrice;
  const size = divDown(absolute(better) * unit.percentage, oraclePrice);
  const multiplier = 2n * unit.tenBasisPoints + (better < 0n ? -size : size);
  const [low, high] = [unit.tenBasisPoints, 100n * unit.tenBasisPoints];
  return most(low, least(multiplier, high));
}
