/**
 * Numbers and times as a reader wants them. No locale: the same on every machine.
 *
 * @module
 */
import { FEED_DECIMALS } from "../house/feedUnits.ts";
import { SETTLEMENT } from "../house/plan.ts";

/** `1234567` as `1,234,567`. */
export const grouped = (value: bigint | number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** A scaled integer with its decimals written out, at most `shown` of them, cut and not rounded. */
export function decimal(value: bigint, decimals: number, shown = decimals): string {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
  const whole = grouped(BigInt(digits.slice(0, digits.length - decimals)));
  const rest = decimals === 0 ? "" : digits.slice(digits.length - decimals).slice(0, shown);
  return `${value < 0n ? "-" : ""}${whole}${rest === "" ? "" : `.${rest}`}`;
}

/** Settlement atoms in whole dollars: `$1,234`. */
export const money = (atoms: bigint): string => `$${decimal(atoms, SETTLEMENT.decimals, 0)}`;

/** A price in feed units with about five digits: `121,730.29`, `3.3`, `0.18792`. */
export function price(units: bigint): string {
  const wholeDigits = units.toString().length - FEED_DECIMALS;
  const shown = wholeDigits > 4 ? 2 : wholeDigits > 0 ? 4 : 5;
  const text = decimal(units, FEED_DECIMALS, shown);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** `21:20:50`, in UTC. */
export const clock = (timeMs: number): string => new Date(timeMs).toISOString().slice(11, 19);

/** `2025-10-10 18:00`, in UTC. */
export const minute = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 16).replace("T", " ");

/** Milliseconds as seconds with one decimal: `26.0 s`. */
export const seconds = (elapsedMs: number): string => `${(elapsedMs / 1_000).toFixed(1)} s`;
