/**
 * What accounts would leave with, kept by every command that asks a house about them: quietly, and never at the price of the command.
 *
 * @module
 */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { HouseId } from "@novate/codec";
import { KitRefused, type NovateClient, NovateFailure, saveKits } from "@novate/sdk";
import { fileStorage } from "@novate/sdk/files";
import type { Command } from "commander";
import type { Io } from "../terminal/io.ts";

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

/**
 * Saves the newest kits of some accounts. A house without vaults has none, and what fails here fails no command; but what the disk does not
 * take, and a kit that no vault would pay by, are told: nobody leaves by what was not kept.
 */
export async function keepOwn(
  client: NovateClient,
  accountIds: readonly number[],
  flags: KitFlags,
  io: Pick<Io, "err">,
): Promise<void> {
  if (flags.kits === false || accountIds.length === 0) return;
  const house = (await client.status().catch(() => null))?.house;
  if (house === undefined) return;
  const folder = kitFolder(flags);
  const told = new Set<string>();
  const onFailure = (failure: unknown): void => {
    if (!(failure instanceof Error) || failure instanceof NovateFailure || told.has(failure.message)) return;
    told.add(failure.message);
    const advice =
      failure instanceof KitRefused ? "ask another node" : "free the disk, or name another folder with --kits";
    io.err(`WARNING no exit kit was kept in ${folder}: ${failure.message}; ${advice}\n`);
  };
  await saveKits({ client, house: house as HouseId, accountIds, storage: fileStorage(folder), onFailure }); // by its schema
}
