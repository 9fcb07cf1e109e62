/**
 * Why a submission is turned away before it reaches a block. None of these is remembered: the bytes may come again.
 *
 * @module
 */
import { type Advice, ClearingError } from "../failures.ts";

const refusal = (code: string, advice: Advice, message: string, remedy: string, details = {}): ClearingError =>
  new ClearingError({ code, advice, message, remedy, details });

export const transactionTooLarge = (bytes: number, limit: number): ClearingError =>
  refusal(
    "TransactionTooLarge",
    "stop",
    `The transaction has ${bytes} bytes; the limit is ${limit}.`,
    "Split it into smaller ones.",
    { bytes, limit },
  );

export const queueFull = (limit: number): ClearingError =>
  refusal(
    "QueueFull",
    "retry",
    `${limit} transactions or more wait for a block.`,
    "Send the same bytes again in a moment.",
    { limit },
  );

export const nodeStopping = (): ClearingError =>
  refusal(
    "NodeStopping",
    "retry",
    "The node is stopping and takes no transactions.",
    "Send the same bytes again when it is back: they take effect at most once.",
  );

export const bytesInvalid = (reason: string): ClearingError =>
  refusal("BytesInvalid", "stop", `The bytes are not a transaction: ${reason}.`, "Build it with the SDK.", { reason });

export const signatureInvalid = (): ClearingError =>
  refusal(
    "SignatureInvalid",
    "stop",
    "The signature is not the named signer's over this transaction.",
    "Sign the digest of exactly these fields, on this chain id, with a low s and v of 27 or 28.",
  );

export const chainMismatch = (expected: string, received: string): ClearingError =>
  refusal(
    "ChainMismatch",
    "stop",
    `The transaction is for chain ${received}; this is chain ${expected}.`,
    "Sign it for this chain.",
    { expected, received },
  );
