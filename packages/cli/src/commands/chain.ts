/**
 * `novate chain`: every vault against the ledger, once or as long as one watches.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  askHouse,
  type CustodyRows,
  createExitAlarms,
  createWatcher,
  type ExitSign,
  exitMetrics,
  isSound,
  type Reconciled,
  type Stranger,
  signText,
  type VaultOutlook,
  vaultMetrics,
} from "@novate/agents";
import type { SentCalls } from "@novate/chains";
import { leastQuorum } from "@novate/engine";
import { createClient } from "@novate/sdk";
import { type RpcFlag, rpcFlag, sourcesOf, writerOf } from "../shared/chains.ts";
import type { AddCommand } from "../shared/command.ts";
import { RefusedError, UsageError } from "../shared/failure.ts";
import { addRemoteFlags, idNumber, type RemoteFlags } from "../shared/remote.ts";
import { printAnswer, type Units } from "../shared/units.ts";
import { wholeNumber } from "../shared/values.ts";
import type { Io } from "../terminal/io.ts";
import { tableLines } from "../terminal/table.ts";

interface Flags extends RemoteFlags {
  readonly rpc?: readonly RpcFlag[];
  readonly watch?: number;
  readonly metrics?: true;
  readonly guardianKey?: string;
  readonly vault?: number;
}

export const addChain: AddCommand = (program, io) => {
  addRemoteFlags(program.command("chain"))
    .option("--rpc <chain=url>", "where a chain is asked; twice, and one alone stops nothing", rpcFlag)
    .option("--vault <id>", "one vault alone", idNumber)
    .option("--watch <ms>", "again and again, so often", wholeNumber(100, 3_600_000))
    .option("--metrics", "print gauges in the text form of Prometheus")
    .option("--guardian-key <file>", "stop a vault whose books part, with a guardian's key")
    .action((flags: Flags) => chain(flags, io));
};

async function chain(flags: Flags, io: Io): Promise<void> {
  const { rpc = [], guardianKey, watch, vault } = flags;
  if (rpc.length === 0)
    throw new UsageError("RpcMissing", "no chain is named", "Say where chains are asked: --rpc CHAIN=URL.");
  const places = new Map(
    await Promise.all(
      [...sourcesOf(rpc)].map(async ([chainId, sources]) => {
        const sent: SentCalls = new Map();
        const guardians =
          guardianKey === undefined
            ? undefined
            : await Promise.all(sources.map((source) => writerOf(source, chainId, guardianKey, { sent })));
        return [chainId, { sources, fromBlock: 0n, ...(guardians !== undefined && { guardians }) }] as const;
      }),
    ),
  );
  const found: Reconciled[] = [];
  const strangers: Stranger[] = [];
  const doubts: unknown[] = [];
  const onDoubt = (failure: unknown, about: string): void => {
    doubts.push(failure);
    io.err(`${about}: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  };
  const outlooks: VaultOutlook[] = [];
  const signs: ExitSign[] = [];
  const alarms = createExitAlarms({
    places,
    onSign(sign) {
      signs.push(sign);
      io.err(`ALERT ${signText(sign)}\n`);
    },
    onOutlook: (outlook) => outlooks.push(outlook),
    onDoubt,
  });
  const watcher = createWatcher({
    places,
    onReconciled: (one) => found.push(one),
    onAlert: ({ vaultId, assetId, differenceAtoms }) =>
      io.err(`ALERT vault ${vaultId} asset ${assetId}: books part by ${differenceAtoms} atoms\n`),
    onStranger: (one) => {
      strangers.push(one);
      io.err(`ALERT vault ${one.vaultId} of chain ${one.chainId}: the house never said ${one.what} ${one.hash}\n`);
    },
    onDoubt,
  });
  const client = createClient(flags);
  if (vault !== undefined) await client.vault(vault); // it is refused by name where there is none
  const house = askHouse(client);
  for (;;) {
    found.length = 0;
    outlooks.length = 0;
    const whole = await house.catchUp();
    const vaults = whole.vaults.filter(({ spec }) => vault === undefined || spec.vaultId === vault);
    const rows = { ...whole, vaults };
    await watcher.look(rows);
    await alarms.look(rows);
    if (flags.metrics === true) io.out(vaultMetrics(found) + exitMetrics(outlooks));
    else {
      await printAnswer(client, found.map(toJson), flags, io, { page: chainPage, records: (all) => all });
      (flags.output === "table" ? io.out : io.err)(`${quorumText(rows)}\n`);
    }
    if (watch === undefined || io.stopped.aborted) break;
    await sleep(watch, undefined, { signal: io.stopped }).catch(() => {});
    if (io.stopped.aborted) break;
  }
  if (doubts.length > 0) throw new RefusedError("ChainsUnread", "not every vault could be read");
  if (strangers.length > 0) throw new RefusedError("VaultDeceived", "a vault was told what the house never said");
  if (signs.length > 0) throw new RefusedError("ExitSigns", "something should worry who has money there");
  if (!found.every(isSound)) throw new RefusedError("BooksPart", "a vault and the ledger differ, or a token is short");
}

/** Who holds the keys a house cannot know: one operator may hold them all. */
function quorumText({ validators }: Pick<CustodyRows, "validators">): string {
  if (validators === null) return "Quorum: there are no validators, a custodian's word counts";
  const { members, hotHash } = validators;
  return `Quorum: ${leastQuorum(members)} of ${members.length} keys at least, hot set ${hotHash}; ask who holds them`;
}

type Line = Readonly<
  Record<"chainId" | "vaultId" | "assetId" | "onChain" | "ledger" | "unheard" | "unproven" | "difference", string>
>;

const toJson = (row: Reconciled): Line => ({
  chainId: String(row.chainId),
  vaultId: String(row.vaultId),
  assetId: String(row.assetId),
  onChain: row.heldAtoms.toString(),
  ledger: row.ledgerAtoms.toString(),
  unheard: row.unheardAtoms.toString(),
  unproven: row.unprovenAtoms.toString(),
  difference: row.differenceAtoms.toString(),
});

const chainPage = (rows: readonly Line[], units: Units): string =>
  tableLines(
    [
      ["CHAIN", "right"],
      ["VAULT", "right"],
      ["ASSET", "right"],
      ["ON CHAIN", "right"],
      ["LEDGER", "right"],
      ["UNHEARD", "right"],
      ["UNPROVEN", "right"],
      ["DIFFERENCE", "right"],
    ],
    rows.map(({ chainId, vaultId, assetId, onChain, ledger, unheard, unproven, difference }) => [
      chainId,
      vaultId,
      units.symbol(Number(assetId)),
      ...[onChain, ledger, unheard, unproven, difference].map((atoms) => units.money(atoms, Number(assetId))),
    ]),
  );
