/**
 * `novate deposit`: pays a token into a vault; the house credits it once it is proven.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { ChainError, type ChainWriter, vaultCalls } from "@novate/chains";
import type { Hex } from "@novate/codec";
import { type AmountText, amountText, atomsOf } from "../shared/amounts.ts";
import { addressOf, type RpcFlag, rpcFlag, sourceOf, writerOf } from "../shared/chains.ts";
import type { AddCommand } from "../shared/command.ts";
import { UsageError } from "../shared/failure.ts";
import { addKitFlags, type KitFlags, keepOwn } from "../shared/kits.ts";
import { rehearseCalls } from "../shared/rehearseCalls.ts";
import { addRemoteFlags, clientOf, idNumber, type RemoteFlags } from "../shared/remote.ts";
import { printAnswer, type Units } from "../shared/units.ts";
import { addDryRunFlag, type DryRunFlag } from "../shared/writeFlags.ts";
import type { Io } from "../terminal/io.ts";
import { factLines } from "../terminal/table.ts";

interface Flags extends RemoteFlags, KitFlags, DryRunFlag {
  readonly rpc?: readonly RpcFlag[];
  readonly asset: number;
  readonly amount: AmountText;
  readonly segment: number;
  readonly account: number;
  readonly owner?: Hex;
  readonly payerKey: string;
}

const MINED_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 200;

export const addDeposit: AddCommand = (program, io) => {
  addDryRunFlag(addKitFlags(addRemoteFlags(program.command("deposit"))))
    .requiredOption("--asset <id>", "which of the house's assets", idNumber)
    .requiredOption("--amount <amount>", "how much of its token: atoms, or such as 12.5USDC", amountText)
    .requiredOption("--payer-key <file>", "the key that has the token, and pays for gas")
    .option("--rpc <chain=url>", "where the asset's chain is asked", rpcFlag)
    .option("--segment <id>", "segment of the account", idNumber, 1)
    .option("--account <id>", "the account; 0: a new one of the owner's", idNumber, 0)
    .option("--owner <address>", "whose account it is; the payer's unless told", addressOf)
    .action((flags: Flags) => deposit(flags, io));
};

async function deposit(flags: Flags, io: Io): Promise<void> {
  const { asset, rpc = [], payerKey } = flags;
  const client = clientOf(flags);
  const amount = await atomsOf(client, flags.amount, asset);
  const [locations, vaults] = await Promise.all([client.rows("locations"), client.rows("vaults")]);
  const location = locations.rows.find(({ assetId }) => assetId === asset);
  const vault = vaults.rows.find(({ spec }) => spec.vaultId === location?.vaultId);
  if (location === undefined || vault === undefined)
    throw new UsageError("AssetNotLocated", `asset ${asset} lies in no vault`);
  const { chainId, vault: address } = vault.spec;
  const source = sourceOf(rpc, chainId);
  const payer = await writerOf(source, chainId, payerKey);
  const owner = flags.owner ?? payer.address;
  const target = { ownerChain: 0n, owner, segmentId: flags.segment, accountId: flags.account };
  const approval = vaultCalls.approve(location.token as Hex, address as Hex, amount); // by the tables' schemas
  const payment = vaultCalls.deposit(address as Hex, location.token as Hex, amount, target);
  if (flags.dryRun === true) return rehearseCalls(chainId, payer.address, [approval, payment], flags, io);
  await mined(payer, approval);
  const done = await mined(payer, payment);
  const answer = { transaction: done.hash, block: done.blockNumber.toString(), chainId, vault: address, owner };
  const page = (_: object, units: Units) =>
    factLines([
      ["transaction", done.hash],
      ["block", `${done.blockNumber} of chain ${chainId}`],
      ["amount", units.money(String(amount), asset)],
      ["vault", address],
      ["owner", owner],
      ["credited", "once two thirds of the validators call the block final, and a relayer has proven it"],
    ]);
  await printAnswer(client, answer, flags, io, { page });
  const { accounts } = await client.accounts(owner);
  await keepOwn(
    client,
    accounts.map(({ accountId }) => accountId),
    flags,
    io,
  );
}

async function mined(writer: ChainWriter, call: Parameters<ChainWriter["send"]>[0]) {
  const hash = await writer.send(call);
  for (const until = performance.now() + MINED_WITHIN_MS; performance.now() < until; await sleep(LOOK_EVERY_MS)) {
    const found = await writer.outcome(hash);
    if (found !== null) return found;
  }
  throw new ChainError("NotMined", `no block took ${hash} within ${MINED_WITHIN_MS / 1_000} s`);
}
