/**
 * The door by which tests play with a house in this process: turn its clock, say its prices, give money. On this machine alone, and on a
 * port of its own: no other node has it.
 *
 * @module
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { UsageError } from "../failure.ts";
import { deeds } from "./deeds.ts";
import type { World } from "./world.ts";

const HOST = "127.0.0.1";
const MOST_BYTES = 65_536;
const NAMES = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

export interface Control {
  readonly url: string;
  close(): Promise<void>;
}

/** Errors: `UsageError` for a port that is taken. */
export async function startControl(world: World, port: number, introduction: object): Promise<Control> {
  const server = createServer((request, response) => void answer(world, introduction, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", ({ code = "ListenFailed" }: NodeJS.ErrnoException) =>
      reject(
        new UsageError("ControlPort", `${HOST}:${port} cannot be listened on (${code})`, "Choose --control-port."),
      ),
    );
    server.listen(port, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`, // it listens on TCP
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(world: World, introduction: object, request: IncomingMessage, response: ServerResponse) {
  const say = (status: number, body: object): void => {
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(`${JSON.stringify(body)}\n`);
  };
  try {
    const { method = "", url = "" } = request;
    // A page in a browser is no test: it names another host, or it cannot say that it sends JSON.
    if (!NAMES.test(request.headers.host ?? "")) return say(403, fault("HostUnknown", "ask 127.0.0.1 or localhost"));
    if (method === "GET" && url === "/dev/house") return say(200, introduction);
    const deed = deeds[url];
    if (deed === undefined)
      return say(404, fault("RouteUnknown", `there are /dev/house, ${Object.keys(deeds).join(", ")}`));
    if (method === "GET" && deed.look !== undefined) return say(200, await deed.look(world));
    if (method !== "POST") return say(405, fault("MethodNotAllowed", "GET looks, POST does"));
    if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
      return say(415, fault("NotJson", "send content-type: application/json"));
    say(200, await deed.act(world, await bodyOf(request)));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const code = "code" in cause ? String(cause.code) : "Failed";
    say(cause.name === "UsageError" ? 400 : 409, fault(code, cause.message.replace(`${code}: `, "")));
  }
}

const fault = (code: string, detail: string) => ({ code, detail });

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new UsageError("BodyTooLarge", `send at most ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // told below
  }
  throw new UsageError("BodyMalformed", "send one JSON object");
}
