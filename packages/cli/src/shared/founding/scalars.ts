/**
 * Values as people write them: decimals, percent, durations, instants, keys. Exact: no number passes through a float.
 *
 * @module
 */
import { type Hex, SignatureScheme, type Signer } from "@novate/codec";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@novate/num";
import { isScalar } from "yaml";
import { type Place, type Read, tellAt } from "./place.ts";

/** Digits without the point, and how many of them stand behind it. */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** In the smallest unit of so many decimals; undefined where that is not a whole number. */
export function unitsOf({ digits, places }: Decimal, decimals: number): bigint | undefined {
  if (places <= decimals) return digits * 10n ** BigInt(decimals - places);
  const divisor = 10n ** BigInt(places - decimals);
  return digits % divisor === 0n ? digits / divisor : undefined;
}

export const product = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  places: one.places + other.places,
});

/** Something that a pattern reads, or a fault that says what is allowed. */
const scalar =
  <T>(code: string, allowed: string, parse: (text: string) => T | undefined): Read<T> =>
  (place: Place) => {
    const { node } = place;
    if (node !== null && !isScalar(node)) return tellAt(place, code, `is ${allowed}`);
    const text = node === null ? "" : String(node.value).trim();
    return parse(text) ?? tellAt(place, code, `is ${allowed}, not ${text === "" ? "empty" : JSON.stringify(text)}`);
  };

export const words = (most: number): Read<string> =>
  scalar("NotAName", `a name of 1 to ${most} bytes in ASCII`, (text) =>
    new RegExp(`^[\\x20-\\x7e]{1,${most}}$`).test(text) ? text : undefined,
  );

export const oneOf = <const T extends string>(...choices: readonly T[]): Read<T> =>
  scalar("NotAChoice", `one of ${choices.join(", ")}`, (text) => choices.find((choice) => choice === text));

export const count = (least: number, most: number): Read<number> =>
  scalar("NotACount", `a whole number from ${least} to ${most}`, (text) =>
    /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
  );

const DECIMAL = /^(\d{1,30})(?:\.(\d{1,18}))?$/;

/** Undefined for what is no plain decimal, such as 1000, 1_000 or 0.25. */
export function decimalOf(text: string): Decimal | undefined {
  const [, whole, rest = ""] = DECIMAL.exec(text.replace(/(?<=\d)_(?=\d)/g, "")) ?? [];
  return whole === undefined ? undefined : { digits: BigInt(whole + rest), places: rest.length };
}

/** At least zero. */
export const amount: Read<Decimal> = scalar("NotADecimal", "a number such as 1000 or 0.25", decimalOf);

export const positive: Read<Decimal> = scalar("NotPositive", "a number above 0, such as 1000 or 0.25", (text) => {
  const found = decimalOf(text);
  return found === undefined || found.digits === 0n ? undefined : found;
});

/** In millionths, up to so many percent. */
export const percent = (most: bigint): Read<bigint> =>
  scalar("NotAPercentage", `from 0 % to ${most} % with its sign and at most four decimals, such as 12.5 %`, (text) => {
    const found = text.endsWith("%") ? decimalOf(text.slice(0, -1).trim()) : undefined;
    const ppm = found && unitsOf(found, 4);
    return ppm === undefined || ppm > most * 10_000n ? undefined : ppm;
  });

const UNIT_MS: Readonly<Record<string, number>> = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

function msOf(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,7}) ?([smhd])$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * UNIT_MS[unit!]!; // by the pattern
}

/** In milliseconds, from a second to thirty days; undefined for what is none. */
export function durationOf(text: string): number | undefined {
  const ms = msOf(text);
  return ms !== undefined && ms >= SECOND_MS && ms <= 30 * DAY_MS ? ms : undefined;
}

/** In milliseconds, of nothing too. */
export const span = (mostMs: number): Read<number> =>
  scalar("NotADuration", `from 0s to ${mostMs / DAY_MS}d, such as 30s, 15m, 8h, 7d`, (text) => {
    const ms = msOf(text);
    return ms !== undefined && ms <= mostMs ? ms : undefined;
  });

export const DURATIONS = "from 1s to 30d, such as 30s, 15m, 8h, 7d";
export const duration: Read<number> = scalar("NotADuration", DURATIONS, durationOf);

/** In milliseconds since 1970. */
export const instant: Read<number> = scalar(
  "NotAnInstant",
  "an instant since 1970 in UTC such as 2026-12-25T08:00:00Z",
  (text) => {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return undefined;
    const ms = Date.parse(text); // a day that the month lacks is rolled over
    return Number.isNaN(ms) || ms < 0 || new Date(ms).toISOString().slice(0, 19) !== text.slice(0, 19) ? undefined : ms;
  },
);

export const address: Read<Hex> = scalar("NotAnAddress", "an address: 0x and 40 hexadecimal digits", (text) =>
  /^0x[0-9a-fA-F]{40}$/.test(text) ? (text.toLowerCase() as Hex) : undefined,
);

const KEY = /^(?:(ed25519):0x([0-9a-fA-F]{64})|(secp256k1|eip712):0x([0-9a-fA-F]{40}))$/;

/** A public key with its scheme. */
export const key: Read<Signer> = scalar(
  "NotAKey",
  "a public key: ed25519:0x and 64 hexadecimal digits, or secp256k1:0x or eip712:0x and the 40 of an address",
  (text) => {
    const [, edwards, publicKey, other, ownAddress] = KEY.exec(text) ?? [];
    if (edwards !== undefined) return { scheme: SignatureScheme.ed25519, key: `0x${publicKey!.toLowerCase()}` };
    if (other === undefined) return undefined;
    const scheme = other === "eip712" ? SignatureScheme.eip712 : SignatureScheme.secp256k1;
    return { scheme, key: `0x${ownAddress!.toLowerCase().padStart(64, "0")}` };
  },
);
