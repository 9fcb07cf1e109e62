/**
 * What a question about a transaction costs the thread that makes blocks, told before any of it is worked out.
 *
 * The unit is a signature to check, some 60 µs; a kibibyte is counted like one, and a change of rules like four.
 *
 * @module
 */
import type { HttpBindings } from "@hono/node-server";
import type { Transaction } from "@novate/codec";
import { signaturesIn } from "@novate/engine";
import type { Context } from "hono";
import { TokenBuckets } from "../../admission/tokenBuckets.ts";
import type { ClearingError } from "../../failures.ts";
import { clientOf, rateExceeded } from "./rateLimit.ts";

const PER_SECOND = 2_000;
const CHANGE_WORK = 4;

/** Of the bytes alone, which are read before anything else is known. */
export const workOfBytes = (count: number): number => 1 + Math.ceil(count / 1024);

export const workOfTransaction = ({ command }: Pick<Transaction, "command">): number =>
  signaturesIn({ command }) + ("changes" in command ? CHANGE_WORK * command.changes.length : 0);

/** All such questions have a bounded share of the node's time, and one client a quarter of that (ADM-031). Loopback has no limit. */
export class ExamineBudget {
  readonly #all = new TokenBuckets({ perSecond: PER_SECOND, burst: 2 * PER_SECOND }, 1);
  readonly #clients = new TokenBuckets({ perSecond: PER_SECOND / 4, burst: PER_SECOND });

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
    return seconds === 0 ? null : rateExceeded(client, seconds, "submit it: a refusal costs nothing but a nonce");
  }
}
