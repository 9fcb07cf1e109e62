/**
 * A bounded share of the node's time for one kind of question, of which one client has a quarter. Loopback has no limit.
 *
 * @module
 */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { TokenBuckets } from "../../admission/tokenBuckets.ts";
import type { ClearingError } from "../../failures.ts";
import { clientOf, rateExceeded } from "./rateLimit.ts";

export class WorkBudget {
  readonly #all: TokenBuckets;
  readonly #clients: TokenBuckets;
  readonly #instead: string;

  /** `perSecond`: units of work; `instead`: what a client can do in place of waiting. */
  constructor(perSecond: number, instead: string) {
    this.#all = new TokenBuckets({ perSecond, burst: 2 * perSecond }, 1);
    this.#clients = new TokenBuckets({ perSecond: perSecond / 4, burst: perSecond });
    this.#instead = instead;
  }

  /** Throws `RateExceeded`. */
  charge(context: Context, work: number): void {
    const { incoming } = (context.env ?? {}) as Partial<HttpBindings>; // absent without a socket
    const refusal = this.refusalOf(incoming?.socket.remoteAddress, work, performance.now());
    if (refusal !== null) throw refusal;
  }

  refusalOf(address: string | undefined, work: number, nowMs: number): ClearingError | null {
    const client = clientOf(address);
    if (client === null) return null;
    const seconds = this.#clients.take(client, nowMs, work) || this.#all.take("all", nowMs, work);
    return seconds === 0 ? null : rateExceeded(client, seconds, this.#instead);
  }
}
