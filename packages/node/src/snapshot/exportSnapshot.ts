/**
 * Writes the last committed state as chunks that each prove themselves.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { encode } from "@novate/codec";
import { assert } from "@novate/stdx";
import type { Chain } from "../chain/index.ts";
import type { ExitArchive } from "../exit/index.ts";
import { exitFolder } from "../store/folders.ts";
import type { Row } from "../store/index.ts";
import { makeFolder } from "../store/makeFolder.ts";
import { CHUNK_SLOTS, Chunk, createChunk } from "./chunk.ts";
import { chunkPath, type Manifest, manifestPath, SNAPSHOT_VERSION } from "./manifest.ts";
import { treesOf } from "./trees.ts";

/**
 * Exports into `folder`, which is made; the chain goes on meanwhile. `exit`: the node's archive, of which the newest signed checkpoint goes
 * along: the state of a later block does not give its claims any more.
 */
export async function exportSnapshot(
  chain: Pick<Chain, "read" | "head" | "store">,
  folder: string,
  exit?: ExitArchive,
): Promise<Manifest> {
  // Opened together in a moment without a write under way, so that both are of one height.
  const { head, pages } = await chain.read(() => ({ head: chain.head, pages: chain.store.rows() }));
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  const trees = treesOf([rows]);
  assert(trees !== null, "snapshot: the store holds a row of no table");

  makeFolder(folder);
  let chunkCount = 0;
  for (const range of rangesOf(rows)) {
    writeFileSync(chunkPath(folder, chunkCount++), encode(Chunk, createChunk(trees, range)));
  }
  const { house } = chain.store.identity;
  const { height, timeMs, stateRoot } = head;
  const manifest: Manifest = {
    format: "novate-snapshot",
    version: SNAPSHOT_VERSION,
    house,
    height,
    timeMs,
    stateRoot,
    chunkCount,
  };
  exit?.copyNewest(exitFolder(folder));
  writeFileSync(manifestPath(folder), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Splits rows, which ascend, where the table or the range of slots changes. */
function* rangesOf(rows: readonly Row[]): Generator<Row[]> {
  let range: Row[] = [];
  for (const row of rows) {
    const [first] = range;
    const isSame =
      first === undefined ||
      (first.table === row.table && Math.floor(first.slot / CHUNK_SLOTS) === Math.floor(row.slot / CHUNK_SLOTS));
    if (!isSame) {
      yield range;
      range = [];
    }
    range.push(row);
  }
  if (range.length > 0) yield range;
}
