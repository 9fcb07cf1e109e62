/**
 * SSZ in value form: values to bytes and back, and no tree. A row commits to the hash of its bytes (ADR 2).
 *
 * @module
 */

/** Bytes, and the view that finds numbers in them. */
export interface ByteViews {
  readonly uint8Array: Uint8Array;
  readonly dataView: DataView;
}

/** How values of `T` stand in bytes. Each has one byte string, and no other is read as one. */
export abstract class ValueType<T> {
  /** In the words of the SSZ specification, for messages. */
  abstract readonly typeName: string;
  /** Bytes of every value; null where values differ, which then stand behind an offset. */
  abstract readonly fixedSize: number | null;
  abstract readonly minSize: number;
  abstract readonly maxSize: number;

  abstract value_serializedSize(value: T): number;
  /** Writes `value` at `offset` and returns where it ends. Asserts that it is in range. */
  abstract value_serializeToBytes(output: ByteViews, offset: number, value: T): number;
  /** Reads the value that takes all of `[start, end)`. Throws a `CodecError`. */
  abstract value_deserializeFromBytes(data: ByteViews, start: number, end: number): T;

  serialize(value: T): Uint8Array {
    const bytes = new Uint8Array(this.value_serializedSize(value));
    this.value_serializeToBytes(viewsOf(bytes), 0, value);
    return bytes;
  }

  deserialize(bytes: Uint8Array): T {
    return this.value_deserializeFromBytes(viewsOf(bytes), 0, bytes.length);
  }
}

const viewsOf = (bytes: Uint8Array): ByteViews => ({
  uint8Array: bytes,
  dataView: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});
