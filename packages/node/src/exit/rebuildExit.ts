/**
 * Makes an archive anew out of a store's blocks, where the one that the node kept is lost, damaged, or lacks an epoch.
 *
 * @module
 */
import { existsSync } from "node:fs";
import type { ExitHead } from "@novate/codec";
import { type ClaimsTree, type Engine, exitHeadOf, type Genesis } from "@novate/engine";
import { Admission } from "../admission/index.ts";
import { type ReplayOptions, replay } from "../chain/index.ts";
import { storeFolder } from "../store/folders.ts";
import { Store, storeEmpty } from "../store/index.ts";
import type { ExitArchive } from "./archive.ts";
import { exitRowsOf } from "./exitRows.ts";
import { exitArchiveIn } from "./readExit.ts";

/** Trees that wait for signatures: an older one is not signed any more. */
const TREES_KEPT = 8;
/** Signed epochs that are archived, unless one is named: two hours of them. */
const EPOCHS_KEPT = 12;

interface Signed {
  readonly tree: ClaimsTree;
  readonly head: ExitHead;
}

/**
 * Replays every stored block and archives the last signed checkpoints, or that of `epoch` alone; answers their epochs, the newest first.
 * Rejects with what {@link replay} rejects with: a store that began with a snapshot, or was pruned, has no blocks to replay.
 */
export async function rebuildExit(
  options: Omit<ReplayOptions, "onApplied">,
  archive: ExitArchive,
  epoch: number | null = null,
): Promise<number[]> {
  const trees = new Map<number, ClaimsTree>();
  const found = new Map<number, Signed>();
  await replay({
    ...options,
    onApplied(engine, events) {
      for (const event of events) {
        if (event.type === "CheckpointStruck") {
          trees.set(event.checkpoint.epoch, engine.house.derived.claims.tree);
          letGo(trees, TREES_KEPT);
        }
        if (event.type !== "CheckpointSigned" || (epoch !== null && event.epoch !== epoch)) continue;
        const tree = trees.get(event.epoch);
        const head = headOf(engine, event.epoch); // its rows are there as it is signed, and go later
        if (tree === undefined || head === null) continue;
        found.set(event.epoch, { tree, head });
        letGo(found, EPOCHS_KEPT);
      }
    },
  });
  for (const [each, { tree, head }] of found) {
    await archive.putClaims(each, tree.claims);
    await archive.putHead(head);
  }
  return [...found.keys()].reverse();
}

/**
 * The same of the folder of a stopped node, into its own archive. Rejects with the refusals of the store, where it is a store of another
 * house, or began with a snapshot, or let blocks go.
 */
export async function rebuildExitAt(path: string, genesis: Genesis, epoch: number | null = null): Promise<number[]> {
  const place = storeFolder(path);
  if (!existsSync(place)) throw storeEmpty(place); // opening would make it
  const store = await Store.open({ path: place, identity: null });
  const preparer = new Admission({ threads: 0 });
  try {
    return await rebuildExit({ store, genesis, preparer }, exitArchiveIn(path), epoch);
  } finally {
    await preparer.close();
    await store.close();
  }
}

function headOf(engine: Engine, epoch: number): ExitHead | null {
  const row = engine.state.checkpoints.get(epoch);
  return row === undefined ? null : exitHeadOf(exitRowsOf(engine), row);
}

/** Of the oldest, but for so many. */
function letGo(all: Map<number, unknown>, most: number): void {
  if (all.size > most) all.delete(all.keys().next().value!); // there is one
}
