/**
 * Signs commands for whoever asks, each signer's nonces in order.
 *
 * @module
 */
import type { Command, HouseId } from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import { type SigningKey, signTransaction } from "@novate/sdk";

const LIFETIME_MS = HOUR_MS;

export interface Sender {
  /** For which everything is signed. */
  readonly house: HouseId;
  /** The bytes of a signed transaction, to be sent at about `timeMs`. */
  sign(key: SigningKey, command: Command, timeMs: number): Uint8Array;
}

export function createSender(house: HouseId): Sender {
  const nonces = new Map<string, bigint>();
  return {
    house,
    sign(key, command, timeMs) {
      const { signer } = key;
      const nonce = nonces.get(signer.key) ?? 0n;
      nonces.set(signer.key, nonce + 1n);
      return signTransaction({ house, signer, nonce, expiresAtMs: timeMs + LIFETIME_MS, command }, key);
    },
  };
}
