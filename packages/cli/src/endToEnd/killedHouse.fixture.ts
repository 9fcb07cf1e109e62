/**
 * A house behind a process that is killed and begins again on its folder; every block of it is made again here, root by root.
 *
 * @module
 */
import { type ChildProcess, fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bytesToHex, type Event, type Hex, hexToBytes } from "@novate/codec";
import { Engine, type Genesis, genesisToJson } from "@novate/engine";
import { Admission } from "@novate/node";
import { createClient } from "@novate/sdk";

/** To the process; `timeMs` null asks how many transactions wait. */
export interface Question {
  readonly id: number;
  readonly timeMs: number | null;
  readonly transactions: readonly Hex[];
}

export interface Answer {
  readonly id: number;
  /** Codes of what the house refused, in the order of the transactions. */
  readonly refusals: readonly (string | null)[];
  readonly queued: number;
  /** In its first word: where its API listens. */
  readonly url?: string;
}

export interface KilledHouse {
  readonly url: string;
  /** Where the genesis is written. */
  readonly genesisFile: string;
  /** The replay of all of its blocks. */
  readonly engine: Engine;
  readonly kills: number;
  /** Makes a block of what waits and of these, whatever becomes of the process meanwhile. */
  apply(timeMs: number, transactions: readonly Uint8Array[]): Promise<readonly (string | null)[]>;
  /** Transactions that wait at the node. */
  queued(): Promise<number>;
  /** Ends the process with SIGKILL after so long. */
  killIn(ms: number): void;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL("houseProcess.fixture.ts", import.meta.url));
const RETRY_MS = 20;

class ProcessGone extends Error {}

interface Running {
  ask(question: Omit<Question, "id">): Promise<Answer>;
  readonly child: ChildProcess;
  readonly url: string;
}

/** Starts the process; rejects with `ProcessGone` where it ends before it is up. */
function startProcess(args: readonly string[]): { child: ChildProcess; up: Promise<Running> } {
  const child = fork(program, args, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  const wait = (id: number): Promise<Answer> => {
    const answer = Promise.withResolvers<Answer>();
    waiting.set(id, answer);
    if (child.exitCode !== null || child.signalCode !== null) answer.reject(new ProcessGone());
    return answer.promise;
  };
  child.on("message", (answer: Answer) => waiting.get(answer.id)?.resolve(answer));
  child.once("close", () => {
    for (const { reject } of waiting.values()) reject(new ProcessGone());
  });
  let asked = 0;
  const ask: Running["ask"] = (question) => {
    const id = ++asked;
    const answer = wait(id);
    child.send({ ...question, id } satisfies Question, () => {}); // a broken pipe is told by the end of the process
    return answer.finally(() => waiting.delete(id));
  };
  const up = wait(0).then(({ url }): Running => ({ ask, child, url: url! }));
  up.catch(() => {});
  return { child, up };
}

// long: one closure over the process that runs now; each of its parts is short
export async function startKilledHouse(
  folder: string,
  genesis: Genesis,
  onEvent: (event: Event) => void,
): Promise<KilledHouse> {
  const genesisFile = join(folder, "genesis.json");
  writeFileSync(genesisFile, JSON.stringify(genesisToJson(genesis)));
  const { engine } = Engine.create(genesis);
  const admission = new Admission({ threads: 0 });
  let isOver = false;
  let port = "0";
  let kills = 0;
  let running!: ReturnType<typeof startProcess>;
  const begin = (): void => {
    running = startProcess([genesisFile, join(folder, "node"), port]);
    running.child.once("close", () => {
      if (!isOver) begin();
    });
  };
  begin();
  const { url } = await running.up;
  port = new URL(url).port;
  const client = createClient({ url, timeoutMs: 5_000 });

  /** Asks whichever process is up, again where it was killed: the same bytes always get the same answer. */
  const ask = async (question: Omit<Question, "id">): Promise<Answer> => {
    for (;;) {
      const answer = await running.up
        .then((house) => house.ask(question))
        .catch((failure: unknown) => {
          if (!(failure instanceof ProcessGone)) throw failure;
        });
      if (answer !== undefined) return answer;
      await sleep(RETRY_MS);
    }
  };

  const catchUp = async (): Promise<void> => {
    for (;;) {
      const page = await client.blockBytes(engine.height + 1, 200).catch(() => null);
      if (page === null) {
        await sleep(RETRY_MS);
        continue;
      }
      if (page.blocks.length === 0) return;
      for (const { height, timeMs, stateRoot, transactions } of page.blocks) {
        const prepared = await admission.prepare(transactions.map((bytes) => hexToBytes(bytes as Hex)));
        const result = engine.apply({ height, timeMs, transactions: prepared });
        if (result.stateRoot !== stateRoot) throw new Error(`block ${height} has another root after a restart`);
        for (const event of result.events) onEvent(event);
      }
    }
  };

  return {
    url,
    genesisFile,
    engine,
    get kills() {
      return kills;
    },
    async apply(timeMs, transactions) {
      const { refusals } = await ask({ timeMs, transactions: transactions.map((bytes) => bytesToHex(bytes)) });
      await catchUp();
      return refusals;
    },
    queued: async () => (await ask({ timeMs: null, transactions: [] })).queued,
    killIn(ms) {
      setTimeout(() => {
        if (!isOver && running.child.kill("SIGKILL")) kills += 1;
      }, ms);
    },
    async stop() {
      isOver = true;
      const { child } = running;
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await ended;
      await admission.close();
    },
  };
}
