/**
 * Flags of commands that sign something for the house.
 *
 * @module
 */
import type { Command } from "commander";
import { addKeyFlags, type KeyFlags } from "./keys.ts";
import { addRemoteFlags, type RemoteFlags } from "./remote.ts";

export interface DryRunFlag {
  readonly dryRun?: true;
}

export const addDryRunFlag = (command: Command): Command =>
  command.option("--dry-run", "send nothing: say what would be sent, and every fault of it");

export interface WriteFlags extends RemoteFlags, KeyFlags, DryRunFlag {}

export const addWriteFlags = (command: Command): Command => addDryRunFlag(addKeyFlags(addRemoteFlags(command)));
