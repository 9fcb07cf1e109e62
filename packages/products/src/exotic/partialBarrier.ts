/**
 * Barrier options whose barrier is watched for part of their life only.
 *
 * Source: R. Heynen and H. Kat, "Partial barrier options", J. Financial Engineering 3 (1994); here in the form of
 * images: the mirrored path is on the other side of the barrier at the time the watch begins or ends.
 * @module
 */
import type { OptionKind } from "@novate/risk";
import { type BandPayoff, type BarrierKind, fromImage, isDown, isOut } from "./images.ts";
import { type SpotMarket, vanillaValue } from "./spotMarket.ts";
import { type Side, twoTimeDigital } from "./twoTimes.ts";

/**
 * When the barrier is watched: from now to `watchYears` (`start`), or from then to expiry: `endEitherSide` knocks on
 * crossing from whichever side the spot is at that time (type B1), `endOneSide` on being beyond the barrier (type B2).
 */
export type BarrierWatch = "start" | "endEitherSide" | "endOneSide";

export interface PartialBarrierOption {
  readonly kind: OptionKind;
  readonly strike: number;
  readonly barrierKind: BarrierKind;
  readonly barrier: number;
  readonly watch: BarrierWatch;
  readonly watchYears: number;
  readonly yearsToExpiry: number;
}

/** A call or put on a band of final spots, given a condition on the spot at `earlyYears`. */
const conditionedVanilla =
  (kind: OptionKind, strike: number, early: Side, earlyYears: number): BandPayoff =>
  (market, low, high, years, power) => {
    const from = kind === "call" ? Math.max(low, strike) : low;
    const to = kind === "put" ? Math.min(high, strike) : high;
    if (from >= to) return 0;
    // Counted from the side of the band that is farther from the spot, so that small numbers are not differences of large ones.
    const isFromBelow = to < Number.POSITIVE_INFINITY && market.spot * market.spot > from * to;
    const beyond = (pays: "cash" | "asset", level: number): number =>
      level === Number.POSITIVE_INFINITY || (isFromBelow && level === 0)
        ? 0
        : twoTimeDigital(pays, market, early, earlyYears, { isAbove: !isFromBelow, level }, years, power);
    const inBand = (pays: "cash" | "asset"): number =>
      isFromBelow ? beyond(pays, to) - beyond(pays, from) : beyond(pays, from) - beyond(pays, to);
    const asset = inBand("asset");
    const cash = inBand("cash");
    return kind === "call" ? asset - strike * cash : strike * cash - asset;
  };

/** Needs 0 < watchYears < yearsToExpiry and σ > 0. */
export function partialBarrierValue(option: PartialBarrierOption, market: SpotMarket): number {
  const alive = partialOutValue(option, market);
  if (isOut(option.barrierKind)) return alive;
  return vanillaValue(market, option.kind, option.strike, option.yearsToExpiry) - alive;
}

function partialOutValue(option: PartialBarrierOption, market: SpotMarket): number {
  const { kind, strike, barrierKind, barrier, watch, watchYears, yearsToExpiry } = option;
  const image = (barrier * barrier) / market.spot;
  const isBelow = !isDown(barrierKind);
  const given = (isAbove: boolean): BandPayoff =>
    conditionedVanilla(kind, strike, { isAbove, level: barrier }, watchYears);

  if (watch === "start") {
    const isDead = isBelow ? market.spot >= barrier : market.spot <= barrier;
    if (isDead) return 0;
    const payoff = given(!isBelow);
    const free = payoff(market, 0, Number.POSITIVE_INFINITY, yearsToExpiry);
    return free - fromImage(payoff, market, image, 0, Number.POSITIVE_INFINITY, yearsToExpiry);
  }
  const stayingOn = (isAbove: boolean): number => {
    const low = isAbove ? barrier : 0;
    const high = isAbove ? Number.POSITIVE_INFINITY : barrier;
    const free = given(isAbove)(market, low, high, yearsToExpiry);
    return free - fromImage(given(!isAbove), market, image, low, high, yearsToExpiry);
  };
  return watch === "endOneSide" ? stayingOn(!isBelow) : stayingOn(true) + stayingOn(false);
}
