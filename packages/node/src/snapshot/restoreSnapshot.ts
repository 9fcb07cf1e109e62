/**
 * A house in memory out of a snapshot, for those who replay it without a store.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { Engine } from "@novate/engine";
import { engineRow } from "../chain/index.ts";
import { type ImportOptions, readSnapshot } from "./importSnapshot.ts";
import { snapshotInvalid } from "./manifest.ts";

/** Throws what {@link readSnapshot} throws. The house is the sender's word, unless a trusted root was given. */
export function restoreSnapshot(options: Omit<ImportOptions, "path">): Engine {
  const { manifest, pages } = readSnapshot(options);
  const restored = Engine.restore(pages.flat().map(engineRow), manifest.stateRoot as Hex); // by its schema
  if (!restored.ok) throw snapshotInvalid(restored.detail);
  return restored.engine;
}
