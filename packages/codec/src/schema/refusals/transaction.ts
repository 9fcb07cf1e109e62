/**
 * Refusals of the transaction itself, before its command is looked at, in order of precedence. Numbers 100–199.
 *
 * @module
 */
import { bytes32, text, timeMs, u64 } from "../../field/index.ts";
import { houseId } from "../ids.ts";
import { Signer } from "../order.ts";
import { define } from "./definition.ts";

export const transactionRefusals = {
  BytesInvalid: define(100, "The bytes are not a transaction.", "Build it with the SDK.", { reason: text(512) }),
  HouseMismatch: define(101, "The transaction is for another house.", "Sign it for the expected house.", {
    expectedHouse: houseId,
    receivedHouse: houseId,
  }),
  TransactionExpired: define(102, "The transaction expired before its block.", "Sign it again with a later expiry.", {
    expiresAtMs: timeMs,
    timeMs,
  }),
  LifetimeTooLong: define(
    103,
    "The transaction would expire later than any may.",
    "Sign it again with an expiry no later than the latest.",
    { expiresAtMs: timeMs, latestMs: timeMs },
  ),
  SignatureInvalid: define(
    104,
    "The signature is not the named signer's over this transaction.",
    "Sign the digest of exactly these fields, for this house, with a low s and v of 27 or 28.",
    { signer: Signer },
  ),
  NonceUsed: define(105, "The signer has used the nonce.", "Take a nonce that is not used.", { nonce: u64 }),
  NonceTooFarAhead: define(
    106,
    "The nonce is beyond the signer's window.",
    "Use the lower nonces first, or take the lowest that is not used.",
    { nonce: u64 },
  ),
  /** Comes before all others: bytes are heard once a block. */
  TransactionRepeated: define(
    107,
    "The block holds the same bytes further up.",
    "Read the first one's receipt; nothing is left to do.",
    { hash: bytes32 },
  ),
} as const;
