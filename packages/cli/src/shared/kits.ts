/**
 * What accounts would leave with, kept by every command that asks a house about them: quietly, and never at the price of the command.
 *
 * @module
 */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { HouseId } from "@novate/codec";
import { type NovateClient, saveKits } from "@novate/sdk";
import { fileStorage } from "@novate/sdk/files";
import type { Command } from "commander";

export interface KitFlags {
  /** `false`: nothing is kept. */
  readonly kits?: string | false;
}

export const addKitFlags = (command: Command): Command =>
  command
    .option("--kits <folder>", "where exit kits of your accounts are kept; .novate/exits at home unless told")
    .option("--no-kits", "keep no exit kit");

/** The folder of a person's kits: what the command was told, what the environment says, or a folder at home. */
export const kitFolder = ({ kits }: KitFlags): string =>
  resolve(typeof kits === "string" ? kits : (process.env.NOVATE_KITS ?? join(homedir(), ".novate", "exits")));

/** Saves the newest kits of some accounts. A house without vaults has none, and what fails here fails no command. */
export async function keepOwn(client: NovateClient, accountIds: readonly number[], flags: KitFlags): Promise<void> {
  if (flags.kits === false || accountIds.length === 0) return;
  const house = (await client.status().catch(() => null))?.house;
  if (house === undefined) return;
  const storage = fileStorage(kitFolder(flags));
  await saveKits({ client, house: house as HouseId, accountIds, storage }); // by its schema
}
