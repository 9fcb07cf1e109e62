/**
 * What goes wrong between a house and a chain, each with a stable code and an advice.
 *
 * @module
 */

/** `retry`: it may pass; `other`: ask another source; `stop`: somebody lies or errs, and a person should look. */
export type ChainAdvice = "retry" | "other" | "stop";

const ADVICE = {
  /** Nobody answers, or the connection broke. */
  RpcUnreachable: "retry",
  /** No answer within the time allowed. */
  RpcTimeout: "retry",
  /** The node answered with an error of its own. */
  RpcRefused: "other",
  /** The answer is no JSON-RPC, too long, or not of the form that the method has. */
  RpcMalformed: "other",
  /** The source serves another chain than it was said to. */
  ChainDiffers: "stop",
  /** A header that does not hash to its hash, a proof that does not hold. */
  AnswerForged: "stop",
  /** Two sources say different things of one block. */
  SourcesDisagree: "stop",
  /** Too few sources answered at all. */
  SourcesTooFew: "retry",
  /** What was asked for is not there, or no longer. */
  NotFound: "retry",
  /** A contract refused; `details` has the name of its error. */
  Reverted: "other",
  /** A transaction was sent and no block took it in time. */
  NotMined: "retry",
  /** No chain of one's own can run here. */
  AnvilMissing: "stop",
  /** The chain of one's own ended, or did not come up. */
  AnvilFailed: "retry",
} as const satisfies Record<string, ChainAdvice>;

export type ChainErrorCode = keyof typeof ADVICE;

export interface ChainErrorOptions {
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export class ChainError extends Error {
  override readonly name = "ChainError";
  readonly code: ChainErrorCode;
  readonly advice: ChainAdvice;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ChainErrorCode, message: string, { details = {}, cause }: ChainErrorOptions = {}) {
    super(`${code}: ${message}`, { cause });
    this.code = code;
    this.advice = ADVICE[code];
    this.details = details;
  }
}

export const isChainError = (failure: unknown, code?: ChainErrorCode): failure is ChainError =>
  failure instanceof ChainError && (code === undefined || failure.code === code);
