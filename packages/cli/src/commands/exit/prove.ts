/**
 * `novate exit prove`: what each vault owes an account, by a kit that was saved; nobody is asked, or chains alone.
 *
 * @module
 */
import { writeFile } from "node:fs/promises";
import { type ExitPlaceOf, kitsPaidBy } from "@novate/agents";
import { ExitKit, toJson } from "@novate/codec";
import { exitArchiveAt } from "@novate/node";
import { type RpcFlag, rpcFlag } from "../../shared/chains.ts";
import type { AddCommand } from "../../shared/command.ts";
import { UsageError } from "../../shared/failure.ts";
import { allKitsOf, kitsOf } from "../../shared/kitSource.ts";
import { addKitSourceFlags, type KitSourceFlags } from "../../shared/kitSourceFlags.ts";
import { addOutputFlags, type OutputFlags, print } from "../../shared/output.ts";
import type { Io } from "../../terminal/io.ts";
import { claimOf, claimPage, claimRecords } from "./claimPage.ts";
import { exitPlaces } from "./places.ts";
import { amountsOf, inAtoms } from "./tokenNames.ts";

interface Flags extends KitSourceFlags, OutputFlags {
  readonly rpc?: readonly RpcFlag[];
  readonly out?: string;
}

export const addProve: AddCommand = (program, io) => {
  addOutputFlags(addKitSourceFlags(program.command("prove")))
    .description("What each vault owes an account if its house is gone, from a saved kit or a stopped node's folder.")
    .option(
      "--rpc <chain=url>",
      "ask the chain too: of a vault in exit the kit that it pays by, not the newest",
      rpcFlag,
    )
    .option("--out <file>", "write the kit there, to be taken along; of one account")
    .action((flags: Flags) => prove(flags, io));
};

async function prove(flags: Flags, io: Io): Promise<void> {
  const kits = flags.rpc === undefined ? await kitsOf(flags, io.err) : await paidBy(flags, flags.rpc, io);
  const { out } = flags;
  if (out !== undefined && kits.length !== 1)
    throw new UsageError("AccountMissing", `${kits.length} kits are here`, "Name one with --account, and --epoch.");
  if (out !== undefined) await writeFile(out, `${JSON.stringify(toJson(ExitKit, kits[0]!))}\n`);
  const isPinned = flags.house !== undefined && flags.set !== undefined;
  const answer = kits.map((kit) => claimOf(kit, isPinned));
  const owed = answer.flatMap(({ payouts }) => payouts);
  const isAsked = flags.rpc !== undefined && flags.output === "table";
  const amountText = isAsked ? await amountsOf(await exitPlaces({ rpc: flags.rpc }), owed) : inAtoms;
  const page = (all: typeof answer) => all.map((claim) => claimPage(claim, amountText)).join("\n");
  print(answer, flags, io, { page, records: claimRecords });
  if (!isPinned)
    io.err(
      "Nobody but the kit says which set signs for this house: compare it with its vaults, or name both with --house and --set.\n",
    );
}

async function paidBy(flags: Flags, rpc: readonly RpcFlag[], io: Io): Promise<ExitKit[]> {
  const kits = await allKitsOf(flags, io.err);
  const onDoubt = (failure: unknown, { vaultId }: ExitPlaceOf): void =>
    io.err(`vault ${vaultId}: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  const kept = flags.data === undefined ? {} : { archive: exitArchiveAt(flags.data) };
  return kitsPaidBy({ kits, ...kept, places: await exitPlaces({ rpc }), onDoubt });
}
