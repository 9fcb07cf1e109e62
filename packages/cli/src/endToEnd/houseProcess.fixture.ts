/**
 * A house's node as a process whose time and blocks its parent turns, so that it may be killed at any instant.
 *
 * Arguments: the genesis' file, the folder of its store, the port of its API.
 *
 * @module
 */
import { hexToBytes } from "@novate/codec";
import { createTapeClock } from "@novate/lab";
import { solo, startNode } from "@novate/node";
import { readGenesis } from "../shared/genesis.ts";
import type { Answer, Question } from "./killedHouse.fixture.ts";

const [file, path, port] = process.argv.slice(2);
const clock = createTapeClock(0);
const node = await startNode({
  path: path!,
  genesis: await readGenesis(file!),
  version: "test",
  api: { port: Number(port) },
  consensus: solo({ clock, pacing: "manual" }),
  threads: 0,
  marginThreads: 1,
});
const { chain, consensus } = node;
clock.set(chain.head.timeMs);

async function answer({ timeMs, transactions }: Question): Promise<readonly (string | null)[]> {
  if (timeMs === null) return [];
  clock.set(timeMs);
  const answers = Promise.all(transactions.map((bytes) => consensus.submit(hexToBytes(bytes))));
  const [receipts] = await Promise.all([answers, consensus.produce()]);
  return receipts.map(({ refusal }) => refusal?.code ?? null);
}

process.on("disconnect", () => process.exit(0));
process.on("message", (question: Question) =>
  answer(question).then(
    (refusals) =>
      process.send!({ id: question.id, refusals, queued: consensus.status().queuedTransactions } satisfies Answer),
    (failure: unknown) => {
      console.error(failure);
      process.exit(1);
    },
  ),
);
process.send!({ id: 0, refusals: [], queued: 0, url: node.api!.url } satisfies Answer);
