/**
 * The signed order: what a trader lets a venue do, once, in one byte string.
 *
 * @module
 */
import { atoms, bool, bytes32, bytes65, lots, ppm, struct, ticks, timeMs, u64, type ValueOf } from "../field/index.ts";
import { accountId, instrumentId, side, signatureScheme, venueId } from "./ids.ts";

/** Who signed: the scheme, and the key (a 20-byte address left-padded with zeros, or an ed25519 public key). */
export const Signer = struct("Signer", { scheme: signatureScheme, key: bytes32 });
export type Signer = ValueOf<typeof Signer>;

/**
 * Authority for fills up to `lots` at `limitPriceTicks` or better (NOV-017, NOV-018).
 *
 * `lots` is positive; `side` gives the direction. `minEquityAfterAtoms` is the equity that must be left over initial
 * margin after a fill. `maxFeePpm` is of the size at the price, or at the width of its band if that is more (NOV-081).
 * The digest of this struct identifies the order; its fills accumulate until it is full, void or expired.
 */
export const Order = struct("Order", {
  accountId,
  venueId,
  instrumentId,
  side,
  lots,
  limitPriceTicks: ticks,
  maxFeePpm: ppm,
  minEquityAfterAtoms: atoms,
  reduceOnly: bool,
  expiresAtMs: timeMs,
  salt: u64,
});
export type Order = ValueOf<typeof Order>;

/** An order with its proof; ed25519 signatures are 64 bytes and a zero. */
export const SignedOrder = struct("SignedOrder", { order: Order, signer: Signer, signature: bytes65 });
export type SignedOrder = ValueOf<typeof SignedOrder>;
