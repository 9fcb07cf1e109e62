/**
 * The requirement of `derive-srm`: rules per holding, summed over expiries and underlyings with no credit between them.
 *
 * Amounts are signed as the account sees them: a charge is negative, a margin of zero or more is compliance.
 * @module
 */
import { sqrt } from "@novate/num";
import { YEAR_SECONDS } from "../fixedPoint.ts";
import type { PlainAccount, PlainExpiry, PlainUnderlying } from "../plainMarket.ts";
import { type ExpiryMargin, expiryMargin, type Pair } from "./optionMargin.ts";
import type { SrmParameters } from "./profile.ts";

export interface UnderlyingMargin {
  readonly name: string;
  readonly isolated: Pair;
  readonly bounded: Pair;
  readonly option: Pair;
  readonly perp: Pair;
  readonly base: Pair;
  /** In the stable coin; the margin on it counts the dollar's. */
  readonly baseValue: number;
  readonly optionMark: number;
  readonly unsettled: number;
  /** Charges on the initial margin only. */
  readonly oracleContingency: number;
  readonly depegContingency: number;
}

export interface SrmMargin {
  readonly underlyings: readonly UnderlyingMargin[];
  readonly markToMarket: number;
  readonly initialMargin: number;
  readonly maintenanceMargin: number;
}

const shortsOf = (expiry: PlainExpiry): number =>
  expiry.options.reduce((sum, { amount }) => sum + Math.max(0, -amount), 0);

/** Charge for doubtful prices: the doubted part of short options, of the perpetual and of a base asset that counts. */
function oracleCharge({ oracle: rule, base }: SrmParameters, underlying: PlainUnderlying): number {
  const charge = (confidence: number, threshold: number, amount: number): number =>
    confidence < threshold ? (1 - confidence) * rule.factor * underlying.spot * amount : 0;
  const spotSide = underlying.spotConfidence;
  let total = charge(Math.min(spotSide, underlying.perpConfidence), rule.perpThreshold, Math.abs(underlying.perps));
  if (base.marginFactor * base.initialScale !== 0) total += charge(spotSide, rule.baseThreshold, underlying.base);
  for (const expiry of underlying.expiries) {
    const confidence = Math.min(spotSide, expiry.forwardConfidence, expiry.volConfidence);
    total += charge(confidence, rule.optionThreshold, shortsOf(expiry));
  }
  return -total;
}

function evaluateUnderlying(parameters: SrmParameters, underlying: PlainUnderlying, stable: number): UnderlyingMargin {
  const { spot } = underlying;
  const margins = underlying.expiries.map((expiry) =>
    expiryMargin(parameters.option, expiry.options, {
      spot,
      forward: expiry.forward,
      rootYears: sqrt(expiry.secondsToExpiry / YEAR_SECONDS),
    }),
  );
  const sum = (pairOf: (margin: ExpiryMargin) => Pair): Pair => ({
    initial: margins.reduce((total, margin) => total + pairOf(margin).initial, 0),
    maintenance: margins.reduce((total, margin) => total + pairOf(margin).maintenance, 0),
  });
  const perpNotional = Math.abs(underlying.perps) * underlying.perpPrice;
  const baseNotional = underlying.base * spot;
  const exposed = underlying.expiries.reduce((total, expiry) => total + shortsOf(expiry), Math.abs(underlying.perps));
  const depegged = Math.max(0, parameters.depeg.threshold - stable);
  return {
    name: underlying.name,
    isolated: sum((margin) => margin.isolated),
    bounded: sum((margin) => margin.bounded),
    option: sum((margin) => margin.required),
    perp: {
      initial: -perpNotional * parameters.perp.initial,
      maintenance: -perpNotional * parameters.perp.maintenance,
    },
    base: {
      initial: baseNotional * parameters.base.marginFactor * parameters.base.initialScale,
      maintenance: baseNotional * parameters.base.marginFactor,
    },
    baseValue: baseNotional / stable,
    optionMark: margins.reduce((total, margin) => total + margin.markToMarket, 0),
    unsettled: underlying.unsettled,
    oracleContingency: oracleCharge(parameters, underlying),
    depegContingency: -depegged * parameters.depeg.factor * spot * exposed,
  };
}

/** Margins of one account. Work: options × strikes of their expiry. */
export function evaluateSrm(parameters: SrmParameters, account: PlainAccount): SrmMargin {
  const underlyings = account.underlyings.map((underlying) =>
    evaluateUnderlying(parameters, underlying, account.stablePrice),
  );
  let initialMargin = account.cash;
  let maintenanceMargin = account.cash;
  let markToMarket = account.cash;
  for (const own of underlyings) {
    maintenanceMargin += own.option.maintenance + own.perp.maintenance + own.base.maintenance + own.unsettled;
    initialMargin += own.option.initial + own.perp.initial + own.base.initial + own.unsettled;
    initialMargin += own.oracleContingency + own.depegContingency;
    markToMarket += own.optionMark + own.baseValue + own.unsettled;
  }
  return { underlyings, markToMarket, initialMargin, maintenanceMargin };
}
