/**
 * Makes an archive anew out of a store's blocks, where the one that the node kept is lost.
 *
 * @module
 */
import { type ClaimsTree, type Engine, exitHeadOf } from "@novate/engine";
import { type ReplayOptions, replay } from "../chain/index.ts";
import type { ExitArchive } from "./archive.ts";
import { exitRowsOf } from "./exitRows.ts";

/** Trees that wait for signatures: an older one is not signed any more. */
const TREES_KEPT = 8;

/**
 * Replays every stored block and archives the newest signed checkpoint; answers its epoch, or null where none was signed. Rejects with what
 * {@link replay} rejects with: a store that began with a snapshot, or was pruned, has no blocks to replay.
 */
export async function rebuildExit(
  options: Omit<ReplayOptions, "onApplied">,
  archive: ExitArchive,
): Promise<number | null> {
  const trees = new Map<number, ClaimsTree>();
  let newest: { readonly epoch: number; readonly tree: ClaimsTree } | null = null;
  let engine: Engine | null = null;
  await replay({
    ...options,
    onApplied(at, events) {
      engine = at;
      for (const event of events) {
        if (event.type === "CheckpointStruck") trees.set(event.checkpoint.epoch, at.house.derived.claims.tree);
        if (trees.size > TREES_KEPT) trees.delete(trees.keys().next().value!); // there is one
        const tree = event.type === "CheckpointSigned" ? trees.get(event.epoch) : undefined;
        if (event.type === "CheckpointSigned" && tree !== undefined && event.epoch > (newest?.epoch ?? -1))
          newest = { epoch: event.epoch, tree };
      }
    },
  });
  return newest === null || engine === null ? null : archived(archive, engine, newest);
}

async function archived(
  archive: ExitArchive,
  engine: Engine,
  { epoch, tree }: { readonly epoch: number; readonly tree: ClaimsTree },
): Promise<number | null> {
  const row = engine.state.checkpoints.get(epoch);
  const head = row === undefined ? null : exitHeadOf(exitRowsOf(engine), row);
  if (head === null) return null;
  await archive.putClaims(epoch, tree.claims);
  await archive.putHead(head);
  return epoch;
}
