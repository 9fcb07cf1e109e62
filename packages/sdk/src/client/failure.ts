/**
 * What can go wrong between a client and a node.
 *
 * @module
 */
import type { HouseId } from "@novate/codec";
import type { Problem } from "@novate/wire";

/** A node's code, `Unreachable` where none answers, or `SignatureDeclined` where a wallet does not sign. */
export type FailureCode = Problem["code"] | "Unreachable" | "SignatureDeclined";

type FailureOptions = Omit<Problem, "type" | "title" | "code"> & { readonly code: FailureCode };

/** A problem that the node named (RFC 9457), or `Unreachable` when there was no answer of its form. */
export class NovateFailure extends Error {
  override readonly name = "NovateFailure";
  /** Stable; programs match on it. */
  readonly code: FailureCode;
  /** HTTP status, 0 without an answer. */
  readonly status: number;
  /** What to do about it. */
  readonly remedy: string;
  /** Whether to send the same again later, to go on without it, or to stop. */
  readonly advice: Problem["advice"];
  /** The rule that says no, its payload typed by its code; null where the world failed. */
  readonly refusal: Problem["refusal"];
  /** What a failure tells beside its text. */
  readonly details: Problem["details"];

  constructor(problem: FailureOptions, cause?: unknown) {
    super(problem.detail, cause === undefined ? undefined : { cause });
    this.code = problem.code;
    this.status = problem.status;
    this.remedy = problem.remedy;
    this.advice = problem.advice;
    this.refusal = problem.refusal;
    this.details = problem.details;
  }
}

export const unreachable = (url: string, reason: string, cause?: unknown): NovateFailure =>
  new NovateFailure(
    {
      code: "Unreachable",
      status: 0,
      detail: `No node answers at ${url}: ${reason}.`,
      remedy: "Start one with `novate start`, or name another with its URL.",
      advice: "retry",
      refusal: null,
      details: { url },
    },
    cause,
  );

export const signatureDeclined = (address: string, cause?: unknown): NovateFailure =>
  new NovateFailure(
    {
      code: "SignatureDeclined",
      status: 0,
      detail: `The wallet does not sign for ${address}: ${cause instanceof Error ? cause.message : "it has no such account"}.`,
      remedy: "Let the wallet sign, or choose another account in it.",
      advice: "stop",
      refusal: null,
      details: { address },
    },
    cause,
  );

export const ofAnotherHouse = (url: string, expectedHouse: HouseId, receivedHouse: HouseId): NovateFailure =>
  new NovateFailure({
    code: "HouseMismatch",
    status: 0,
    detail: `The node at ${url} is of house ${receivedHouse}, not of ${expectedHouse}.`,
    remedy: "Name a node of the expected house, or expect this one.",
    advice: "stop",
    refusal: { code: "HouseMismatch", number: 101, data: { expectedHouse, receivedHouse } },
    details: { url },
  });
