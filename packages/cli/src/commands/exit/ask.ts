/**
 * `novate exit ask`: asks by the vault what a house that ignores its owner does not take from the API: a withdrawal, or that all is wound
 * down. The house has to hear it, or the vault lets everybody out.
 *
 * @module
 */
import { vaultsOf } from "@novate/agents";
import { vaultCalls } from "@novate/chains";
import { bytesToHex, type ExitKit, encode, type Hex, InboxKind, InboxWithdrawal } from "@novate/codec";
import { atoms } from "@novate/num";
import { createClient } from "@novate/sdk";
import { Argument } from "commander";
import { atomsText } from "../../shared/amounts.ts";
import { addressOf, type RpcFlag, rpcFlag, sourceOf, writerOf } from "../../shared/chains.ts";
import type { AddCommand } from "../../shared/command.ts";
import { UsageError } from "../../shared/failure.ts";
import { kitsOf } from "../../shared/kitSource.ts";
import type { KitSourceFlags } from "../../shared/kitSourceFlags.ts";
import { print } from "../../shared/output.ts";
import { rehearseCalls } from "../../shared/rehearseCalls.ts";
import { addRemoteFlags, idNumber, type RemoteFlags } from "../../shared/remote.ts";
import { addDryRunFlag, type DryRunFlag } from "../../shared/writeFlags.ts";
import type { Io } from "../../terminal/io.ts";
import { factLines } from "../../terminal/table.ts";
import { MOST_GAS } from "./places.ts";

interface Flags extends RemoteFlags, DryRunFlag {
  readonly account: number;
  readonly ownerKey: string;
  readonly rpc?: readonly RpcFlag[];
  readonly kits?: string;
  readonly vault?: number;
  readonly asset?: number;
  readonly amount?: bigint;
  readonly recipient?: Hex;
}

const ASKED = ["wind-down", "withdraw"] as const;

export const addAsk: AddCommand = (program, io) => {
  addDryRunFlag(addRemoteFlags(program.command("ask")))
    .description("Ask by the vault, past a house that ignores you: the owner's key sends it, and pays for gas.")
    .addArgument(new Argument("<what>", "end all positions and orders, or pay out").choices(ASKED))
    .requiredOption("--account <id>", "whose", idNumber)
    .requiredOption("--owner-key <file>", "the owner's key; another's is passed over")
    .option("--rpc <chain=url>", "where a chain is asked", rpcFlag)
    .option("--kits <folder>", "where kits are kept: they say where the vaults are, with no node")
    .option("--vault <id>", "by which vault; where the asset lies, or the first on a chain that was named", idNumber)
    .option("--asset <id>", "of a withdrawal: which asset", idNumber)
    .option("--amount <atoms>", "of a withdrawal: how much; what is there, where that is less", atomsText)
    .option("--recipient <address>", "of a withdrawal: who is paid; the owner unless told", addressOf)
    .action((what: (typeof ASKED)[number], flags: Flags) => ask(what, flags, io));
};

async function ask(what: (typeof ASKED)[number], flags: Flags, io: Io): Promise<void> {
  const { account: accountId, rpc = [], ownerKey } = flags;
  const [kit] = await kitsOf(kitFlags(flags), io.err);
  const assetVault = what === "withdraw" ? await vaultOfAsset(kit!, flags) : null; // `kitsOf` refuses where there is none
  const wanted = flags.vault ?? assetVault;
  const where = vaultsOf([kit!]).find(({ vaultId, chainId }) =>
    wanted === null ? rpc.some((one) => one.chainId === chainId) : vaultId === wanted,
  );
  if (where === undefined)
    throw new UsageError("VaultUnknown", "no vault of the house is on a chain that was named: --rpc CHAIN=URL");
  const { chainId, vault } = where;
  const owner = await writerOf(sourceOf(rpc, chainId), chainId, ownerKey, { mostGas: MOST_GAS });
  const [claim] = kit!.claims;
  if (claim !== undefined && claim.exitChain === 0 && claim.exitAddress !== owner.address)
    throw new UsageError(
      "KeyMismatch",
      `account ${accountId} is not ${owner.address}'s: what another asks for is passed over`,
    );
  const segmentId = claim?.segmentId ?? (await createClient(flags).account(accountId)).segmentId;
  const target = { ownerChain: 0n, owner: owner.address, segmentId, accountId };
  const payTo = kit!.sections.find(({ section }) => section.vaultId === (assetVault ?? where.vaultId))!.section.chainId; // as above
  const call =
    what === "wind-down"
      ? vaultCalls.request(vault, InboxKind.windDown, target, "0x")
      : vaultCalls.request(vault, InboxKind.withdraw, target, withdrawalOf(flags, payTo, owner.address));
  if (flags.dryRun === true) return rehearseCalls(chainId, owner.address, [call], flags, io);
  const transaction = await owner.send(call);
  const answer = { what, accountId, owner: owner.address, vaultId: where.vaultId, chainId, vault, transaction };
  const page = () =>
    factLines([
      ["transaction", transaction],
      ["vault", `${vault} of chain ${chainId}`],
      ["asked for", `${what} of account ${accountId}, by its owner ${owner.address}`],
      ["heard", "in its turn, once validators call its block final; see `novate exit show`"],
      ["else", "seven days after its block anybody may ask for the vault's exit: `novate exit pay`"],
    ]);
  print(answer, flags, io, { page });
}

const kitFlags = ({ account, kits }: Flags): KitSourceFlags => ({
  account: [account],
  ...(kits !== undefined && { kits }),
});

async function vaultOfAsset({ assets }: ExitKit, { asset, amount }: Flags): Promise<number> {
  if (asset === undefined || amount === undefined)
    throw new UsageError("AmountMissing", "nothing says what is withdrawn", "Name it with --asset ID --amount ATOMS.");
  const found = assets.find((one) => one.asset.assetId === asset);
  if (found === undefined) throw new UsageError("AssetNotLocated", `asset ${asset} lies in no vault`);
  return found.asset.vaultId;
}

const withdrawalOf = ({ asset, amount, recipient }: Flags, chainId: number, owner: Hex): Hex =>
  bytesToHex(
    encode(InboxWithdrawal, { assetId: asset!, amountAtoms: atoms(amount!), chainId, recipient: recipient ?? owner }),
  ); // `vaultOfAsset` has asked
