/**
 * What commands that play with a house read from their arguments, and how they ask a running one.
 *
 * @module
 */
import { InvalidArgumentError } from "commander";
import { RefusedError, UsageError } from "../failure.ts";
import { DURATIONS, durationOf } from "../founding/scalars.ts";

/** Where the control of a running mock or dev house is, unless told. */
export const CONTROL = "http://127.0.0.1:4701";

/** How prices move by themselves. */
export const MOVES = ["walk", "tape", "flat"] as const;
export type MovesName = (typeof MOVES)[number];

export function seedFlag(text: string): string {
  if (/^[\w-]{1,24}$/.test(text)) return text;
  throw new InvalidArgumentError("It is a word of at most 24 letters, digits, - and _.");
}

export function durationFlag(text: string): number {
  const ms = durationOf(text);
  if (ms === undefined) throw new InvalidArgumentError(`It is ${DURATIONS}.`);
  return ms;
}

/** In milliseconds since 1970. */
export function instantFlag(text: string): number {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms) || ms < 0) throw new InvalidArgumentError("It is an instant such as 2026-01-01T00:00:00Z.");
  return ms;
}

/** `BTC=65000`, one after the other; `BTC=free` lets it move again. */
export function pricesIn(text: string, before: Record<string, string | null> = {}): Record<string, string | null> {
  const [, name, value] = /^([\w.-]{1,16})=([\d._]+|free)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("It is such as BTC=65000 or BTC=free.");
  return { ...before, [name]: value === "free" ? null : value! }; // by the pattern
}

/** Errors: `UsageError` where nothing answers or the request is wrong; `RefusedError` where the house refuses. */
export async function askControl(url: string, path: string, body: object): Promise<object> {
  const answer = await fetch(new URL(path, url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new UsageError("ControlUnreachable", `no mock or dev house answers at ${url}: its first line says where`);
  });
  const said = (await answer.json()) as { readonly code: string; readonly detail: string };
  if (answer.ok) return said;
  throw new (answer.status < 409 ? UsageError : RefusedError)(said.code, said.detail);
}
