/**
 * Reads a snapshot, and takes it into a new store, believing nothing that does not prove up to the state root.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { bytesToHex, commitTables, decode, type Hex, type HouseId, HouseRow, tables } from "@novate/codec";
import { ClearingError } from "../failures.ts";
import { type ChainIdentity, type Row, Store } from "../store/index.ts";
import { Chunk, faultOfChunk, rowsOf } from "./chunk.ts";
import { chunkPath, type Manifest, readManifest, snapshotInvalid } from "./manifest.ts";
import { treesOf } from "./trees.ts";

const HOUSE_TABLE = Object.keys(tables).indexOf("house");

export interface ImportOptions {
  /** Folder of the snapshot. */
  readonly folder: string;
  /** Folder of the store to make. */
  readonly path: string;
  readonly identity: ChainIdentity;
  /** A root known from elsewhere, such as a checkpoint; without it the snapshot is only as true as its sender. */
  readonly trustedRoot?: string;
}

/** A snapshot that was read whole: every row proves up to the state root, and none is missing. */
interface ReadSnapshot {
  readonly manifest: Manifest;
  /** By chunk, in canonical order. */
  readonly pages: readonly Row[][];
}

/**
 * Throws `SnapshotInvalid`, `SnapshotVersionMismatch`, `SnapshotOfAnotherHouse`, `SnapshotRootMismatch` or `SnapshotChunkInvalid` (naming
 * the chunk). Without a trusted root the answer is a state, and not yet known to be the house's.
 */
export function readSnapshot({ folder, identity, trustedRoot }: Omit<ImportOptions, "path">): ReadSnapshot {
  const manifest = readManifest(folder);
  checkBelonging(manifest, identity, trustedRoot);
  const pages: Row[][] = [];
  for (let index = 0; index < manifest.chunkCount; index++) {
    pages.push(rowsOf(readChunk(folder, index, manifest.stateRoot as Hex))); // checked by the manifest's schema
  }
  checkWhole(pages, manifest.stateRoot);
  checkLabel(manifest, houseIn(pages), identity);
  return { manifest, pages };
}

/** Throws what {@link readSnapshot} throws, or `StoreNotEmpty`. */
export async function importSnapshot({ path, ...options }: ImportOptions): Promise<Manifest> {
  const { manifest, pages } = readSnapshot(options);
  const store = await Store.open({ path, identity: options.identity });
  try {
    if (store.head !== null) {
      throw new ClearingError({
        code: "StoreNotEmpty",
        message: `The store at ${path} already stands at block ${store.head.height}.`,
        remedy: "Import into a folder that does not exist yet.",
        advice: "stop",
      });
    }
    const { height, timeMs, stateRoot } = manifest;
    await store.importState({ height, timeMs, stateRoot }, pages);
  } finally {
    await store.close();
  }
  return manifest;
}

function checkBelonging(manifest: Manifest, identity: ChainIdentity, trustedRoot: string | undefined): void {
  if (manifest.house !== identity.house) {
    throw otherHouse(manifest.house, identity.house);
  }
  if (trustedRoot !== undefined && manifest.stateRoot !== trustedRoot) {
    throw new ClearingError({
      code: "SnapshotRootMismatch",
      message: `The snapshot has state root ${manifest.stateRoot}; the trusted one is ${trustedRoot}.`,
      remedy: "Fetch the snapshot of that height from another node.",
      advice: "stop",
    });
  }
}

/** What the state says of itself. */
function houseIn(pages: readonly Row[][]): HouseRow {
  for (const row of pages.flat()) {
    const decoded = row.table === HOUSE_TABLE ? decode(HouseRow, row.bytes) : null;
    if (decoded?.ok) return decoded.value;
  }
  throw snapshotInvalid("it has no row of the house");
}

/** The manifest is anybody's word; what it says of the state must be what the rows say. */
function checkLabel(manifest: Manifest, row: HouseRow, identity: ChainIdentity): void {
  if (row.house !== identity.house) throw otherHouse(row.house, identity.house);
  const { height, timeMs } = manifest;
  if (height === row.height && timeMs === row.timeMs) return;
  throw snapshotInvalid(
    `its manifest says block ${height} of ${timeMs}, its rows say block ${row.height} of ${row.timeMs}`,
  );
}

const otherHouse = (found: string, expected: HouseId): ClearingError =>
  new ClearingError({
    code: "SnapshotOfAnotherHouse",
    message: `The snapshot is of house ${found}, not of ${expected}.`,
    remedy: "Use a snapshot of this house, or the genesis that made the other.",
    advice: "stop",
    details: { found, expected },
  });

function readChunk(folder: string, index: number, stateRoot: Hex): Chunk {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(chunkPath(folder, index));
  } catch (cause) {
    throw snapshotInvalid(`chunk ${index} cannot be read`, cause);
  }
  const decoded = decode(Chunk, bytes);
  const fault = decoded.ok ? faultOfChunk(decoded.value, stateRoot) : decoded.error.message;
  if (decoded.ok && fault === null) return decoded.value;
  throw new ClearingError({
    code: "SnapshotChunkInvalid",
    message: `Chunk ${index} of the snapshot was tampered with or damaged: ${fault}.`,
    remedy: "Nothing was taken from it. Fetch this chunk again, from another node.",
    advice: "stop",
    details: { chunk: index },
  });
}

/** Each chunk proves itself; that none is missing shows only when all of them give the root together. */
function checkWhole(pages: readonly Row[][], stateRoot: string): void {
  const trees = treesOf(pages);
  if (trees === null) throw snapshotInvalid("it has rows of a table that does not exist");
  if (bytesToHex(commitTables(trees.map((tree) => tree.root()))) !== stateRoot)
    throw snapshotInvalid("a chunk is missing");
}
