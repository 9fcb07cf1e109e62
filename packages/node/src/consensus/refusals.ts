/**
 * Why a submission is turned away before it reaches a block. None of these is remembered: the bytes may come again.
 *
 * @module
 */
import type { HouseId, Signer } from "@novate/codec";
import type { Lane, RegisteredRole } from "../admission/index.ts";
import { type ClearingError, refusalError } from "../failures.ts";

export const transactionTooLarge = (bytes: number, limitBytes: number): ClearingError =>
  refusalError(
    "TransactionTooLarge",
    { bytes, limitBytes },
    { message: `The transaction has ${bytes} bytes; the limit is ${limitBytes}.` },
  );

/** `limit`: places of the lane. */
export const queueFull = (lane: Lane, limit: number): ClearingError =>
  refusalError(
    "QueueFull",
    { lane, limit },
    { advice: "retry", message: `The lane of ${lane} has no place left of its ${limit}, or none for this party.` },
  );

export const roleMissing = (role: RegisteredRole, signer: Signer): ClearingError =>
  refusalError("RoleMissing", { role, signer }, { message: `The named signer is no ${role} in force.` });

export const nodeStopping = (): ClearingError =>
  refusalError("NodeStopping", { retryAfterSeconds: 1 }, { advice: "retry" });

export const bytesInvalid = (reason: string): ClearingError =>
  refusalError("BytesInvalid", { reason }, { message: `The bytes are not a transaction: ${reason}.` });

export const signatureInvalid = (signer: Signer): ClearingError => refusalError("SignatureInvalid", { signer });

export const houseMismatch = (expectedHouse: HouseId, receivedHouse: HouseId): ClearingError =>
  refusalError(
    "HouseMismatch",
    { expectedHouse, receivedHouse },
    { message: `The transaction is for house ${receivedHouse}; this is house ${expectedHouse}.` },
  );
