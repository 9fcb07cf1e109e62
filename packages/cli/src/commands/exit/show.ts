/**
 * `novate exit show`: how far segments are with their end and vaults with their exit, what is left to be done, by when, and what accounts get.
 *
 * Everybody is asked who is named, and nobody is needed: a node for the house's side, chains for the vaults', kits for accounts.
 *
 * @module
 */
import { type ExitPlaceOf, lookAhead } from "@novate/agents";
import { exitArchiveAt } from "@novate/node";
import { createClient } from "@novate/sdk";
import { type RpcFlag, rpcFlag } from "../../shared/chains.ts";
import type { AddCommand } from "../../shared/command.ts";
import { RefusedError, UsageError } from "../../shared/failure.ts";
import { allKitsOf } from "../../shared/kitSource.ts";
import { addKitSourceFlags, type KitSourceFlags } from "../../shared/kitSourceFlags.ts";
import { print } from "../../shared/output.ts";
import { addRemoteFlags, type RemoteFlags } from "../../shared/remote.ts";
import type { Io } from "../../terminal/io.ts";
import { duesOf } from "./dues.ts";
import { houseSide, NO_HOUSE } from "./houseSide.ts";
import { exitPlaces } from "./places.ts";
import { type ExitView, showPage } from "./showPage.ts";

interface Flags extends RemoteFlags, KitSourceFlags {
  readonly rpc?: readonly RpcFlag[];
  readonly node: boolean;
}

export const addShow: AddCommand = (program, io) => {
  addKitSourceFlags(addRemoteFlags(program.command("show")))
    .description("Wind-ups and exits: how far they are, what is left to do and by when, and what accounts get.")
    .option("--rpc <chain=url>", "where a chain is asked", rpcFlag)
    .option("--no-node", "ask no node: kits and chains alone")
    .action((flags: Flags) => show(flags, io));
};

const textOf = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);

async function show(flags: Flags, io: Io): Promise<void> {
  const { rpc, data, account } = flags;
  const doubts: string[] = [];
  const doubt = (about: string, failure: unknown): void => {
    doubts.push(about);
    io.err(`${about}: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  };
  const house = flags.node
    ? await houseSide(createClient(flags)).catch((failure: unknown) => {
        io.err(`node: ${failure instanceof Error ? failure.message : String(failure)}; without the house's side\n`);
        return NO_HOUSE;
      })
    : NO_HOUSE;
  const kits = await allKitsOf(flags, io.err).catch((failure: unknown) => {
    const isNone = failure instanceof UsageError && ["KitMissing", "AccountMissing"].includes(failure.code);
    if (!isNone || account !== undefined) throw failure;
    return []; // nobody was asked about
  });
  const places = rpc === undefined ? new Map() : await exitPlaces({ rpc });
  const archive = data === undefined ? {} : { archive: exitArchiveAt(data) };
  const dues = await duesOf({
    kits,
    ...archive,
    places,
    onDoubt: (failure, { vaultId }) => doubt(`vault ${vaultId}`, failure),
  });
  const vaults: ExitView["vaults"][number][] = [];
  for (const where of everyVault(house.vaults, dues.vaults)) {
    const place = places.get(where.chainId);
    const own = house.vaults.find((one) => one.vaultId === where.vaultId) ?? null;
    const chain =
      place === undefined
        ? null
        : await lookAhead(place, where).catch((failure: unknown) => {
            doubt(`vault ${where.vaultId}`, failure);
            return null;
          });
    vaults.push({ ...where, house: own, chain });
  }
  const { height, segments } = house;
  const view: ExitView = { height, segments, vaults, accounts: dues.accounts };
  print(JSON.parse(JSON.stringify(view, textOf)) as unknown, flags, io, {
    page: () => showPage(view, house.tokens),
    records: () => dueRecords(view),
  });
  if (doubts.length > 0) throw new RefusedError("ChainsUnread", "not every vault could be read");
}

/** A record an account and payment. */
const dueRecords = ({ accounts }: ExitView): object[] =>
  accounts.flatMap(({ dues, ...account }) =>
    dues.map((due) => ({ ...account, ...due, amountAtoms: due.amountAtoms?.toString() ?? null })),
  );

/** By vault id, once each. */
function everyVault(...lists: readonly (readonly ExitPlaceOf[])[]): ExitPlaceOf[] {
  const found = new Map(lists.flat().map(({ vaultId, chainId, vault }) => [vaultId, { vaultId, chainId, vault }]));
  return [...found.values()].sort((one, other) => one.vaultId - other.vaultId);
}
