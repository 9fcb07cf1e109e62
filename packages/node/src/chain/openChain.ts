/**
 * From a folder to a running chain: found it, or load its rows, rebuild what is derived and compare the root.
 *
 * @module
 */
import { existsSync } from "node:fs";
import type { Hex } from "@novate/codec";
import { Engine, faultOfGenesis, type Genesis, houseIdOf, type MarginPass, Restoration } from "@novate/engine";
import { ClearingError } from "../failures.ts";
import { checkHouse, type Head, Store, storeEmpty, type WriteBoundary } from "../store/index.ts";
import { Chain } from "./chain.ts";
import { engineRow, recordOf } from "./record.ts";

export interface OpenChainOptions {
  /** Folder of the store; made when missing. */
  readonly path: string;
  readonly genesis: Genesis;
  /** How the engine margins many accounts at once; in TypeScript if absent. */
  readonly marginPass?: MarginPass;
  /** How many of the last blocks are kept; all of them if absent. */
  readonly keepBlocks?: number;
  /** For fault tests: called at every write boundary. */
  readonly onBoundary?: (boundary: WriteBoundary) => void;
}

/**
 * Opens or founds the chain in `path`. Throws the store's refusals, `GenesisInvalid` or `StateRootMismatch`.
 */
export async function openChain(options: OpenChainOptions): Promise<Chain> {
  const { path, genesis, marginPass, keepBlocks, onBoundary } = options;
  const founded = createEngine(genesis, marginPass);
  const identity = { house: houseIdOf(genesis) };
  const store = await Store.open({
    path,
    identity,
    ...(keepBlocks !== undefined && { keepBlocks }),
    ...(onBoundary && { onBoundary }),
  });
  try {
    if (store.head !== null) return new Chain(await recover(store, store.head, marginPass), store);
    await store.found(recordOf(founded.result, []).record);
    return new Chain(founded.engine, store);
  } catch (failure) {
    await store.close();
    throw failure;
  }
}

/**
 * Opens the chain that is in `path`, whichever it is, to look at it: every row is read and the root computed anew. Throws the
 * store's refusals or `StateRootMismatch`.
 */
export async function openStoredChain(path: string): Promise<Chain> {
  if (!existsSync(path)) throw storeEmpty(path); // opening would make it
  const store = await Store.open({ path, identity: null });
  try {
    return new Chain(await recover(store, store.head!), store); // a store of a chain has a head
  } catch (failure) {
    await store.close();
    throw failure;
  }
}

/** Throws `GenesisInvalid`, with what is wrong in it. */
function createEngine(genesis: Genesis, pass?: MarginPass): ReturnType<typeof Engine.create> {
  const fault = faultOfGenesis(genesis);
  if (fault === null) return Engine.create(genesis, pass);
  throw new ClearingError({
    code: "GenesisInvalid",
    message: `The genesis cannot found a house: ${fault}.`,
    remedy: "Correct the named field of the genesis.",
    advice: "stop",
  });
}

async function recover(store: Store, head: Head, pass?: MarginPass): Promise<Engine> {
  const restoration = new Restoration();
  for await (const page of store.rows()) for (const row of page) restoration.add(engineRow(row));
  const restored = Engine.restored(restoration, head.stateRoot as Hex, pass); // written from a Hex
  if (restored.ok) {
    checkHouse({ house: restored.engine.houseId }, store.identity); // a label may lie, rows under their root do not
    return restored.engine;
  }
  throw new ClearingError({
    code: restored.code === "RootMismatch" ? "StateRootMismatch" : "StoreCorrupt",
    message: `The rows of block ${head.height} cannot be used: ${restored.detail}.`,
    remedy: "Nothing was computed with them. Restore a snapshot, or sync from another node.",
    advice: "stop",
    details: { height: head.height, expected: head.stateRoot },
  });
}
