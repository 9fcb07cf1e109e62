/**
 * One request to a node: JSON in, JSON out, problems as {@link NovateFailure}.
 *
 * @module
 */
import type { Problem } from "@novate/wire";
import { NovateFailure, unreachable } from "./failure.ts";

/** The platform's own type, where its declarations are there: without those of a browser or Node nobody could pass one. */
type Fetch = typeof globalThis extends { fetch: infer Platform } ? Platform : never;

export interface HttpOptions {
  /** Where the node's API is, such as `http://127.0.0.1:4700`. */
  readonly url: string;
  /** The platform's `fetch` unless given. */
  readonly fetch?: Fetch;
  /** After so long a request without an answer fails; 30 seconds unless given. */
  readonly timeoutMs?: number;
}

// A browser's is called on the window or not at all.
const platformFetch: Fetch = (input, init) => globalThis.fetch(input, init);

export type Query = Readonly<Record<string, string | number | undefined>>;

export class Http {
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #timeoutMs: number;

  constructor({ url, fetch = platformFetch, timeoutMs = 30_000 }: HttpOptions) {
    this.#url = url.replace(/\/+$/, "");
    this.#fetch = fetch;
    this.#timeoutMs = timeoutMs;
  }

  get<Answer>(path: string, query: Query = {}): Promise<Answer> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
    return this.#send(given.length === 0 ? path : `${path}?${search}`, { method: "GET" });
  }

  post<Answer>(path: string, body: Uint8Array | object): Promise<Answer> {
    const isBytes = body instanceof Uint8Array;
    return this.#send(path, {
      method: "POST",
      headers: { "content-type": isBytes ? "application/octet-stream" : "application/json" },
      body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
    });
  }

  async #send<Answer>(path: string, init: RequestInit): Promise<Answer> {
    const url = `${this.#url}${path}`;
    let response: Response;
    try {
      const fetch = this.#fetch;
      response = await fetch(url, { ...init, signal: AbortSignal.timeout(this.#timeoutMs) });
    } catch (cause) {
      throw unreachable(this.#url, reasonOf(cause), cause);
    }
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && answer !== undefined) return answer as Answer; // the node's schema is the type
    if (isProblem(answer)) throw new NovateFailure(answer);
    throw unreachable(url, `status ${response.status} in a form that is not the node's`);
  }
}

const reasonOf = (cause: unknown): string => {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : String(inner);
};

const isProblem = (value: unknown): value is Problem =>
  typeof value === "object" && value !== null && "code" in value && "detail" in value && "advice" in value;
