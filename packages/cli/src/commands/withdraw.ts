/**
 * `novate withdraw`: asks the house to pay out of the vault where an asset lies.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { atoms, HOUR_MS } from "@novate/num";
import { signTransaction } from "@novate/sdk";
import { addressOf } from "../shared/chains.ts";
import type { AddCommand } from "../shared/command.ts";
import { UsageError } from "../shared/failure.ts";
import { addKeyFlags, type KeyFlags, keyOf } from "../shared/keys.ts";
import { mustBeAccepted, receiptPage } from "../shared/receipt.ts";
import { addRemoteFlags, clientOf, idNumber, print, type RemoteFlags } from "../shared/remote.ts";
import type { Io } from "../terminal/io.ts";
import { atomsText } from "./deposit.ts";

interface Flags extends RemoteFlags, KeyFlags {
  readonly account: number;
  readonly asset: number;
  readonly amount: bigint;
  readonly recipient?: Hex;
}

const LIFETIME_MS = HOUR_MS;

export const addWithdraw: AddCommand = (program, io) => {
  addKeyFlags(addRemoteFlags(program.command("withdraw")))
    .description("Ask for a payment on the chain where the asset lies. Windows queue it, and never refuse it.")
    .requiredOption("--account <id>", "whose balance", idNumber)
    .requiredOption("--asset <id>", "which asset", idNumber)
    .requiredOption("--amount <atoms>", "how much", atomsText)
    .option("--recipient <address>", "who is paid; the account's owner unless told", addressOf)
    .action((flags: Flags) => withdraw(flags, io));
};

async function withdraw(flags: Flags, io: Io): Promise<void> {
  const { account: accountId, asset: assetId, amount } = flags;
  const client = clientOf(flags);
  const key = await keyOf(flags);
  const [{ house, timeMs }, { owner }, locations, vaults, nonce] = await Promise.all([
    client.status(),
    client.account(accountId),
    client.rows("locations"),
    client.rows("vaults"),
    client.nextNonce(key.signer),
  ]);
  const location = locations.rows.find((row) => row.assetId === assetId);
  const vault = vaults.rows.find(({ spec }) => spec.vaultId === location?.vaultId);
  if (vault === undefined) throw new UsageError("AssetNotLocated", `asset ${assetId} lies in no vault`);
  const recipient = flags.recipient ?? (owner as Hex); // by its schema
  const command = {
    type: "WithdrawCollateral",
    accountId,
    assetId,
    amountAtoms: atoms(amount),
    chainId: vault.spec.chainId,
    recipient,
  } as const;
  const expiresAtMs = timeMs + LIFETIME_MS;
  const signed = signTransaction({ house: house as Hex, signer: key.signer, nonce, expiresAtMs, command }, key);
  const receipt = await client.submit(signed);
  print(receipt, flags, io, receiptPage);
  mustBeAccepted(receipt);
}
