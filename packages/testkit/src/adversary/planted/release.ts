/**
 * Lets the adversary at a house with one guard switched off, in a process of its own.
 *
 * What it catches counts only where the house with all its guards stands: the same script, played here, finds nothing.
 *
 * @module
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Bug } from "../../canary/bugs.ts";
import { playEpisode } from "../episode.ts";
import type { Caught } from "../hunt.ts";

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const run = promisify(execFile);

export interface Planted {
  readonly name: string;
  /** The first episode, over all seeds, that found it; null if none did. */
  readonly found: Caught | null;
  readonly played: number;
}

export async function release({ name }: Bug, seed: string, episodes: number): Promise<Planted> {
  const args = ["--import", pathOf("../../canary/plant.ts"), pathOf("hunt.ts"), seed, String(episodes)];
  const { stdout } = await run(process.execPath, args, {
    env: { ...process.env, CANARY: name, NODE_OPTIONS: "" },
    maxBuffer: 64 * 1024 * 1024,
  });
  const { played, caught } = JSON.parse(stdout) as { played: number; caught: Caught[] };
  const found = caught.find(({ script, find }) => !playEpisode(script).finds.some(({ kind }) => kind === find.kind));
  return { name, found: found ?? null, played };
}
