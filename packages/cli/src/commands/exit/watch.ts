/**
 * `novate exit watch`: keeps what accounts would leave with, tells what should worry them, and asks for the exit by itself if told to.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type ExitSign, type ExitStep, ExitWatch, signText } from "@novate/agents";
import type { Hex, HouseId } from "@novate/codec";
import { ExitArchive } from "@novate/node";
import { fileStorage } from "@novate/sdk/files";
import { type RpcFlag, rpcFlag } from "../../shared/chains.ts";
import type { AddCommand } from "../../shared/command.ts";
import { RefusedError, UsageError } from "../../shared/failure.ts";
import { kitFolder } from "../../shared/kits.ts";
import { recordPrinter } from "../../shared/output.ts";
import { addRemoteFlags, clientOf, hexOf, idNumber, type RemoteFlags } from "../../shared/remote.ts";
import { wholeNumber } from "../../shared/values.ts";
import type { Io } from "../../terminal/io.ts";
import { stepJson } from "./page.ts";
import { exitPlaces } from "./places.ts";

interface Flags extends RemoteFlags {
  readonly account?: readonly number[];
  readonly house?: Hex;
  readonly set?: Hex;
  readonly rpc?: readonly RpcFlag[];
  readonly kits?: string;
  readonly archive?: string;
  readonly mostLeaves: number;
  readonly keep: number;
  readonly every: number;
  readonly gasKey?: string;
  readonly request?: true;
  readonly challenge?: true;
  readonly mostBond: number;
  readonly mostBonds?: number;
  readonly once?: true;
}

const GWEI = 1_000_000_000n;
const MILLION = 1_000_000;

const hashOf = hexOf(32, "a hash");

export const addWatch: AddCommand = (program, io) => {
  addRemoteFlags(program.command("watch"))
    .description(
      "Keep exit kits each epoch, and watch house and vaults: silence, unserved entries, two words, hidden data.",
    )
    .option("--account <id>", "whose kits are kept; may be given several times", (text, before: number[] = []) => [
      ...before,
      idNumber(text),
    ])
    .option("--house <hash>", "the house that you know; the node's word unless told", hashOf)
    .option("--set <hash>", "the set of signers that you know; any unless told", hashOf)
    .option("--rpc <chain=url>", "where a chain is asked", rpcFlag)
    .option("--kits <folder>", "where kits are kept; .novate/exits at home unless told")
    .option("--archive <folder>", "keep everybody's leaves there too: they answer challenges")
    .option("--most-leaves <n>", "millions of characters of an epoch that are read for it", wholeNumber(1, 10_000), 134)
    .option("--keep <n>", "epochs that are kept", wholeNumber(1, 10_000), 12)
    .option("--every <ms>", "look so often", wholeNumber(10, 3_600_000), 60_000)
    .option("--gas-key <file>", "the key that pays for gas, and for bonds: it answers challenges from the archive")
    .option("--request", "ask for the exit once there is a cause, and go through with it")
    .option("--challenge", "ask vaults for leaves that nobody gives; each costs a bond, so that it takes --set")
    .option("--most-bond <gwei>", "billionths of the chain's coin that a bond may cost", wholeNumber(0, 1e15), 1e8)
    .option(
      "--most-bonds <gwei>",
      "the same of a day's bonds together; eight of them unless told",
      wholeNumber(0, 1e15),
    )
    .option("--once", "look once; exit code 1 where something should worry you, or cannot be seen")
    .action((flags: Flags) => watch(flags, io));
};

async function watch(flags: Flags, io: Io): Promise<void> {
  const { account: accountIds = [], set, archive, keep, every, once } = flags;
  if (accountIds.length === 0)
    throw new UsageError("AccountMissing", "nothing says whose kits are kept", "Name an account with --account ID.");
  const needsKey = flags.request === true || flags.challenge === true;
  if (needsKey && flags.gasKey === undefined)
    throw new UsageError("KeyMissing", "asking a vault costs gas", "Name a key with --gas-key FILE.");
  if (flags.challenge === true && set === undefined)
    throw new UsageError("SetMissing", "a bond is paid to vaults of a set that you know", "Name it with --set HASH.");
  const client = clientOf(flags);
  const house = (flags.house ?? (await client.status()).house) as HouseId; // of their form both
  const tell = recordPrinter(flags, io);
  const signs = new Map<string, ExitSign>();
  let [isWorrying, isBlind] = [false, false];
  const watcher = new ExitWatch({
    client,
    house,
    ...(set !== undefined && { setHash: set }),
    accountIds,
    storage: fileStorage(kitFolder(flags)),
    ...(archive !== undefined && { archive: new ExitArchive(archive) }),
    mostLeaves: flags.mostLeaves * MILLION,
    keep,
    places: await exitPlaces(flags),
    isRequesting: flags.request === true,
    isChallenging: flags.challenge === true,
    mostBondWei: BigInt(flags.mostBond) * GWEI,
    ...(flags.mostBonds !== undefined && { mostBondsWei: BigInt(flags.mostBonds) * GWEI }),
    onSign(sign) {
      isWorrying = true;
      const text = signText(sign);
      if (signs.has(text)) return; // it was told
      signs.set(text, sign);
      tell(JSON.parse(JSON.stringify(sign, textOf)) as object, `ALERT ${text}`); // numbers as text
    },
    onSteps: (steps) => tellSteps(steps, tell),
    onDoubt(failure, about) {
      isBlind = true;
      io.err(`${about}: ${failure instanceof Error ? failure.message : String(failure)}\n`);
    },
  });
  if (once !== true) io.err(`Watching house ${house} for accounts ${accountIds.join(", ")}  (Ctrl-C stops)\n`);
  for (;;) {
    await watcher.look();
    if (once === true || io.stopped.aborted) break;
    await sleep(every, undefined, { signal: io.stopped }).catch(() => {});
    if (io.stopped.aborted) break;
  }
  if (once === true && isBlind && !isWorrying)
    throw new RefusedError(
      "ExitUnseen",
      "not everything could be looked at: nobody knows whether something should worry",
    );
  if (once === true && isWorrying) throw new RefusedError("ExitSigns", "something should worry who has money there");
}

/** What was sent, and nothing else: all the rest is told as signs. */
function tellSteps(steps: readonly ExitStep[], tell: ReturnType<typeof recordPrinter>): void {
  for (const step of steps.filter(({ standing }) => standing === "sent"))
    tell(stepJson(step), `${step.deed} at vault ${step.vaultId}: ${step.why} (${step.transaction})`);
}

const textOf = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);
