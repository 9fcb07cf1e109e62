/**
 * What each account has granted and has a row, so that it can go with the account.
 *
 * @module
 */
import type { KeyRow, MandateRow, Signer } from "@novate/codec";
import { signerKey } from "../state/keys.ts";

/** In an order that the rows alone fix. */
export interface AccountGrants {
  readonly keys: readonly Signer[];
  readonly venueIds: readonly number[];
}

interface Held {
  readonly keys: Map<string, Signer>;
  readonly venueIds: Set<number>;
}

export class Grants {
  readonly #held = new Map<number, Held>();

  followKey(before: KeyRow | undefined, after: KeyRow | undefined): void {
    const { accountId, key } = (after ?? before)!; // a change has at least one side
    const { keys } = this.#heldBy(accountId);
    if (after !== undefined) keys.set(signerKey(key), key);
    else keys.delete(signerKey(key));
    this.#tidy(accountId);
  }

  followMandate(before: MandateRow | undefined, after: MandateRow | undefined): void {
    const { accountId, venueId } = (after ?? before)!; // a change has at least one side
    const { venueIds } = this.#heldBy(accountId);
    if (after !== undefined) venueIds.add(venueId);
    else venueIds.delete(venueId);
    this.#tidy(accountId);
  }

  of(accountId: number): AccountGrants {
    const held = this.#held.get(accountId);
    if (held === undefined) return { keys: [], venueIds: [] };
    const names = [...held.keys.keys()].sort();
    return {
      keys: names.map((name) => held.keys.get(name)!),
      venueIds: [...held.venueIds].sort((left, right) => left - right),
    };
  }

  #heldBy(accountId: number): Held {
    let held = this.#held.get(accountId);
    if (held === undefined) {
      held = { keys: new Map(), venueIds: new Set() };
      this.#held.set(accountId, held);
    }
    return held;
  }

  #tidy(accountId: number): void {
    const { keys, venueIds } = this.#heldBy(accountId);
    if (keys.size + venueIds.size === 0) this.#held.delete(accountId);
  }
}
