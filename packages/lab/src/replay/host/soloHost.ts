/**
 * A replay through a node: its transactions pass the real admission, and every block is durable before the next.
 *
 * @module
 */
import type { Clock, RunningNode, SoloConsensus } from "@novate/node";
import type { ReplayHost } from "./host.ts";

/** Block time as the tape turns; once it runs, it goes on with the wall from where it stands. */
export interface TapeClock extends Clock {
  set(timeMs: number): void;
  run(): void;
}

export function createTapeClock(startMs: number): TapeClock {
  let timeMs = startMs;
  let ranAtMs: number | undefined;
  return {
    nowMs: () => timeMs + (ranAtMs === undefined ? 0 : Math.floor(performance.now() - ranAtMs)),
    set: (nextMs) => {
      timeMs = nextMs;
    },
    run: () => {
      ranAtMs ??= performance.now();
    },
  };
}

/** The node's driver is `solo({ clock, pacing: "manual" })`. Rejects with the node's own failures. */
export const createSoloHost = (
  { chain, consensus }: Pick<RunningNode<SoloConsensus>, "chain" | "consensus">,
  clock: TapeClock,
): ReplayHost => ({
  async apply(timeMs, transactions) {
    clock.set(timeMs);
    const answers = Promise.all(transactions.map((bytes) => consensus.submit(bytes)));
    const [{ result }] = await Promise.all([consensus.produce(), answers]);
    return result;
  },
  read: (query) => chain.read(query),
});
