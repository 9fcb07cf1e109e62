/**
 * Reads a case file value by value; the first value that is missing or of the wrong kind is refused by its path.
 *
 * Adapters read foreign files, so every access can fail. A fault unwinds to `readCase`, the one gate, and becomes a
 * refusal there: the caller of a profile never meets an exception.
 * @module
 */
import { type RefusalCode, type Refused, refuse } from "@novate/risk";
import type { ProfileCaseResult } from "./result.ts";

/** Unwinds an adapter to `readCase`. */
class CaseFault extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(`${refused.field}: ${refused.detail}`);
    this.refused = refused;
  }
}

/** Runs an adapter; its first fault comes back as a refusal. */
export function readCase<T>(read: () => T): T | Refused {
  try {
    return read();
  } catch (error) {
    if (error instanceof CaseFault) return error.refused;
    throw error;
  }
}

/** Runs one case of several: a fault is the case's own refusal and leaves the others to run. */
export function isolated(name: string, run: () => ProfileCaseResult): ProfileCaseResult {
  const result = readCase(run);
  return "ok" in result ? { name, computed: {}, refused: result } : result;
}

/** No price, size or rate is larger, in 1e18 fixed point too; products of a few such numbers stay finite. */
const LARGEST = 1e40;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value of the file with its path, such as `Scenario.Options[3].Strike`. */
export class Field {
  readonly value: unknown;
  readonly path: string;

  constructor(value: unknown, path: string) {
    this.value = value;
    this.path = path;
  }

  refuse(code: RefusalCode, detail: string): never {
    throw new CaseFault(refuse(code, this.path, detail));
  }

  /** Whether the field is there; null counts as absent, as the upstream generators write it for "none". */
  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get(name: string): Field {
    const path = this.path === "" ? name : `${this.path}.${name}`;
    if (!this.exists) this.refuse("FieldMissing", "must be an object");
    if (!isRecord(this.value)) this.refuse("NotANumber", "must be an object");
    return new Field(Object.hasOwn(this.value, name) ? this.value[name] : undefined, path);
  }

  /** The first of several spellings that is present; the first spelling when none is. */
  first(...names: readonly string[]): Field {
    const present = names.find((name) => this.get(name).exists);
    return this.get(present ?? names[0] ?? "");
  }

  get keys(): readonly string[] {
    if (!isRecord(this.value)) return [];
    return Object.keys(this.value);
  }

  /** The names of an object's members; anything else is refused. */
  get names(): readonly string[] {
    if (!isRecord(this.value)) this.refuse(this.exists ? "NotANumber" : "FieldMissing", "must be an object");
    return Object.keys(this.value);
  }

  get isList(): boolean {
    return Array.isArray(this.value);
  }

  get list(): readonly Field[] {
    if (!this.exists) this.refuse("FieldMissing", "must be a list");
    if (!Array.isArray(this.value)) this.refuse("NotANumber", "must be a list");
    return this.value.map((item: unknown, index) => new Field(item, `${this.path}[${index}]`));
  }

  /** The list, or nothing where the file leaves it out. */
  get optionalList(): readonly Field[] {
    return this.exists ? this.list : [];
  }

  get text(): string {
    if (typeof this.value !== "string") this.refuse(this.exists ? "NotANumber" : "FieldMissing", "must be a text");
    return this.value;
  }

  get flag(): boolean {
    if (this.value === 0 || this.value === 1) return this.value === 1;
    if (typeof this.value !== "boolean")
      this.refuse(this.exists ? "NotANumber" : "FieldMissing", "must be true or false");
    return this.value;
  }

  /** A finite number; decimal text counts, since some generators quote long decimals. */
  get number(): number {
    const value = typeof this.value === "string" && this.value.trim() !== "" ? Number(this.value) : this.value;
    if (value === undefined || value === null) this.refuse("FieldMissing", "must be a finite number");
    if (typeof value !== "number" || !Number.isFinite(value)) this.refuse("NotANumber", "must be a finite number");
    if (Math.abs(value) > LARGEST) this.refuse("OutOfRange", `must be ${LARGEST} or less in size`);
    return value;
  }

  get positive(): number {
    const value = this.number;
    if (!(value > 0)) this.refuse("NotPositive", "must be more than zero");
    if (value < 1 / LARGEST) this.refuse("OutOfRange", `must be ${1 / LARGEST} or more`);
    return value;
  }

  get notNegative(): number {
    const value = this.number;
    if (!(value >= 0)) this.refuse("Negative", "must be zero or more");
    return value;
  }

  within(low: number, high: number): number {
    const value = this.number;
    if (value < low || value > high) this.refuse("OutOfRange", `must lie between ${low} and ${high}`);
    return value;
  }

  /** An exact integer: a safe number, or decimal text of any size. */
  get integer(): bigint {
    const value = this.value;
    if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
    if (typeof value === "string" && /^[+-]?\d+$/.test(value)) return BigInt(value);
    if (!this.exists) return this.refuse("FieldMissing", "must be an integer");
    return this.refuse("NotANumber", "must be an integer, as text where it exceeds 2^53");
  }

  /** The number, or `fallback` where the file leaves it out. */
  numberOr(fallback: number): number {
    return this.exists ? this.number : fallback;
  }

  integerOr(fallback: bigint): bigint {
    return this.exists ? this.integer : fallback;
  }
}
