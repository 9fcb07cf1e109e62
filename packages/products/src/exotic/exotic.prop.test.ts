/**
 * Goal: exotics obey the identities that tie them to each other and to vanillas, whatever the market.
 * Method: random markets; each identity pairs two methods that share no code beyond the normal distribution.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { americanValue } from "./american.ts";
import { americanBarrierValue } from "./americanBarrier.ts";
import { continuousGeometricValue, discreteGeometricValue, turnbullWakemanValue } from "./asianApproximate.ts";
import { averageStrikeValue, continuousAsianValue, discreteAsianValue } from "./asianExact.ts";
import { barrierValue, softBarrierValue } from "./barrier.ts";
import { compoundValue } from "./compound.ts";
import { digitalBand, doubleBarrierValue, singleBarrierValue, vanillaBand } from "./images.ts";
import { fixedLookbackValue, floatingLookbackValue, partialFixedLookbackValue } from "./lookback.ts";
import { partialBarrierValue } from "./partialBarrier.ts";
import { discountOf, forwardOf, type SpotMarket, vanillaValue } from "./spotMarket.ts";
import { spreadValue } from "./spread.ts";
import { cashAtExpiry, cashAtTouch } from "./touch.ts";
import { exchangeValue, kirkSpreadValue, rainbowValue, twoAssetBarrierValue } from "./twoAssets.ts";
import { fairVariance } from "./varianceSwap.ts";

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const kind = fc.constantFrom("call" as const, "put" as const);
const marketOf = fc.record({
  spot: fc.constant(100),
  rateAnnual: within(0.001, 0.15),
  yieldAnnual: within(0.001, 0.15),
  volAnnual: within(0.1, 0.8),
});
const strikeOf = within(70, 140);
const yearsOf = within(0.1, 2);
const check = <T extends unknown[]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  law: (...values: T) => void,
  numRuns = 60,
) =>
  fc.assert(
    fc.property(fc.tuple(...arbitraries), (values) => law(...(values as T))),
    { numRuns },
  );
const close = (actual: number, expected: number, tolerance = 1e-10): void =>
  expect(Math.abs(actual - expected)).toBeLessThan(tolerance);

describe("single barriers", () => {
  it("in and out make the vanilla", () => {
    check([marketOf, kind, strikeOf, yearsOf, within(60, 99)], (market, option, strike, years, barrier) => {
      const at = (barrierKind: "downIn" | "downOut") =>
        barrierValue({ kind: option, strike, barrierKind, barrier, rebate: 0, yearsToExpiry: years }, market);
      close(at("downIn") + at("downOut"), vanillaValue(market, option, strike, years));
    });
  });
  it("mirror put and call across S²/K without carry", () => {
    check([marketOf, strikeOf, yearsOf, within(101, 150)], (given, strike, years, barrier) => {
      const market = { ...given, yieldAnnual: given.rateAnnual };
      const call = singleBarrierValue(vanillaBand("call", strike), "upOut", barrier, market, years);
      const put = singleBarrierValue(vanillaBand("put", 1e4 / strike), "downOut", 1e4 / barrier, market, years);
      close(call, (strike / 100) * put);
    });
  });
  it("pay the rebate now or at expiry alike without interest", () => {
    check([marketOf, yearsOf, within(60, 150)], (given, years, level) => {
      const market = { ...given, rateAnnual: 0 };
      close(cashAtTouch(market, level, years), cashAtExpiry(market, level, years, true));
    });
  });
  it("value touches at negative rates as the closed form does at small ones", () => {
    // r so negative that ν² + 2rσ² < 0 takes the integral; just before, the closed form.
    const market: SpotMarket = { spot: 100, rateAnnual: -0.02, yieldAnnual: -0.06, volAnnual: 0.2 };
    const edge = -(0.02 * 0.02) / (2 * 0.04);
    const at = (rateAnnual: number) => cashAtTouch({ ...market, rateAnnual, yieldAnnual: rateAnnual - 0.04 }, 120, 1);
    close(at(edge - 1e-7), at(edge + 1e-7), 1e-6);
  });
});

describe("other barriers", () => {
  it("a double barrier with one edge far away is a single one", () => {
    check([marketOf, kind, strikeOf, yearsOf, within(60, 95)], (market, option, strike, years, lower) => {
      const double = doubleBarrierValue(vanillaBand(option, strike), "out", lower, 1e6, market, years);
      close(double, singleBarrierValue(vanillaBand(option, strike), "downOut", lower, market, years));
    });
  });
  it("double in and out make the vanilla", () => {
    check(
      [marketOf, kind, strikeOf, yearsOf, within(60, 95), within(105, 170)],
      (market, option, strike, years, lower, upper) => {
        const at = (knock: "in" | "out") =>
          doubleBarrierValue(vanillaBand(option, strike), knock, lower, upper, market, years);
        close(at("in") + at("out"), vanillaValue(market, option, strike, years));
      },
    );
  });
  it("a narrow soft barrier is a barrier, and a wide one lies between its ends", () => {
    check([marketOf, kind, strikeOf, yearsOf], (market, option, strike, years) => {
      const terms = { kind: option, strike, barrierKind: "downIn" as const, yearsToExpiry: years };
      const hard = (barrier: number) => barrierValue({ ...terms, barrier, rebate: 0 }, market);
      close(softBarrierValue({ ...terms, lower: 89.9999, upper: 90.0001 }, market), hard(90), 1e-6);
      const soft = softBarrierValue({ ...terms, lower: 80, upper: 95 }, market);
      expect(soft).toBeGreaterThanOrEqual(hard(80) - 1e-10);
      expect(soft).toBeLessThanOrEqual(hard(95) + 1e-10);
    });
  });
  it("a barrier watched to the end is a barrier, and one watched for no time none", () => {
    check([marketOf, kind, strikeOf, yearsOf], (market, option, strike, years) => {
      const terms = { kind: option, strike, barrierKind: "downOut" as const, barrier: 90, yearsToExpiry: years };
      const watched = (watch: "start" | "endOneSide", share: number) =>
        partialBarrierValue({ ...terms, watch, watchYears: share * years }, market);
      const full = barrierValue({ ...terms, rebate: 0 }, market);
      const none = vanillaValue(market, option, strike, years);
      close(watched("start", 1 - 1e-12), full, 1e-4);
      close(watched("start", 1e-12), none, 1e-8);
      close(watched("endOneSide", 1e-12), full, 1e-8);
    });
  });
});

describe("two assets", () => {
  const two = fc.record({ first: marketOf, second: marketOf, correlation: within(-0.95, 0.95) }).map((market) => ({
    ...market,
    second: { ...market.second, rateAnnual: market.first.rateAnnual, spot: 95 },
  }));
  it("a spread struck at zero is an exchange, by Kirk and exactly", () => {
    check([two, yearsOf], (market, years) => {
      const exchange = exchangeValue(market, 1, 1, years);
      close(kirkSpreadValue(market, "call", 0, years), exchange);
      close(spreadValue(market, "call", 0, years), exchange, 1e-6); // 1e-8 of the spot
    });
  });
  it("best and worst of two together are both vanillas", () => {
    check([two, kind, strikeOf, yearsOf], (market, option, strike, years) => {
      const rainbow = (extreme: "min" | "max") => rainbowValue(market, extreme, option, strike, years);
      const both =
        vanillaValue(market.first, option, strike, years) + vanillaValue(market.second, option, strike, years);
      close(rainbow("min") + rainbow("max"), both, 1e-9);
    });
  });
  it("the worst of two, struck at zero, is the first less the exchange for the second", () => {
    check([two, yearsOf], (market, years) => {
      const { first } = market;
      const prepaid = first.spot * Math.exp(-first.yieldAnnual * years);
      const worst = prepaid - exchangeValue(market, 1, 1, years);
      close(rainbowValue(market, "min", "call", 1e-9, years), worst, 1e-8);
    });
  });
  it("a barrier on a second asset that is the first is a barrier", () => {
    check([marketOf, kind, strikeOf, yearsOf], (market, option, strike, years) => {
      const same = { first: market, second: market, correlation: 1 };
      const terms = { kind: option, strike, barrierKind: "downOut" as const, barrier: 90, yearsToExpiry: years };
      const single = barrierValue({ ...terms, rebate: 0 }, market);
      close(twoAssetBarrierValue(same, option, strike, "downOut", 90, years), single, 1e-8);
    });
  });
});

describe("averages", () => {
  it("of one fixing are vanillas", () => {
    check([marketOf, kind, strikeOf, yearsOf], (market, option, strike, years) => {
      const schedule = { fixingYears: [years], pastCount: 0, pastSum: 0 };
      const vanilla = vanillaValue(market, option, strike, years);
      close(discreteAsianValue(market, option, strike, schedule, years), vanilla);
      close(discreteGeometricValue(market, option, strike, schedule, years), vanilla);
      close(turnbullWakemanValue(market, option, strike, schedule, years), vanilla);
    });
  });
  it("of now and the end are half a vanilla", () => {
    check([marketOf, kind, strikeOf, yearsOf], (market, option, strike, years) => {
      const schedule = { fixingYears: [0, years], pastCount: 0, pastSum: 0 };
      const half = 0.5 * vanillaValue(market, option, 2 * strike - 100, years);
      close(discreteAsianValue(market, option, strike, schedule, years), half);
      // The final spot less the mean of both is half of the final spot less the first.
      const atMoney = 0.5 * vanillaValue(market, option, 100, years);
      close(averageStrikeValue(market, option, [0, years], years), atMoney);
    });
  });
  it("obey parity and stand above geometric ones", () => {
    check([marketOf, strikeOf, yearsOf], (market, strike, years) => {
      const fixingYears = [0.2, 0.5, 0.7, 1].map((share) => share * years);
      const schedule = { fixingYears, pastCount: 1, pastSum: 99 };
      const at = (option: "call" | "put") => discreteAsianValue(market, option, strike, schedule, years);
      const mean = (99 + fixingYears.reduce((sum, time) => sum + forwardOf(market, time), 0)) / 5;
      close(at("call") - at("put"), discountOf(market, years) * (mean - strike));
      const geometric = { fixingYears, pastCount: 1, pastSum: Math.log(99) };
      expect(at("call")).toBeGreaterThanOrEqual(
        discreteGeometricValue(market, "call", strike, geometric, years) - 1e-10,
      );
    });
  });
  it("taken daily come near the continuous ones", () => {
    const market: SpotMarket = { spot: 100, rateAnnual: 0.05, yieldAnnual: 0.02, volAnnual: 0.4 };
    const daily = Array.from({ length: 365 }, (_, day) => (day + 0.5) / 365);
    const schedule = { fixingYears: daily, pastCount: 0, pastSum: 0 };
    close(discreteAsianValue(market, "call", 100, schedule, 1), continuousAsianValue(market, "call", 100, 1), 2e-4);
    const geometric = discreteGeometricValue(market, "call", 100, schedule, 1);
    close(geometric, continuousGeometricValue(market, "call", 100, 1), 2e-4);
  });
});

describe("extremes", () => {
  it("fixed and floating lookbacks differ by a forward", () => {
    check([marketOf, yearsOf, within(100, 140)], (market, years, maximum) => {
      const floating = floatingLookbackValue(market, "put", maximum, years);
      const fixed = fixedLookbackValue(market, "call", maximum, maximum, years);
      const forward = discountOf(market, years) * (maximum - forwardOf(market, years));
      close(floating, fixed + forward);
    });
  });
  it("are continuous where the carry vanishes, as closed forms are not", () => {
    check([marketOf, yearsOf], (market, years) => {
      const at = (yieldAnnual: number) => fixedLookbackValue({ ...market, yieldAnnual }, "call", 105, 100, years);
      close(at(market.rateAnnual + 1e-9), at(market.rateAnnual), 1e-6);
    });
  });
  it("watched from the start are whole lookbacks, from the end vanillas", () => {
    check([marketOf, kind, strikeOf, yearsOf], (market, option, strike, years) => {
      const from = (share: number) => partialFixedLookbackValue(market, option, strike, share * years, years);
      close(from(1e-12), fixedLookbackValue(market, option, strike, 100, years), 1e-4);
      close(from(1 - 1e-12), vanillaValue(market, option, strike, years), 1e-4);
    });
  });
});

describe("options on options, early exercise, variance", () => {
  it("compound call and put differ by the inner option less the outer strike", () => {
    check(
      [marketOf, kind, strikeOf, yearsOf, within(1, 12)],
      (market, innerKind, innerStrike, innerYears, outerStrike) => {
        const outerYears = 0.4 * innerYears;
        const at = (outerKind: "call" | "put") =>
          compoundValue({ outerKind, outerStrike, outerYears, innerKind, innerStrike, innerYears }, market);
        const inner = vanillaValue(market, innerKind, innerStrike, innerYears);
        close(at("call") - at("put"), inner - outerStrike * discountOf(market, outerYears), 1e-9);
      },
    );
  });
  it("American options lie above European ones and intrinsic value, and rise with life", () => {
    check(
      [marketOf, kind, strikeOf, yearsOf],
      (market, option, strike, years) => {
        const value = americanValue(market, option, strike, years, "spectral");
        expect(value).toBeGreaterThanOrEqual(vanillaValue(market, option, strike, years));
        expect(value).toBeGreaterThanOrEqual((option === "call" ? 1 : -1) * (100 - strike));
        expect(americanValue(market, option, strike, 1.1 * years, "spectral")).toBeGreaterThanOrEqual(value - 1e-6);
        // The modified quadratic approximation is good to a few parts in a thousand of the strike.
        close(americanValue(market, option, strike, years, "juZhong"), value, 0.01 * strike);
      },
      15,
    );
  });
  it("American barriers far away are none, and without reason to exercise are European", () => {
    check(
      [marketOf, kind, within(90, 110), within(0.2, 1)],
      (market, option, strike, years) => {
        const terms = { kind: option, strike, rebate: 0, yearsToExpiry: years };
        const far = americanBarrierValue({ ...terms, barrierKind: "downOut", barrier: 1 }, market);
        close(far, americanValue(market, option, strike, years, "spectral"), 0.02);
        const calm = { ...market, ...(option === "call" ? { yieldAnnual: 0 } : { rateAnnual: 0 }) };
        const barrier = option === "call" ? 85 : 120;
        const barrierKind = option === "call" ? ("downOut" as const) : ("upOut" as const);
        const european = barrierValue({ ...terms, barrierKind, barrier }, calm);
        close(americanBarrierValue({ ...terms, barrierKind, barrier }, calm), european, 2e-3);
      },
      10,
    );
  });
  it("the American premium of the paper has its printed digits", () => {
    const market: SpotMarket = { spot: 100, rateAnnual: 0.05, yieldAnnual: 0.05, volAnnual: 0.25 };
    const premium = americanValue(market, "put", 100, 1, "spectral") - vanillaValue(market, "put", 100, 1);
    close(premium, 0.106952702747, 2e-9);
  });
  it("fair variance of a flat smile is its square", () => {
    check([within(0.05, 1.5), yearsOf], (vol, years) => {
      close(
        fairVariance(() => vol * vol * years, years),
        vol * vol,
        1e-12,
      );
    });
  });
  it("digitals on a band add up to the discount", () => {
    check([marketOf, yearsOf, within(50, 150)], (market, years, edge) => {
      const band = digitalBand("cash", "call", 0);
      const whole = band(market, 0, edge, years) + band(market, edge, Number.POSITIVE_INFINITY, years);
      close(whole, discountOf(market, years), 1e-14);
    });
  });
});
