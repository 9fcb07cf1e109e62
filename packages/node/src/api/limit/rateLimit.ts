/**
 * How often a client may ask. A client is an IPv4 address or the /64 network of an IPv6 one, which one host can fill.
 *
 * Loopback is not limited: what runs on the node's own machine is its operator's, a venue that reports thousands of
 * trades a second among it. A proxy on that machine hides who asks, and has to limit them itself.
 *
 * @module
 */
import { isIPv6 } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { type Rate, TokenBuckets } from "../../admission/tokenBuckets.ts";
import { type ClearingError, refusalError } from "../../failures.ts";
import { sendProblem } from "../problem.ts";

const DEFAULT_RATE: Rate = { perSecond: 100, burst: 400 };

export class RateLimit {
  /** Of each client that is not on this machine. */
  readonly rate: Rate;
  readonly #buckets: TokenBuckets;

  constructor(rate: Rate = DEFAULT_RATE) {
    this.rate = rate;
    this.#buckets = new TokenBuckets(rate);
  }

  /** Null if the address may ask now, else what to answer it. */
  refusalOf(address: string | undefined): ClearingError | null {
    const client = clientOf(address);
    if (client === null) return null;
    const retryAfterSeconds = this.#buckets.take(client, performance.now());
    if (retryAfterSeconds === 0) return null;
    return rateExceeded(client, retryAfterSeconds, "listen to /v1/stream in place of asking");
  }

  readonly limitRequests: MiddlewareHandler = async (c, next) => {
    const { incoming } = (c.env ?? {}) as Partial<HttpBindings>; // absent without a socket
    const address = incoming?.socket.remoteAddress;
    const refusal = this.refusalOf(address);
    const client = clientOf(address);
    if (client !== null) {
      const { left, fullInSeconds } = this.#buckets.read(client, performance.now());
      c.header("RateLimit-Limit", String(this.rate.burst));
      c.header("RateLimit-Remaining", String(left));
      c.header("RateLimit-Reset", String(fullInSeconds));
    }
    if (refusal !== null) return sendProblem(c, refusal);
    return next();
  };
}

/** `instead` is what the client can do in place of waiting. */
export const rateExceeded = (client: string, retryAfterSeconds: number, instead: string): ClearingError =>
  refusalError(
    "RateExceeded",
    { retryAfterSeconds },
    {
      advice: "retry",
      message: `${client} asks too often.`,
      remedy: `Wait ${retryAfterSeconds} s, or ${instead}.`,
    },
  );

/** Whose bucket it is; null for loopback, and where there is no socket. */
export function clientOf(address: string | undefined): string | null {
  if (address === undefined) return null;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (plain === "::1" || plain.startsWith("127.")) return null;
  return isIPv6(plain) ? `${networkOf(plain)}::/64` : plain;
}

/** The first four groups of an IPv6 address. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...new Array<string>(zeros).fill("0"), ...last];
  return groups.slice(0, 4).join(":");
}
