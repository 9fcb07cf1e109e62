/**
 * Lets the adversary at a house with one guard switched off, in a process of its own.
 *
 * What it catches counts only where the house with all its guards stands: the same script, played here, finds nothing.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Bug } from "../../canary/bugs.ts";
import { playEpisode } from "../episode.ts";
import type { Caught } from "../hunt.ts";

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export interface Planted {
  readonly name: string;
  /** The first episode, over all seeds, that found it; null if none did. */
  readonly found: Caught | null;
  readonly played: number;
}

export async function release({ name }: Bug, seed: string, episodes: number): Promise<Planted> {
  const args = ["--import", pathOf("../../canary/plant.ts"), pathOf("hunt.ts"), seed, String(episodes)];
  const env = { ...process.env, CANARY: name, NODE_OPTIONS: "" };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  let played = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line) as Caught | { readonly played: number };
    if ("played" in told) played = told.played;
    else if (!playEpisode(told.script).finds.some(({ kind }) => kind === told.find.kind)) {
      child.kill();
      return { name, found: told, played: told.episode };
    }
  }
  if (played === 0) throw new Error(`The hunt with "${name}" planted broke off.`);
  return { name, found: null, played };
}
