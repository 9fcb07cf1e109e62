/**
 * `novate start`: a solo node on the wall clock.
 *
 * @module
 */
import { resolve } from "node:path";
import { developmentGenesis } from "@novate/lab";
import { solo, startNode } from "@novate/node";
import type { AddCommand } from "../shared/command.ts";
import { mustBeFree } from "../shared/freePort.ts";
import { readGenesis } from "../shared/genesis.ts";
import { type ApiFlags, addApiFlags, addRateFlag, apiOf, mustBeLocal, type RateFlag } from "../shared/options.ts";
import { untilStopped } from "../shared/untilStopped.ts";
import { wholeNumber } from "../shared/values.ts";
import { VERSION } from "../shared/version.ts";
import type { Io } from "../terminal/io.ts";

interface Flags extends ApiFlags, RateFlag {
  readonly genesis?: string;
  readonly data: string;
  readonly keepBlocks: number | "all";
  readonly iKnow?: true;
}

/** Two days of blocks a second: twice as long as any transaction lives, so that the same bytes get the same answer. */
const KEPT_BLOCKS = 172_800;

const blockCount = (text: string): number | "all" => (text === "all" ? "all" : wholeNumber(1, 2 ** 32 - 1)(text));

export const addStart: AddCommand = (program, io) => {
  addRateFlag(addApiFlags(program.command("start")))
    .option(
      "--genesis <file>",
      "how the house begins, as `genesis init` writes or `genesis print` prints it; without it, one for development with published keys",
    )
    .option("--data <folder>", "what the node keeps", ".novate/live")
    .option(
      "--keep-blocks <n>",
      "how many of the last blocks are kept with receipts and events, or all; the state is kept whole",
      blockCount,
      KEPT_BLOCKS,
    )
    .option("--i-know", "take keys that everybody has, and listen with them where others reach it")
    .action((flags: Flags) => start(flags, io));
};

async function start({ genesis: file, data, keepBlocks, iKnow, ...flags }: Flags, io: Io): Promise<void> {
  if (file === undefined) mustBeLocal(flags.host, iKnow);
  const genesis = file === undefined ? developmentGenesis() : await readGenesis(file, iKnow !== true);
  const path = resolve(data);
  await mustBeFree(flags);
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const node = await startNode({
    path,
    genesis,
    version: VERSION,
    api: apiOf(flags),
    consensus: solo(),
    ...(keepBlocks !== "all" && { keepBlocks }),
    onHalt: failure.reject,
  });
  const { height, stateRoot } = node.chain.head;
  io.err(`${height === 0 ? "Founded a house" : `Recovered block ${height}`} in ${path}\n`);
  if (file === undefined)
    io.err("Its keys are published: for development only. It has no custodian: collateral comes in by vaults alone\n");
  io.err(`House ${node.chain.house}\nState root ${stateRoot}\nAPI ${node.api?.url}  (Ctrl-C stops)\n`);
  await untilStopped(node, io, failure.promise);
}
