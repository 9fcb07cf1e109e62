/**
 * A network by a seed: messages and requests that get lost, come twice, or overtake one another, and connections that break.
 *
 * @module
 */
import type { HttpOptions } from "../client/http.ts";
import type { Socket } from "../stream/stream.ts";

/** Of messages on a socket. */
const MESSAGE = { lost: 0.02, twice: 0.02, late: 0.02, cut: 0.01 } as const;
/** Of HTTP requests. */
const REQUEST = { lost: 0.08, twice: 0.1, unanswered: 0.08 } as const;
const MOST_DELAY_MS = 15;

type Fetch = NonNullable<HttpOptions["fetch"]>;

export interface Chaos {
  /** While false the network is sound. */
  isOn: boolean;
  /** How often each fault happened. */
  readonly faults: Map<string, number>;
  readonly fetch: Fetch;
  readonly connect: (url: string) => Socket;
  /** Breaks every connection that stands. */
  cutAll(): void;
}

export function createChaos(seed: number): Chaos {
  const random = randomOf(seed);
  const sockets = new Set<WebSocket>();
  const faults = new Map<string, number>();
  const happens = (fault: string, chance: number): boolean => {
    if (!chaos.isOn || random() >= chance) return false;
    faults.set(fault, (faults.get(fault) ?? 0) + 1);
    return true;
  };
  const chaos: Chaos = {
    isOn: true,
    faults,
    async fetch(input, init) {
      await sleep(chaos.isOn ? random() * MOST_DELAY_MS : 0);
      if (happens("request lost", REQUEST.lost)) throw new TypeError("the request was lost");
      const twin = happens("request twice", REQUEST.twice) ? fetch(input, init).then(drain, () => {}) : null;
      const response = await fetch(input, init);
      await twin;
      if (!happens("answer lost", REQUEST.unanswered)) return response;
      await drain(response);
      throw new TypeError("the answer was lost");
    },
    connect(url) {
      const socket = new WebSocket(url);
      sockets.add(socket);
      socket.addEventListener("close", () => sockets.delete(socket));
      return faulty(socket, happens);
    },
    cutAll() {
      for (const socket of sockets) socket.close();
    },
  };
  return chaos;
}

/** A socket whose messages suffer. */
function faulty(socket: WebSocket, happens: (fault: string, chance: number) => boolean): Socket {
  let late: { readonly data: unknown } | null = null;
  return {
    get readyState() {
      return socket.readyState;
    },
    send: (text) => socket.send(text),
    close: () => socket.close(),
    addEventListener(type: string, listener: (event: { readonly data: unknown }) => void) {
      if (type !== "message") {
        socket.addEventListener(type as "open", listener as unknown as () => void); // its events carry nothing that is read
        return;
      }
      socket.addEventListener("message", ({ data }) => {
        const message = { data };
        if (happens("connection cut", MESSAGE.cut)) socket.close();
        if (happens("message lost", MESSAGE.lost)) return;
        if (late === null && happens("message late", MESSAGE.late)) {
          late = message;
          return;
        }
        listener(message);
        if (happens("message twice", MESSAGE.twice)) listener(message);
        if (late !== null) listener(late);
        late = null;
      });
    },
  };
}

const drain = (response: Response): Promise<unknown> => response.arrayBuffer();
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Mulberry32, by Tommy Ettinger: a small generator that tests repeat. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
