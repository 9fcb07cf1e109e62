/**
 * The long part of a node's life.
 *
 * @module
 */
import type { RunningNode } from "@novate/node";
import type { Io } from "../terminal/io.ts";

/** Waits for a request to stop, then stops the node cleanly. Rejects when the node fails first. */
export async function untilStopped(node: RunningNode, { stopped, err }: Io, failure: Promise<never>): Promise<void> {
  try {
    await Promise.race([whenAborted(stopped), failure]);
  } finally {
    await node.stop();
  }
  const { height, stateRoot } = node.chain.head;
  err(`Stopped at block ${height}, state root ${stateRoot}\n`);
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
