/**
 * A replay of one's own: every block of a house from its genesis, each root computed anew and held against the node's.
 *
 * @module
 */
import { type Hex, hexToBytes } from "@novate/codec";
import { Engine, type Genesis, houseIdOf, type PreparedTransaction } from "@novate/engine";
import type { NovateClient } from "@novate/sdk";
import { type CustodyRows, custodyRowsOf } from "./rows.ts";

/** Two machines computed different states of one house: somebody errs or lies, and nothing may be signed. */
class ReplayDiffers extends Error {
  override readonly name = "ReplayDiffers";

  constructor(height: number, own: Hex, told: string) {
    super(`ReplayDiffers: block ${height} gives state root ${own}; the node says ${told}`);
  }
}

interface FollowOptions {
  readonly client: NovateClient;
  readonly genesis: Genesis;
  /** Verifies signatures anew; the node's admission, or anything as pure. */
  readonly preparer: { prepare(transactions: readonly Uint8Array[]): Promise<PreparedTransaction[]> };
}

export interface Follower {
  /** Catches up with the node; the answer is what stands then. Rejects with `ReplayDiffers`, or the client's failures. */
  catchUp(): Promise<CustodyRows>;
}

/** Blocks asked for at once. */
const PAGE = 200;

export function followHouse({ client, genesis, preparer }: FollowOptions): Follower {
  const { engine } = Engine.create(genesis);
  const house = houseIdOf(genesis);
  let rows = custodyRowsOf(engine);
  return {
    async catchUp() {
      for (;;) {
        const page = await client.blockBytes(engine.height + 1, PAGE);
        if (page.house !== house) throw new ReplayDiffers(0, house, page.house);
        if (page.blocks.length === 0) return rows;
        for (const { height, timeMs, stateRoot, transactions } of page.blocks) {
          const prepared = await preparer.prepare(transactions.map((bytes) => hexToBytes(bytes as Hex))); // by its schema
          const result = engine.apply({ height, timeMs, transactions: prepared });
          if (result.stateRoot !== stateRoot) throw new ReplayDiffers(height, result.stateRoot, stateRoot);
        }
        rows = custodyRowsOf(engine);
      }
    },
  };
}
