/**
 * Does everything again from the genesis and compares: what anybody can do who doubts a node.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import { Engine, type Genesis, houseIdOf, type PreparedTransaction } from "@novate/engine";
import { ClearingError } from "../failures.ts";
import { checkHouse, type Head, type Store } from "../store/index.ts";

export interface ReplayOptions {
  readonly store: Store;
  readonly genesis: Genesis;
  /** Verifies signatures anew; nothing is taken over from the node that wrote the blocks. */
  readonly preparer: { prepare(transactions: readonly Uint8Array[]): Promise<PreparedTransaction[]> };
  readonly onBlock?: (head: Head) => void;
  /** Told of each block as it stands, and of what happened in it. */
  readonly onApplied?: (engine: Engine, events: readonly Event[]) => void;
}

/**
 * Replays every stored block from height 1; returns the head it ends at.
 *
 * Throws `StoreOfAnotherHouse`, `ReplayDiverged` naming the first block whose root differs, and the store's refusals. A store that began with an
 * imported snapshot has no blocks before it and cannot be replayed.
 */
export async function replay({ store, genesis, preparer, onBlock, onApplied }: ReplayOptions): Promise<Head> {
  checkHouse(store.identity, { house: houseIdOf(genesis) });
  const { engine, result } = Engine.create(genesis);
  let head: Head = { height: 0, timeMs: result.timeMs, stateRoot: result.stateRoot };
  for await (const { height, timeMs, transactions } of store.blocks(1)) {
    const { stateRoot, events } = engine.apply({ height, timeMs, transactions: await preparer.prepare(transactions) });
    const recorded = (await store.history.header(height))?.stateRoot;
    if (recorded !== stateRoot) {
      throw new ClearingError({
        code: "ReplayDiverged",
        message: `Block ${height} gives state root ${stateRoot}; the store says ${recorded}.`,
        remedy: "Either this program differs from the one that wrote the store, or the store was altered.",
        advice: "stop",
        details: { height, computed: stateRoot, recorded },
      });
    }
    head = { height, timeMs, stateRoot };
    onBlock?.(head);
    onApplied?.(engine, events);
  }
  return head;
}
