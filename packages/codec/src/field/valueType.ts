/**
 * Base of the SSZ types that the library lacks.
 *
 * @module
 */

import { Type } from "@chainsafe/ssz";
import { assert } from "@novate/stdx";

/**
 * An SSZ type in value form only.
 *
 * The house commits to the hash of a row's bytes, so trees over the inside of a value are never built and the
 * library's tree methods are out of reach: they assert.
 */
export abstract class ValueType<T> extends Type<T> {
  readonly isBasic = false;
  readonly depth = 0;
  readonly maxChunkCount = 1;

  tree_serializedSize(): number {
    return this.#noTree();
  }
  tree_serializeToBytes(): number {
    return this.#noTree();
  }
  tree_deserializeFromBytes(): never {
    return this.#noTree();
  }
  hashTreeRoot(): Uint8Array {
    return this.#noTree();
  }
  hashTreeRootInto(): void {
    this.#noTree();
  }
  defaultValue(): T {
    return this.#noTree();
  }
  clone(): T {
    return this.#noTree();
  }
  equals(): boolean {
    return this.#noTree();
  }
  fromJson(): T {
    return this.#noTree();
  }
  toJson(): unknown {
    return this.#noTree();
  }

  #noTree(): never {
    assert(false, `${this.typeName}: only the value form of this SSZ type exists`);
  }
}
