/**
 * JSON-RPC over HTTP with a limit on time and length, and nothing believed of what comes back.
 *
 * @module
 */
import { ChainError } from "./failure.ts";

export interface RpcOptions {
  readonly url: string;
  /** How long one answer may take; 10 s unless told. */
  readonly timeoutMs?: number;
  /** How long one answer may be; 32 MiB unless told. */
  readonly mostBytes?: number;
}

export interface Rpc {
  readonly url: string;
  /** The `result` of a call, unread. Rejects with `ChainError` of the codes that begin with `Rpc`. */
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
}

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 32 * 1024 * 1024;

export function createRpc({ url, timeoutMs = TIMEOUT_MS, mostBytes = MOST_BYTES }: RpcOptions): Rpc {
  let nextId = 1;
  return {
    url,
    async request(method, params = []) {
      const id = nextId++;
      const body = JSON.stringify({ jsonrpc: "2.0", id, method, params });
      const text = await post(url, body, { timeoutMs, mostBytes, method });
      return resultOf(text, id, { url, method });
    },
  };
}

interface PostLimits {
  readonly timeoutMs: number;
  readonly mostBytes: number;
  readonly method: string;
}

async function post(url: string, body: string, { timeoutMs, mostBytes, method }: PostLimits): Promise<string> {
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(timeoutMs) });
    return await readUpTo(response, mostBytes);
  } catch (cause) {
    if (cause instanceof ChainError) throw cause;
    const isTimeout = cause instanceof DOMException && cause.name === "TimeoutError";
    const what = isTimeout ? `no answer to ${method} within ${timeoutMs} ms` : `no connection for ${method}`;
    throw new ChainError(isTimeout ? "RpcTimeout" : "RpcUnreachable", `${url}: ${what}`, { cause });
  }
}

/** The body, cut off as soon as it is too long: a stranger does not choose how much memory this takes. */
async function readUpTo(response: Response, mostBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > mostBytes) throw new ChainError("RpcMalformed", `an answer of more than ${mostBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function resultOf(text: string, id: number, details: { readonly url: string; readonly method: string }): unknown {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (cause) {
    throw new ChainError("RpcMalformed", `${details.url}: the answer to ${details.method} is no JSON`, { cause });
  }
  if (typeof answer !== "object" || answer === null)
    throw new ChainError("RpcMalformed", `${details.url}: the answer to ${details.method} is no object`);
  const { id: answeredId, result, error } = answer as { id?: unknown; result?: unknown; error?: unknown };
  if (error !== undefined && error !== null) {
    const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown };
    throw new ChainError("RpcRefused", `${details.url}: ${details.method}: ${String(message).slice(0, 300)}`, {
      details: { ...details, rpcCode: code, data },
    });
  }
  if (answeredId !== id || result === undefined)
    throw new ChainError("RpcMalformed", `${details.url}: the answer to ${details.method} is not to this question`);
  return result;
}
