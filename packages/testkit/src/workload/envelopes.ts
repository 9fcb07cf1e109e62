/**
 * Puts commands into signed transactions: nonces, expiry, signature, and now and then a fault in each.
 *
 * @module
 */
import { encode, Transaction, transactionDigest } from "@novate/codec";
import type { StateView } from "@novate/engine";
import { DAY_MS, MINUTE_MS } from "@novate/num";
import type { Dice } from "../dice.ts";
import { signerKey, toySignature } from "../world/cast.ts";
import { TWIN_HOUSE } from "../world/genesis.ts";
import type { Ask } from "./maker.ts";

export class Envelopes {
  readonly #dice: Dice;
  readonly #next = new Map<string, bigint>();

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** The transaction's bytes, or null if a field of the command is out of its type's range. */
  seal(state: StateView, { command, signer }: Ask, timeMs: number): Uint8Array | null {
    const dice = this.#dice;
    const expiresAtMs =
      timeMs +
      dice.weighted([
        [200, MINUTE_MS],
        [20, DAY_MS],
        [1, 0],
        [1, DAY_MS + 1],
        [1, -MINUTE_MS],
      ]);
    const unsigned = {
      house: dice.chance(0.003) ? TWIN_HOUSE : state.house.get(0)!.house,
      signer,
      nonce: this.#nonceOf(state, signerKey(signer)),
      expiresAtMs,
      command,
    };
    try {
      const digest = transactionDigest(unsigned);
      const signature = toySignature(
        dice.chance(0.004) ? (digest.replace(/.$/, "f") as typeof digest) : digest,
        signer,
      );
      return encode(Transaction, { ...unsigned, signature });
    } catch {
      return null;
    }
  }

  /** Mostly the next one; sometimes one is left out, used again, or far ahead. */
  #nonceOf(state: StateView, signer: string): bigint {
    const dice = this.#dice;
    const base = state.nonces.get(signer)?.base ?? 0n;
    const known = this.#next.get(signer) ?? 0n;
    // Far ahead of a hole: go back and fill it.
    const next = known < base || known > base + 200n ? base : known;
    const step = dice.weighted([
      [300, 1n],
      [4, 2n],
      [1, 5n],
    ]);
    this.#next.set(signer, next + step);
    if (dice.chance(0.004)) return next > 0n ? next - 1n : 0n;
    return dice.chance(0.002) ? base + BigInt(dice.int(250, 400)) : next;
  }
}
