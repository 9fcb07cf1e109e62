/**
 * A chain in this process, behind a door of its own: JSON-RPC over HTTP, so that other processes ask it as they ask any chain.
 *
 * @module
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { ProcessChain } from "./chain.ts";
import { type Method, methodsOf } from "./methods.ts";
import { RpcFailure } from "./rpcFailure.ts";

const MOST_BYTES = 16 * 1024 * 1024;

/** Answers its address. It ends with the thread. */
export async function serveChain(chainId: bigint, timeSec: bigint, finalityBlocks: number): Promise<string> {
  const methods = methodsOf(await ProcessChain.create(chainId, timeSec, finalityBlocks));
  let turn: Promise<unknown> = Promise.resolve();
  /** One question at a time: they share a state that looks at one root. */
  const inTurn = (body: string): Promise<string> => {
    const answered = turn.then(() => answerTo(methods, body));
    turn = answered.catch(() => {});
    return answered;
  };
  const server = createServer((request, response) => {
    readBody(request)
      .then(inTurn)
      .then(
        (answer) => response.setHeader("Content-Type", "application/json").end(answer),
        () => response.destroy(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return `http://127.0.0.1:${port}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BYTES) throw new RpcFailure(-32_600, "too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

interface Question {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}

async function answerTo(methods: ReadonlyMap<string, Method>, body: string): Promise<string> {
  const asked = JSON.parse(body) as Question | readonly Question[]; // what else it is, is answered as a refusal
  if (!Array.isArray(asked)) return JSON.stringify(await answerOne(methods, asked as Question));
  const answers: object[] = [];
  for (const one of asked as readonly Question[]) answers.push(await answerOne(methods, one));
  return JSON.stringify(answers);
}

async function answerOne(methods: ReadonlyMap<string, Method>, { id, method, params }: Question): Promise<object> {
  try {
    const run = methods.get(String(method));
    if (run === undefined) throw new RpcFailure(-32_601, `no method ${String(method)}`);
    return { jsonrpc: "2.0", id, result: (await run(Array.isArray(params) ? params : [])) ?? null };
  } catch (failure) {
    const { code, data } = failure instanceof RpcFailure ? failure : { code: -32_602, data: undefined };
    const message = failure instanceof Error ? failure.message : String(failure);
    return { jsonrpc: "2.0", id, error: { code, message, ...(data !== undefined && { data }) } };
  }
}
