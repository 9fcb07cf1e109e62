/**
 * `novate move`: gives a claim on one vault for one on another of the same currency, against who offers it.
 *
 * @module
 */
import { type AmountText, amountText, atomsOf } from "../shared/amounts.ts";
import type { AddCommand } from "../shared/command.ts";
import { addKitFlags, type KitFlags } from "../shared/kits.ts";
import { clientOf, idNumber } from "../shared/remote.ts";
import { sendAsked } from "../shared/sendAsked.ts";
import { addWriteFlags, type WriteFlags } from "../shared/writeFlags.ts";

interface Flags extends WriteFlags, KitFlags {
  readonly account: number;
  readonly from: number;
  readonly to: number;
  readonly amount: AmountText;
  readonly minimum: AmountText;
}

export const addMove: AddCommand = (program, io) => {
  addKitFlags(addWriteFlags(program.command("move")))
    .requiredOption("--account <id>", "whose claim", idNumber)
    .requiredOption("--from <asset>", "which asset is given", idNumber)
    .requiredOption("--to <asset>", "which asset is asked for", idNumber)
    .requiredOption("--amount <amount>", "how much is given: atoms, or such as 12.5USDC", amountText)
    .requiredOption("--minimum <amount>", "how much must come at least, or nothing moves", amountText)
    .action(async ({ account: accountId, from: fromAssetId, to: toAssetId, ...flags }: Flags) => {
      const client = clientOf(flags);
      const amountAtoms = await atomsOf(client, flags.amount, fromAssetId);
      const minimumAtoms = await atomsOf(client, flags.minimum, toAssetId);
      const sums = { amountAtoms, minimumAtoms };
      await sendAsked({ type: "MoveClaim", accountId, fromAssetId, toAssetId, ...sums }, flags, io);
    });
};
