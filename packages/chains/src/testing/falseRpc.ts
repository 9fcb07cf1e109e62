/**
 * An RPC that stands before another and does to its answers what a test wants: lies, stalls, garbage, silence.
 *
 * @module
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Json = Readonly<Record<string, unknown>>;

export interface Mischief {
  /** Answers after so long. */
  readonly stallMs?: number;
  /** What is sent instead of any answer. */
  readonly garbage?: string;
  /** The status of HTTP that comes with it; 200 unless told. */
  readonly status?: number;
  /** Closes the connection. */
  readonly hangsUp?: boolean;
  /** A result without asking the RPC behind; undefined for what is passed on. */
  readonly instead?: (method: string, params: readonly unknown[]) => unknown;
  /** Changes a result on its way. */
  readonly alter?: (method: string, result: unknown) => unknown;
}

export interface FalseRpc {
  readonly url: string;
  /** What it does from now on; nothing for a faithful one. */
  become(mischief: Mischief): void;
  close(): Promise<void>;
}

export async function startFalseRpc(target: string): Promise<FalseRpc> {
  let mischief: Mischief = {};
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { stallMs, garbage, status, hangsUp } = mischief;
    if (hangsUp === true) return void response.destroy();
    if (stallMs !== undefined) await new Promise((resolve) => setTimeout(resolve, stallMs));
    if (garbage !== undefined) return void response.writeHead(status ?? 200).end(garbage);
    const body = Buffer.concat(parts).toString();
    try {
      response.end(await answerOf(target, body, mischief));
    } catch {
      response.destroy(); // what stands behind is gone
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    become: (next) => {
      mischief = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The answer of the RPC behind, with its result altered. */
async function answerOf(target: string, body: string, { instead, alter }: Mischief): Promise<string> {
  const { id, method, params } = JSON.parse(body) as { id: number; method: string; params: readonly unknown[] };
  const made = instead?.(method, params);
  if (made !== undefined) return JSON.stringify({ jsonrpc: "2.0", id, result: made });
  const answered = await fetch(target, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  const answer = (await answered.json()) as Json;
  if (answer.result === undefined || alter === undefined) return JSON.stringify(answer);
  return JSON.stringify({ ...answer, result: alter(method, answer.result) });
}
