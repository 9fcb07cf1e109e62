/**
 * A replay of one's own: every block of a house from its genesis or a snapshot, each root computed anew and held against the node's.
 *
 * @module
 */
import { type Hex, hexToBytes } from "@novate/codec";
import {
  type BlockResult,
  type ClaimsTree,
  Engine,
  type Genesis,
  houseIdOf,
  type PreparedTransaction,
} from "@novate/engine";
import type { NovateClient } from "@novate/sdk";
import { type Anchor, isAnchored } from "./anchor.ts";
import { creditsOf, type HeardLink, keepDeposits } from "./heardDeposits.ts";
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
  /** Where it begins instead of the genesis: a state that is nobody's word until it is anchored. */
  readonly start?: { readonly engine: Engine; readonly anchor: Anchor };
  readonly preparer: { prepare(transactions: readonly Uint8Array[]): Promise<PreparedTransaction[]> };
}

export interface Follower {
  /**
   * Catches up with the node; the answer is what stands then, or null while nothing shows that what it began with is true.
   * Rejects with `ReplayDiffers`, or the client's failures.
   */
  catchUp(): Promise<CustodyRows | null>;
}

/** Checkpoints whose claims are kept: the last is signed before so many more are struck. */
const CLAIMS_KEPT = 4;
/** Blocks asked for at once. */
const PAGE = 200;

export function followHouse({ client, genesis, start, preparer }: FollowOptions): Follower {
  const { engine } = start ?? Engine.create(genesis);
  const house = houseIdOf(genesis);
  const claims = new Map<number, ClaimsTree>();
  const deposits = new Map<number, HeardLink[]>();
  const rowsNow = (): CustodyRows => ({ ...custodyRowsOf(engine), claims: new Map(claims), deposits });
  let rows = rowsNow();
  /** What waits for a checkpoint; the roots it may be of. */
  let doubted = start && { anchor: start.anchor, roots: new Map([[engine.height, engine.stateRoot]]) };
  return {
    async catchUp() {
      for (;;) {
        const page = await client.blockBytes(engine.height + 1, PAGE);
        if (page.house !== house) throw new ReplayDiffers(0, house, page.house);
        if (page.blocks.length === 0) {
          if (doubted !== undefined && isAnchored(rows, doubted.roots, doubted.anchor)) doubted = undefined;
          return doubted === undefined ? rows : null;
        }
        for (const { height, timeMs, stateRoot, transactions } of page.blocks) {
          const prepared = await preparer.prepare(transactions.map((bytes) => hexToBytes(bytes as Hex))); // by its schema
          const stood = creditsOf(engine);
          const result = engine.apply({ height, timeMs, transactions: prepared });
          if (result.stateRoot !== stateRoot) throw new ReplayDiffers(height, result.stateRoot, stateRoot);
          doubted?.roots.set(height, result.stateRoot);
          keepClaims(claims, engine, result);
          keepDeposits(deposits, stood, result);
        }
        rows = rowsNow();
      }
    },
  };
}

/** Those of the checkpoints that the block struck; the last few are kept. */
function keepClaims(claims: Map<number, ClaimsTree>, { house }: Engine, { events }: BlockResult): void {
  for (const event of events)
    if (event.type === "CheckpointStruck") claims.set(event.checkpoint.epoch, house.derived.claims.tree);
  while (claims.size > CLAIMS_KEPT) claims.delete(claims.keys().next().value!); // there is one
}
