/**
 * `novate exit prove`: what each vault owes an account, by a kit that was saved; nobody is asked.
 *
 * @module
 */
import { writeFile } from "node:fs/promises";
import { ExitKit, toJson } from "@novate/codec";
import type { AddCommand } from "../../shared/command.ts";
import { UsageError } from "../../shared/failure.ts";
import { kitsOf } from "../../shared/kitSource.ts";
import { addKitSourceFlags, type KitSourceFlags } from "../../shared/kitSourceFlags.ts";
import { print } from "../../shared/remote.ts";
import type { Io } from "../../terminal/io.ts";
import { claimOf, claimPage } from "./claimPage.ts";

interface Flags extends KitSourceFlags {
  readonly out?: string;
  readonly json?: true;
}

export const addProve: AddCommand = (program, io) => {
  addKitSourceFlags(program.command("prove"))
    .description("What each vault owes an account if its house is gone, from a saved kit or a stopped node's folder.")
    .option("--out <file>", "write the kit there, to be taken along; of one account")
    .option("--json", "print JSON")
    .action((flags: Flags) => prove(flags, io));
};

async function prove(flags: Flags, io: Io): Promise<void> {
  const kits = await kitsOf(flags, io.err);
  const { out } = flags;
  if (out !== undefined && kits.length !== 1)
    throw new UsageError("AccountMissing", `${kits.length} accounts have kits here: name one with --account`);
  if (out !== undefined) await writeFile(out, `${JSON.stringify(toJson(ExitKit, kits[0]!))}\n`);
  const isPinned = flags.house !== undefined && flags.set !== undefined;
  const answer = kits.map((kit) => claimOf(kit, isPinned));
  print(answer, flags, io, (all) => all.map(claimPage).join("\n"));
  if (!isPinned)
    io.err(
      "Nobody but the kit says which set signs for this house: compare it with its vaults, or name both with --house and --set.\n",
    );
}
