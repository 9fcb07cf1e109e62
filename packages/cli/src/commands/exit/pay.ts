/**
 * `novate exit pay`: sends what it takes to be paid by the vaults of a house that is gone, for one's own accounts or anybody's.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type ExitPlace, type ExitPlaceOf, type ExitStep, isLeft, leave, setsOfMost } from "@novate/agents";
import type { ExitKit, Hex } from "@novate/codec";
import { exitArchiveAt } from "@novate/node";
import { type RpcFlag, rpcFlag } from "../../shared/chains.ts";
import type { AddCommand } from "../../shared/command.ts";
import { RefusedError, UsageError } from "../../shared/failure.ts";
import { allKitsOf } from "../../shared/kitSource.ts";
import { addKitSourceFlags, type KitSourceFlags } from "../../shared/kitSourceFlags.ts";
import { addOutputFlags, type OutputFlags, print } from "../../shared/output.ts";
import { wholeNumber } from "../../shared/values.ts";
import type { Io } from "../../terminal/io.ts";
import { exitPage, stepJson } from "./page.ts";
import { exitPlaces } from "./places.ts";
import { amountsOf, inAtoms } from "./tokenNames.ts";

interface Flags extends KitSourceFlags, OutputFlags {
  readonly rpc?: readonly RpcFlag[];
  readonly gasKey?: string;
  readonly dryRun?: true;
  readonly refundOthers?: true;
  readonly untilPaid?: true;
  readonly every: number;
}

export const addPay: AddCommand = (program, io) => {
  addOutputFlags(addKitSourceFlags(program.command("pay")))
    .description("Ask for the exit of each vault, begin it, and be paid. May be stopped and begun again at any time.")
    .option("--rpc <chain=url>", "where a chain is asked", rpcFlag)
    .option("--gas-key <file>", "the key that pays for gas: anybody's, for anybody's account")
    .option("--dry-run", "send nothing; say what would be sent now, and what waits for what")
    .option("--refund-others", "pay back, last of all, what others sent for these accounts; each costs the key gas")
    .option("--until-paid", "go on until nothing is left to be paid")
    .option("--every <ms>", "look at chains so often", wholeNumber(10, 3_600_000), 2_000)
    .action((flags: Flags) => pay(flags, io));
};

/** Looks in which nothing that was sent gets into a block, until it is left to the next time. */
const MOST_IDLE_LOOKS = 60;
/** The same of looks at a chain that cannot be read. */
const MOST_LOST_LOOKS = 4;

async function pay(flags: Flags, io: Io): Promise<void> {
  const { untilPaid, every } = flags;
  const [kits, places] = [await allKitsOf(flags, io.err), await placesOf(flags)];
  const first = firstOf(kits, flags, io);
  const doubts = new Map<number, unknown>();
  const onDoubt = (failure: unknown, { vaultId }: ExitPlaceOf): void => void doubts.set(vaultId, failure);
  const kept = flags.data === undefined ? {} : { archive: exitArchiveAt(flags.data) };
  let steps: ExitStep[] = [];
  for (let idle = 0, before = ""; ; ) {
    doubts.clear();
    steps = await leave({ kits, ...kept, places, onDoubt, ...first, isRefundingOthers: flags.refundOthers === true });
    const told = JSON.stringify(steps.map(({ deed, standing }) => [deed, standing]));
    idle = told === before ? idle + 1 : 0;
    before = told;
    const isLost = doubts.size > 0 && idle >= MOST_LOST_LOOKS;
    const isUnderWay = doubts.size > 0 || steps.some(({ standing }) => standing === "sent");
    if (flags.dryRun === true || io.stopped.aborted || (doubts.size === 0 && isLeft(steps))) break;
    if (untilPaid !== true && (!isUnderWay || isLost || idle >= MOST_IDLE_LOOKS)) break;
    await sleep(every, undefined, { signal: io.stopped }).catch(() => {});
  }
  for (const [vaultId, failure] of doubts)
    io.err(`vault ${vaultId}: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  const paid = steps.flatMap(({ chainId, token }) => (token === null ? [] : [{ chainId, token }]));
  const amountText = flags.output === "table" ? await amountsOf(places, paid) : inAtoms;
  print(steps.map(stepJson), flags, io, { page: () => exitPage(steps, amountText), records: (all) => all });
  if (doubts.size > 0) throw new RefusedError("ChainsUnread", "not every vault could be read or written to");
  const barred = steps.filter(({ standing }) => standing === "barred").length;
  if (barred > 0) throw new RefusedError("ExitBarred", `${barred} of these cannot be paid as things stand`);
}

/** Of a folder where nobody named a set those that signed most kits are believed, on first use: any node may have added others. Whoever names files or an archive has chosen them. */
function firstOf(kits: readonly ExitKit[], { set, kit, data }: Flags, io: Io): { readonly first?: ReadonlySet<Hex> } {
  if (set !== undefined || kit !== undefined || data !== undefined) return {};
  const sets = kits.map(({ checkpoint }) => checkpoint.setHash);
  const first = setsOfMost(sets);
  const others = new Set(sets).size - first.size;
  if (others > 0)
    io.err(
      `Nobody named a set: vaults are paid from of ${[...first].join(" and ")}, which signed most kits here, and of those they went on to; ${others} more signed kits: --set names another.\n`,
    );
  return { first };
}

function placesOf({ rpc, gasKey, dryRun }: Flags): Promise<Map<number, ExitPlace>> {
  if (gasKey === undefined && dryRun !== true)
    throw new UsageError("KeyMissing", "transactions cost gas", "Name a key with --gas-key FILE, or try --dry-run.");
  return exitPlaces({ ...(rpc !== undefined && { rpc }), ...(gasKey !== undefined && dryRun !== true && { gasKey }) });
}
