/**
 * Why a submission is turned away before it reaches a block. None of these is remembered: the bytes may come again.
 *
 * @module
 */
import type { Signer } from "@novate/codec";
import { type ClearingError, refusalError } from "../failures.ts";

export const transactionTooLarge = (bytes: number, limitBytes: number): ClearingError =>
  refusalError(
    "TransactionTooLarge",
    { bytes, limitBytes },
    { message: `The transaction has ${bytes} bytes; the limit is ${limitBytes}.` },
  );

export const queueFull = (limit: number): ClearingError =>
  refusalError("QueueFull", { limit }, { advice: "retry", message: `${limit} transactions or more wait for a block.` });

export const nodeStopping = (): ClearingError =>
  refusalError("NodeStopping", { retryAfterSeconds: 1 }, { advice: "retry" });

export const bytesInvalid = (reason: string): ClearingError =>
  refusalError("BytesInvalid", { reason }, { message: `The bytes are not a transaction: ${reason}.` });

export const signatureInvalid = (signer: Signer): ClearingError => refusalError("SignatureInvalid", { signer });

export const chainMismatch = (expectedChainId: bigint, receivedChainId: bigint): ClearingError =>
  refusalError(
    "ChainMismatch",
    { expectedChainId, receivedChainId },
    { message: `The transaction is for chain ${receivedChainId}; this is chain ${expectedChainId}.` },
  );
