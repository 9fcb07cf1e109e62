/**
 * The keys that some row names: session keys, venues, publishers and custodians.
 *
 * @module
 */
import type { Signer } from "@novate/codec";
import { signerKey } from "../state/keys.ts";

export class Signers {
  /** How many rows name each key; a key that none names is not here. */
  readonly #rows = new Map<string, number>();

  follow(before: Signer | undefined, after: Signer | undefined): void {
    if (after !== undefined) this.#add(signerKey(after), 1);
    if (before !== undefined) this.#add(signerKey(before), -1);
  }

  has(signer: Signer): boolean {
    return this.#rows.has(signerKey(signer));
  }

  #add(key: string, change: 1 | -1): void {
    const count = (this.#rows.get(key) ?? 0) + change;
    if (count === 0) this.#rows.delete(key);
    else this.#rows.set(key, count);
  }
}
