/**
 * `novate account`: accounts, their ledgers, and opening one.
 *
 * @module
 */
import { MarginMethod } from "@novate/codec";
import { MINUTE_MS } from "@novate/num";
import { type NovateClient, type SigningKey, signTransaction } from "@novate/sdk";
import type { Answers } from "@novate/wire";
import { Option } from "commander";
import type { AddCommand } from "../shared/command.ts";
import { keyOf } from "../shared/keys.ts";
import { addKitFlags, type KitFlags, keepOwn } from "../shared/kits.ts";
import { print } from "../shared/output.ts";
import { mustBeAccepted, receiptPage } from "../shared/receipt.ts";
import {
  addPageFlags,
  addRemoteFlags,
  clientOf,
  hexOf,
  idNumber,
  type PageFlags,
  pageOf,
  type RemoteFlags,
} from "../shared/remote.ts";
import { rehearseUnsigned, transactionFor } from "../shared/sendAsked.ts";
import { printAnswer } from "../shared/units.ts";
import { addWriteFlags, type WriteFlags } from "../shared/writeFlags.ts";
import { accountList, accountPage, callsPage, ledgerPage } from "./accountPage.ts";
import { eventRecords } from "./exportPages.ts";
import { withdrawalsPage } from "./withdrawalsPage.ts";

/** An order to the house is good for so long by the house's own clock. */
const VALID_MS = MINUTE_MS;
const METHODS = ["isolated", "cross", "portfolio"] as const;

interface OpenFlags extends WriteFlags, KitFlags {
  readonly segment: number;
  readonly method: (typeof METHODS)[number];
}

export const addAccount: AddCommand = (program, io) => {
  const account = program.command("account");
  addKitFlags(addRemoteFlags(account.command("show")))
    .description("One account: margin, balances, positions.")
    .argument("<account>", "its id", idNumber)
    .action(async (id: number, flags: RemoteFlags & KitFlags) => {
      const client = clientOf(flags);
      await printAnswer(client, client.account(id), flags, io, { page: accountPage });
      await keepOwn(client, [id], flags, io);
    });
  addRemoteFlags(account.command("list"))
    .description("An owner's accounts.")
    .argument("<owner>", "its address", hexOf(20, "an address"))
    .action((owner: `0x${string}`, flags: RemoteFlags) => {
      const client = clientOf(flags);
      const shape = { page: accountList, records: ({ accounts }: Answers["accounts"]) => accounts };
      return printAnswer(client, client.accounts(owner), flags, io, shape);
    });
  addPageFlags(account.command("ledger"))
    .description("Every event that touched an account, newest first.")
    .argument("<account>", "its id", idNumber)
    .action((id: number, flags: PageFlags) => {
      const client = clientOf(flags);
      const shape = { page: ledgerPage, records: eventRecords };
      return printAnswer(client, client.ledger(id, pageOf(flags)), flags, io, shape);
    });
  addPageFlags(account.command("withdrawals"))
    .description("Withdrawals under way: waiting, released, in a checkpoint, paid.")
    .argument("<account>", "its id", idNumber)
    .action((id: number, flags: PageFlags) => {
      const client = clientOf(flags);
      const shape = { page: withdrawalsPage, records: ({ withdrawals }: Answers["withdrawals"]) => withdrawals };
      return printAnswer(client, client.withdrawals(id, pageOf(flags)), flags, io, shape);
    });
  addPageFlags(account.command("calls"))
    .description("The margin calls that stand: amount and time as they were made.")
    .action((flags: PageFlags) => {
      const client = clientOf(flags);
      const shape = { page: callsPage, records: ({ calls }: Answers["calls"]) => calls };
      return printAnswer(client, client.calls(pageOf(flags)), flags, io, shape);
    });
  addKitFlags(addWriteFlags(account.command("open")))
    .description("Open an account; the key that signs owns it.")
    .option("--segment <id>", "where it clears", idNumber, 1)
    .addOption(new Option("--method <method>", "how its margin is grouped").choices(METHODS).default("cross"))
    .action(async (flags: OpenFlags) => {
      const client = clientOf(flags);
      const key = await keyOf(flags);
      const transaction = await transactionFor(client, key, openingOf(flags), VALID_MS);
      if (flags.dryRun === true) return rehearseUnsigned(client, transaction, flags, io);
      const receipt = await client.submit(signTransaction(transaction, key));
      const accountId = receipt.accepted ? await newestOf(client, key) : null;
      print({ ...receipt, accountId }, flags, io, {
        page: () => (accountId === null ? receiptPage(receipt) : `${receiptPage(receipt)}account      ${accountId}\n`),
      });
      if (accountId !== null) await keepOwn(client, [accountId], flags, io);
      mustBeAccepted(receipt);
    });
};

const openingOf = ({ segment, method }: OpenFlags) =>
  ({ type: "OpenAccount", segmentId: segment, method: MarginMethod[method] }) as const;

/** The account that the key's owner opened last. */
async function newestOf(client: NovateClient, { signer }: SigningKey): Promise<number | null> {
  const { accounts } = await client.accounts(`0x${signer.key.slice(-40)}`); // an owner is the last 20 bytes of its key
  return accounts.at(-1)?.accountId ?? null;
}
