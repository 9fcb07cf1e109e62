/**
 * The one way in which bytes or JSON can be wrong.
 *
 * @module
 */

export type CodecErrorCode =
  | "MissingKey"
  | "UnknownKey"
  | "WrongType"
  | "OutOfRange"
  | "NotCanonical"
  | "WrongLength"
  | "UnknownVariant"
  | "NotUtf8"
  /** Lengths and offsets inside the bytes that contradict each other. */
  | "BadLayout";

/** Input that is not the canonical form of any value. `path` names the field, as in `order.legs[1].quantity`. */
export class CodecError extends Error {
  override readonly name = "CodecError";
  readonly code: CodecErrorCode;
  readonly detail: string;
  #path: string;

  constructor(code: CodecErrorCode, path: string, detail: string) {
    super(path === "" ? detail : `${path}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.#path = path;
  }

  get path(): string {
    return this.#path;
  }

  /** Becomes the same fault seen from the container that holds the field at `step`; one object, however deep it lay. */
  within(step: string): this {
    if (step === "") return this;
    this.#path = joinPath(step, this.#path);
    this.message = `${this.#path}: ${this.detail}`;
    return this;
  }
}

/** Turns whatever a decoder threw into a {@link CodecError} seen from the container that holds `step`. */
export function codecErrorWithin(step: string, thrown: unknown): CodecError {
  if (thrown instanceof CodecError) return thrown.within(step);
  return new CodecError("BadLayout", step, thrown instanceof Error ? thrown.message : String(thrown));
}

/** The most faults that are told of one document. */
const MOST_FAULTS = 64;

/** Reads a part: its fault is thrown, or added to the others where they are gathered. */
export function gathering<T>(read: () => T, faults: CodecError[] | undefined): T {
  if (faults === undefined) return read();
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof CodecError) || faults.length >= MOST_FAULTS) throw thrown;
    faults.push(thrown);
    return undefined as T; // a value with faults is never used
  }
}

/** `order` + `legs` → `order.legs`; `legs` + `[1]` → `legs[1]`. */
export function joinPath(outer: string, inner: string): string {
  if (outer === "") return inner;
  if (inner === "" || inner.startsWith("[")) return outer + inner;
  return `${outer}.${inner}`;
}

/** A short picture of a wrong JSON value for an error message. */
export function describeJson(json: unknown): string {
  if (json === null) return "null";
  if (Array.isArray(json)) return "an array";
  if (typeof json === "object") return "an object";
  if (typeof json === "string")
    return json.length > 80 ? `a string of ${json.length} characters` : JSON.stringify(json);
  return String(json);
}
