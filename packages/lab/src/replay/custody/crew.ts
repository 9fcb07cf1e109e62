/**
 * Those who carry words between chains and the house: attestors of separate keys, and a relayer.
 *
 * @module
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CustodyRows,
  createAttestor,
  createRelayer,
  type Duty,
  type OnDoubt,
  openEpochMemory,
} from "@novate/agents";
import type { Command } from "@novate/codec";
import type { OwnerKey } from "@novate/sdk";
import type { ValidatorKeys } from "../house/keys.ts";
import type { Sender } from "../traffic/sender.ts";
import type { ReplayVault } from "./chains.ts";

export interface Crew {
  /**
   * Everybody looks once. Answers what the next block should hold, which is nothing where other processes have sent it to the node
   * themselves; null once nobody has anything to say. `came` is how many entries each vault has, by vault id.
   */
  look(rows: CustodyRows, came: ReadonlyMap<number, bigint>): Promise<readonly Uint8Array[] | null>;
  stop(): Promise<void>;
}

/** Block from which vaults' logs begin. */
const FIRST_BLOCK = 1n;

/**
 * All of them in this process, on the replay's own engine: for a replay in memory. `says`: whether the house gets to hear a command of
 * theirs; every one unless told.
 */
// wide: who works where, for whom, and what becomes of it
export async function createCrew(
  vaults: readonly ReplayVault[],
  { hot }: ValidatorKeys,
  sender: Sender,
  onDoubt: OnDoubt,
  says: (command: Command) => boolean = () => true,
): Promise<Crew> {
  const folder = await mkdtemp(join(tmpdir(), "novate-attestors-"));
  const chains = new Map(vaults.map(({ plan, chain: { source } }) => [plan.chainId, [source, source]]));
  const members = await Promise.all(
    hot.map(async (key, index): Promise<readonly [OwnerKey, Duty]> => {
      const memory = await openEpochMemory(join(folder, String(index)));
      return [key, createAttestor({ key, chains, memory, onDoubt })];
    }),
  );
  const places = new Map(
    vaults.map(({ plan, chain: { source }, relayer: writer }) => {
      return [plan.chainId, [{ source, writer, fromBlock: FIRST_BLOCK }]] as const;
    }),
  );
  // Nobody holds anything at first, so that only a validator may speak of it.
  const all = [...members, [hot[0]!, createRelayer({ places, accountId: 0, onDoubt })] as const];
  return {
    async look(rows) {
      const said: Uint8Array[] = [];
      for (const [key, duty] of all)
        for (const command of await duty.look(rows))
          if (says(command)) said.push(sender.sign(key, command, rows.timeMs));
      return said.length === 0 ? null : said;
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}
