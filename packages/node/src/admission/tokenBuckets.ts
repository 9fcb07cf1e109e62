/**
 * A bucket of tokens for every client: each request takes one, or what it costs, and they come back at a steady rate.
 *
 * @module
 */

export interface Rate {
  /** Requests a second that a client may go on with. Above 0. */
  readonly perSecond: number;
  /** Requests that it may make at once after a rest. At least 1. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Clients remembered; the one that was quiet longest is forgotten first, and then has a full bucket again. */
const MOST_CLIENTS = 10_000;

export class TokenBuckets {
  readonly #rate: Rate;
  readonly #mostClients: number;
  /** In order of the last request. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate, mostClients: number = MOST_CLIENTS) {
    this.#rate = rate;
    this.#mostClients = mostClients;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Takes `cost` tokens, at most the burst, at `nowMs`: 0 if they were there, else the whole seconds, rounded up, until they are. */
  take(client: string, nowMs: number, cost = 1): number {
    const { perSecond, burst } = this.#rate;
    const tokens = this.#tokensOf(this.#buckets.get(client) ?? { tokens: burst, atMs: nowMs }, nowMs);
    const isThere = tokens >= cost;
    this.#remember(client, { tokens: isThere ? tokens - cost : tokens, atMs: nowMs });
    return isThere ? 0 : Math.ceil((cost - tokens) / perSecond);
  }

  /** Whole tokens that the client has at `nowMs`, and whole seconds, rounded up, until it has all of its burst. */
  read(client: string, nowMs: number): { readonly left: number; readonly fullInSeconds: number } {
    const { perSecond, burst } = this.#rate;
    const bucket = this.#buckets.get(client);
    const tokens = bucket === undefined ? burst : this.#tokensOf(bucket, nowMs);
    return { left: Math.floor(tokens), fullInSeconds: Math.ceil((burst - tokens) / perSecond) };
  }

  /** Whether the client would be refused a token at `nowMs`. Takes none. */
  isEmpty(client: string, nowMs: number): boolean {
    const bucket = this.#buckets.get(client);
    return bucket !== undefined && this.#tokensOf(bucket, nowMs) < 1;
  }

  #tokensOf({ tokens, atMs }: Bucket, nowMs: number): number {
    const { perSecond, burst } = this.#rate;
    return Math.min(burst, tokens + (Math.max(nowMs - atMs, 0) * perSecond) / 1_000);
  }

  #remember(client: string, bucket: Bucket): void {
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    if (this.#buckets.size <= this.#mostClients) return;
    const [quietest] = this.#buckets.keys();
    if (quietest !== undefined) this.#buckets.delete(quietest);
  }
}
