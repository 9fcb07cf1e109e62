/**
 * What a snapshot says of itself.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Hash } from "@novate/wire/schema";
import { z } from "zod";
import { ClearingError } from "../failures.ts";

export const SNAPSHOT_VERSION = 2;

export const Manifest = z.strictObject({
  format: z.literal("novate-snapshot"),
  version: z.int(),
  house: Hash,
  height: z.int().min(0),
  timeMs: z.int().min(0),
  stateRoot: Hash,
  chunkCount: z.int().min(1).max(1_000_000),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestPath = (folder: string): string => join(folder, "manifest.json");
export const chunkPath = (folder: string, index: number): string =>
  join(folder, `chunk-${String(index).padStart(6, "0")}.ssz`);

/** Reads a snapshot's manifest. Throws `SnapshotInvalid` or `SnapshotVersionMismatch`. */
export function readManifest(folder: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(manifestPath(folder), "utf8"));
  } catch (cause) {
    throw snapshotInvalid(`${manifestPath(folder)} cannot be read`, cause);
  }
  const manifest = Manifest.safeParse(json);
  if (!manifest.success) {
    const [issue] = manifest.error.issues;
    throw snapshotInvalid(`its manifest is not one (${issue?.path.join(".")}: ${issue?.message})`);
  }
  if (manifest.data.version !== SNAPSHOT_VERSION) {
    throw new ClearingError({
      code: "SnapshotVersionMismatch",
      message: `The snapshot has version ${manifest.data.version}; this program reads version ${SNAPSHOT_VERSION}.`,
      remedy: "Use the release that wrote it.",
      advice: "stop",
    });
  }
  return manifest.data;
}

/** The refusal of a snapshot that cannot be believed. */
export const snapshotInvalid = (what: string, cause?: unknown): ClearingError =>
  new ClearingError({
    code: "SnapshotInvalid",
    message: `The snapshot is not whole: ${what}.`,
    remedy: "Nothing was taken from it. Export it again, or fetch it from another node.",
    advice: "stop",
    cause,
  });
