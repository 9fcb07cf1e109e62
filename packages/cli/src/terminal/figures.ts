/**
 * Figures as a reader wants them. No locale: the same on every machine.
 *
 * @module
 */

/** `-1234567` as `-1,234,567`. */
export const grouped = (value: string | number | bigint): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** Whole atoms with the asset's decimals: `1234567` of six decimals as `1.234567`. */
export function amount(atomsText: string, decimals: number): string {
  const [sign, digits] = atomsText.startsWith("-") ? ["-", atomsText.slice(1)] : ["", atomsText];
  const padded = digits.padStart(decimals + 1, "0");
  const whole = grouped(padded.slice(0, padded.length - decimals));
  return `${sign}${whole}${decimals === 0 ? "" : `.${padded.slice(padded.length - decimals)}`}`;
}

/** A name of programs as people read it: `closeOnly` as `close only`. */
export const words = (name: string): string =>
  name.replace(/(?<=[a-z\d])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Units with so many decimals, none less than 0, as people write them: `1500000` of six decimals as `1.5`. */
export function decimal(units: bigint, decimals: number): string {
  const digits = units.toString().padStart(decimals + 1, "0");
  const [whole, rest] = [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals)];
  const kept = rest.replace(/0+$/, "");
  return kept === "" ? whole : `${whole}.${kept}`;
}

const RATIO_DIGITS = 12;

/** A fraction of two whole numbers as a decimal without zeros at its end; `≈` before one that is cut after twelve digits. */
export function ratio(above: bigint, below: bigint): string {
  const scaled = above * 10n ** BigInt(RATIO_DIGITS);
  const cut = amount(String(scaled / below), RATIO_DIGITS).replace(/\.?0+$/, "");
  return scaled % below === 0n ? cut : `≈${cut}`;
}

/** The last instant that has a date. */
const LAST_MS = 8_640_000_000_000_000;

/** `2025-10-10 21:20:50`, in UTC; of a time that somebody made up, it says that none is it. */
export const instant = (timeMs: number): string =>
  Math.abs(timeMs) <= LAST_MS ? new Date(timeMs).toISOString().slice(0, 19).replace("T", " ") : "beyond all dates";

/** A fraction as `12.34 %`. */
export const percent = (fraction: number, digits = 2): string => `${(fraction * 100).toFixed(digits)} %`;

/** A float with so many significant digits, as short as they allow. */
export const significant = (value: number, digits = 7): string => String(Number(value.toPrecision(digits)));
