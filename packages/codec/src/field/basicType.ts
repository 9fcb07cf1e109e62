/**
 * Base of what SSZ calls basic types: numbers and booleans, of one size each.
 *
 * @module
 */
import { CodecError } from "./codecError.ts";
import { ValueType } from "./valueType.ts";

export abstract class BasicType<T> extends ValueType<T> {
  readonly byteLength: number;
  readonly fixedSize: number;
  readonly minSize: number;
  readonly maxSize: number;

  constructor(byteLength: number) {
    super();
    this.byteLength = byteLength;
    this.fixedSize = byteLength;
    this.minSize = byteLength;
    this.maxSize = byteLength;
  }

  value_serializedSize(): number {
    return this.byteLength;
  }

  /** Throws unless a value takes `size` bytes. Inside a container it always does: there the layout fixes it. */
  protected checkSize(size: number): void {
    if (size !== this.byteLength)
      throw new CodecError("BadLayout", "", `expected ${this.byteLength} bytes, got ${size}`);
  }
}
