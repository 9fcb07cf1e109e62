/**
 * The contracts on one underlying, sized by its opening price.
 *
 * With a price of m·10^e dollars, 1 ≤ m < 10, a tick is 10^(e−6) dollars and a lot 10^(1−e) coins: a price has seven
 * digits, a lot is worth ten to a hundred dollars, and one tick of one lot is ten atoms of a six-decimal settlement asset.
 *
 * @module
 */
import type { ChangeOf } from "@novate/codec";
import { type Atoms, atoms, type Ticks, ticks } from "@novate/num";
import { expiryName, fridayAfter } from "./calendar.ts";
import { FEED_DECIMALS } from "./feedUnits.ts";

export type Contract = Omit<ChangeOf<"ListInstrument">, "instrumentId" | "underlyingId" | "type">;

/** Which contracts an underlying gets beside its perpetual. */
export interface Programme {
  readonly hasFuture: boolean;
  readonly hasOptions: boolean;
}

/** Days from the opening to the Fridays on which futures and options expire. */
const FUTURE_DAYS = 75;
const OPTION_DAYS = [4, 18];
/** Strikes in percent of the opening price, each rounded to two digits. */
const STRIKE_PERCENTS = [85n, 95n, 105n, 115n];

interface Sizes {
  readonly tickFeedUnits: bigint;
  readonly tickValueAtoms: Atoms;
}

/** Digits of the opening price before its first one: e + 8. */
const scaleOf = (openingIndex: bigint): number => openingIndex.toString().length - 1;

function sizesOf(openingIndex: bigint): Sizes {
  // Six digits below the first one; a price too small for that has a tick of one feed unit and a larger lot.
  const exponent = scaleOf(openingIndex) - 6;
  return exponent >= 0
    ? { tickFeedUnits: 10n ** BigInt(exponent), tickValueAtoms: atoms(10n) }
    : { tickFeedUnits: 1n, tickValueAtoms: atoms(10n ** BigInt(1 - exponent)) };
}

function strikesOf(openingIndex: bigint): bigint[] {
  const unit = 10n ** BigInt(Math.max(scaleOf(openingIndex) - 1, 0));
  const rounded = STRIKE_PERCENTS.map((percent) => ((openingIndex * percent) / 100n / unit) * unit);
  return [...new Set(rounded)].filter((strike) => strike > 0n);
}

/** `openingIndex` in feed units. In the order in which they are listed. */
export function contractsOn(name: string, openingIndex: bigint, openingMs: number, programme: Programme): Contract[] {
  const sizes = sizesOf(openingIndex);
  const contracts: Contract[] = [
    { ...sizes, symbol: `${name}-PERP`, terms: { type: "Perpetual", premiumFeedId: null } },
  ];
  if (programme.hasFuture) {
    const expiryMs = fridayAfter(openingMs, FUTURE_DAYS);
    const terms = { type: "Future", expiryMs, forwardFeedId: null } as const;
    contracts.push({ ...sizes, symbol: `${name}-${expiryName(expiryMs)}`, terms });
  }
  if (!programme.hasOptions) return contracts;
  for (const days of OPTION_DAYS) {
    const expiryMs = fridayAfter(openingMs, days);
    for (const strike of strikesOf(openingIndex)) {
      for (const isCall of [true, false]) {
        const strikeTicks: Ticks = ticks(strike / sizes.tickFeedUnits);
        const symbol = `${name}-${expiryName(expiryMs)}-${dollarsOf(strike)}-${isCall ? "C" : "P"}`;
        const terms = { type: "Option", expiryMs, strikeTicks, isCall, forwardFeedId: null } as const;
        contracts.push({ ...sizes, symbol, terms });
      }
    }
  }
  return contracts;
}

/** Feed units as dollars without needless decimals. */
function dollarsOf(value: bigint): string {
  const digits = value.toString().padStart(FEED_DECIMALS + 1, "0");
  const whole = digits.slice(0, -FEED_DECIMALS);
  const rest = digits.slice(-FEED_DECIMALS).replace(/0+$/, "");
  return rest === "" ? whole : `${whole}.${rest}`;
}
