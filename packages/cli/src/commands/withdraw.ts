/**
 * `novate withdraw`: asks the house to pay out of the vault where an asset lies.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { type AmountText, amountText, atomsOf } from "../shared/amounts.ts";
import { addressOf } from "../shared/chains.ts";
import type { AddCommand } from "../shared/command.ts";
import { UsageError } from "../shared/failure.ts";
import { addKitFlags, type KitFlags } from "../shared/kits.ts";
import { clientOf, idNumber } from "../shared/remote.ts";
import { sendAsked } from "../shared/sendAsked.ts";
import { addWriteFlags, type WriteFlags } from "../shared/writeFlags.ts";
import type { Io } from "../terminal/io.ts";

interface Flags extends WriteFlags, KitFlags {
  readonly account: number;
  readonly asset: number;
  readonly amount: AmountText;
  readonly recipient?: Hex;
}

export const addWithdraw: AddCommand = (program, io) => {
  addKitFlags(addWriteFlags(program.command("withdraw")))
    .requiredOption("--account <id>", "whose balance", idNumber)
    .requiredOption("--asset <id>", "which asset", idNumber)
    .requiredOption("--amount <amount>", "how much: atoms, or such as 12.5USDC", amountText)
    .option("--recipient <address>", "who is paid; the account's owner unless told", addressOf)
    .action((flags: Flags) => withdraw(flags, io));
};

async function withdraw(flags: Flags, io: Io): Promise<void> {
  const { account: accountId, asset: assetId } = flags;
  const client = clientOf(flags);
  const [{ owner }, locations, vaults, amountAtoms] = await Promise.all([
    client.account(accountId),
    client.rows("locations"),
    client.rows("vaults"),
    atomsOf(client, flags.amount, assetId),
  ]);
  const location = locations.rows.find((row) => row.assetId === assetId);
  const vault = vaults.rows.find(({ spec }) => spec.vaultId === location?.vaultId);
  if (vault === undefined)
    throw new UsageError(
      "AssetNotLocated",
      `asset ${assetId} lies in no vault`,
      "A custodian pays it: send a WithdrawCollateral that names the custodian's chain, with `novate tx send`.",
    );
  const recipient = flags.recipient ?? (owner as Hex); // by its schema
  const command = {
    type: "WithdrawCollateral",
    accountId,
    assetId,
    amountAtoms,
    chainId: vault.spec.chainId,
    recipient,
  } as const;
  await sendAsked(command, flags, io);
}
