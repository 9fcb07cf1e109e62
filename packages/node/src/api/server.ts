/**
 * The API on a socket: HTTP by the application, WebSocket upgrades to the stream.
 *
 * @module
 */
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { CloseCode } from "@novate/wire";
import { WebSocketServer } from "ws";
import type { Rate } from "../admission/tokenBuckets.ts";
import { ClearingError } from "../failures.ts";
import { Metrics } from "../metrics/index.ts";
import { createApp, STREAM_PATH } from "./app.ts";
import type { ApiContext } from "./context.ts";
import { RateLimit } from "./limit/rateLimit.ts";
import { type StreamLimitOptions, StreamLimits } from "./limit/streamLimits.ts";
import { retryAfterOf, toProblem } from "./problem.ts";
import { Connection, dismiss } from "./stream/connection.ts";
import { StreamHub } from "./stream/hub.ts";

export interface ServerOptions {
  readonly context: ApiContext;
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Bytes that may wait in a stream before its reader is dropped. */
  readonly streamBufferBytes?: number;
  /** How often a client that is not on this machine may ask or open a stream. */
  readonly rate?: Rate;
  /** Origins whose pages may ask over HTTP; any if absent. */
  readonly origins?: readonly string[];
  /** How often a stream is pinged. */
  readonly streamPingMs?: number;
  /** How long a client may take to send a request, in milliseconds; half a minute unless given. */
  readonly requestWithinMs?: number;
  /** What of the stream a client that is not on this machine may have. */
  readonly streamLimits?: StreamLimitOptions;
}

export interface ApiServer {
  /** Such as `http://127.0.0.1:4700`. */
  readonly url: string;
  close(): Promise<void>;
}

/** A client's message is a small request; nothing larger is read. */
const MOST_MESSAGE_BYTES = 4_096;
const DEFAULT_PING_MS = 30_000;

const REQUEST_WITHIN_MS = 30_000;
const HEADERS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 2_000;

/** Whoever sends half a request holds a connection: each is looked at so often, and answered 408 in time. */
const patience = (requestWithinMs: number) => ({
  headersTimeout: Math.min(requestWithinMs, HEADERS_WITHIN_MS),
  requestTimeout: requestWithinMs,
  connectionsCheckingInterval: Math.min(requestWithinMs, LOOK_EVERY_MS),
});

/** Listens. Throws `PortInUse` or `ListenFailed`. */
export async function startServer(options: ServerOptions): Promise<ApiServer> {
  const {
    context,
    host = "127.0.0.1",
    port,
    streamBufferBytes,
    rate,
    origins,
    streamPingMs = DEFAULT_PING_MS,
    requestWithinMs = REQUEST_WITHIN_MS,
  } = options;
  const metrics = new Metrics(context.chain, context.consensus);
  const limit = new RateLimit(rate);
  const streamLimits = new StreamLimits(options.streamLimits);
  const server = createAdaptorServer({
    fetch: createApp(context, metrics, { limit, ...(origins && { origins }) }).fetch,
    serverOptions: patience(requestWithinMs),
  });
  const hub = new StreamHub(context);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES, perMessageDeflate: false });

  const connections = new Set<Connection>();
  const pinging = setInterval(() => {
    for (const connection of connections) connection.ping();
  }, streamPingMs).unref();

  server.on("upgrade", (request, socket, head) => {
    if (new URL(request.url ?? "/", "http://localhost").pathname !== STREAM_PATH) {
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      return;
    }
    const refusal = limit.refusalOf(request.socket.remoteAddress);
    if (refusal !== null) {
      const seconds = retryAfterOf(toProblem(refusal));
      socket.end(`HTTP/1.1 429 Too Many Requests\r\nRetry-After: ${seconds}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const allowance = streamLimits.open(request.socket.remoteAddress);
      if (allowance === null) {
        dismiss(webSocket, CloseCode.tooManyConnections, "TooManyConnections");
        return;
      }
      metrics.streamOpened();
      const connection = new Connection(webSocket, hub, {
        allowance,
        onClose(wasSlow) {
          metrics.streamClosed(wasSlow);
          connections.delete(connection);
        },
        ...(streamBufferBytes && { bufferBytes: streamBufferBytes }),
      });
      connections.add(connection);
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(listenFailure(host, port, cause)));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo; // it listens on TCP

  return {
    url: `http://${host}:${address.port}`,
    async close() {
      clearInterval(pinging);
      hub.close();
      for (const client of sockets.clients) client.close(CloseCode.stopping, "NodeStopping");
      const closed = new Promise((resolve) => server.close(resolve));
      setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
        if ("closeAllConnections" in server) server.closeAllConnections();
      }, 500).unref();
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      await closed;
    },
  };
}

function listenFailure(host: string, port: number, cause: NodeJS.ErrnoException): ClearingError {
  const isTaken = cause.code === "EADDRINUSE";
  return new ClearingError({
    code: isTaken ? "PortInUse" : "ListenFailed",
    message: isTaken ? `Port ${port} of ${host} is taken.` : `The API cannot listen on ${host}:${port}.`,
    remedy: isTaken ? "Stop what listens there, or choose another port." : "Check the address and the permissions.",
    advice: "stop",
    cause,
  });
}
