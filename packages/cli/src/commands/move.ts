/**
 * `novate move`: gives a claim on one vault for one on another of the same currency, against who offers it.
 *
 * @module
 */
import { atoms } from "@novate/num";
import type { AddCommand } from "../shared/command.ts";
import { addKitFlags, type KitFlags } from "../shared/kits.ts";
import { idNumber } from "../shared/remote.ts";
import { sendAsked } from "../shared/sendAsked.ts";
import { addWriteFlags, type WriteFlags } from "../shared/writeFlags.ts";
import { atomsText } from "./deposit.ts";

interface Flags extends WriteFlags, KitFlags {
  readonly account: number;
  readonly from: number;
  readonly to: number;
  readonly amount: bigint;
  readonly minimum: bigint;
}

export const addMove: AddCommand = (program, io) => {
  addKitFlags(addWriteFlags(program.command("move")))
    .requiredOption("--account <id>", "whose claim", idNumber)
    .requiredOption("--from <asset>", "which asset is given", idNumber)
    .requiredOption("--to <asset>", "which asset is asked for", idNumber)
    .requiredOption("--amount <atoms>", "how much is given", atomsText)
    .requiredOption("--minimum <atoms>", "how much must come at least, or nothing moves", atomsText)
    .action(({ account: accountId, from: fromAssetId, to: toAssetId, ...flags }: Flags) => {
      const sums = { amountAtoms: atoms(flags.amount), minimumAtoms: atoms(flags.minimum) };
      return sendAsked({ type: "MoveClaim", accountId, fromAssetId, toAssetId, ...sums }, flags, io);
    });
};
