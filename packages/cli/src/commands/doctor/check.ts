/**
 * What a check of the surroundings answers.
 *
 * @module
 */
import { ClearingError } from "@novate/node";

export interface Finding {
  readonly check: string;
  /** `warn`: it works, but something should be done. */
  readonly status: "ok" | "warn" | "fail";
  readonly detail: string;
  /** What to do; empty when there is nothing. */
  readonly remedy: string;
}

export const ok = (check: string, detail: string): Finding => ({ check, status: "ok", detail, remedy: "" });

export const warn = (check: string, detail: string, remedy: string): Finding => ({
  check,
  status: "warn",
  detail,
  remedy,
});

export const fail = (check: string, detail: string, remedy: string): Finding => ({
  check,
  status: "fail",
  detail,
  remedy,
});

/** A failure as a finding; what the packages refuse says itself what to do. */
export function failure(check: string, cause: unknown, remedy: string): Finding {
  const isKnown = cause instanceof ClearingError;
  const message = cause instanceof Error ? cause.message : String(cause);
  const detail = isKnown ? message.slice(0, -cause.remedy.length - 1) : message;
  return fail(check, detail.replace(/\.+$/, ""), isKnown ? cause.remedy : remedy);
}
