/**
 * Flags that say which kits are meant, and where they are.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { Command } from "commander";
import { hexOf, idNumber } from "./remote.ts";
import { wholeNumber } from "./values.ts";

export interface KitSourceFlags {
  readonly account?: readonly number[];
  readonly kit?: readonly string[];
  readonly kits?: string;
  readonly data?: string;
  readonly genesis?: string;
  readonly epoch?: number;
  readonly house?: Hex;
  readonly set?: Hex;
}

/** Told of each that lies there and is not good, in words for a person. */
export type Warn = (text: string) => void;

const hashOf = hexOf(32, "a hash");
const collected =
  <T>(read: (text: string) => T) =>
  (text: string, before: readonly T[] = []): T[] => [...before, read(text)];
const epochNumber = wholeNumber(1, 0xffff_ffff);

export const addKitSourceFlags = (command: Command): Command =>
  command
    .option("--account <id>", "whose; may be given several times, all that are kept unless told", collected(idNumber))
    .option("--kit <file>", "a kit that was saved; may be given several times", collected(String))
    .option("--kits <folder>", "the folder in which kits are kept; .novate/exits at home unless told")
    .option("--data <folder>", "the folder of a stopped node, of its exits or of a snapshot, in place of kits")
    .option("--genesis <file>", "how the house began: works out of the blocks in --data what is not kept there")
    .option("--epoch <n>", "of which epoch; the newest unless told", epochNumber)
    .option("--house <hash>", "the house that you know; what is of another is refused", hashOf)
    .option("--set <hash>", "the set of signers that you know, as vaults have it; another's word is refused", hashOf);
