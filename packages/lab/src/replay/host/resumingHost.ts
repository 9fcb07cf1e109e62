/**
 * A replay that was cut off, played on: the blocks that a node holds are made again in memory, which brings the people and
 * the venues to where they were, and from there on the node makes them.
 *
 * @module
 */
import { ReplayError } from "../replayError.ts";
import type { ReplayHost } from "./host.ts";

/** Where the node stands. */
interface Head {
  readonly height: number;
  readonly stateRoot: string;
}

/**
 * `past` begins at the same genesis as the node behind `present`, which stands at `head`. Rejects with `ReplayError`
 * `HistoryDiffers` when what is made again is not what the node holds: others' transactions are in it.
 */
export function createResumingHost(past: ReplayHost, present: ReplayHost, head: Head): ReplayHost {
  let height = 0;
  const current = (): ReplayHost => (height < head.height ? past : present);
  return {
    async apply(timeMs, transactions) {
      const result = await current().apply(timeMs, transactions);
      height = result.height;
      if (height === head.height && result.stateRoot !== head.stateRoot) {
        throw new ReplayError(
          "HistoryDiffers",
          `block ${height} of this tape has state root ${result.stateRoot}, the node holds ${head.stateRoot}: ` +
            "transactions that are not the tape's are in it, so it cannot be played on",
        );
      }
      return result;
    },
    read: (query) => current().read(query),
  };
}
