/**
 * `novate demo`: a recorded day, cleared by a whole node before your eyes; the node stays up for questions.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { Engine } from "@novate/engine";
import {
  type Crew,
  createEngineHost,
  createResumingHost,
  createScene,
  createSoloHost,
  createTapeClock,
  type ReplayVault,
  type Scene,
  type StartChain,
  type TapeClock,
  withCustody,
} from "@novate/lab";
import { Admission, type RunningNode, type SoloConsensus, solo, startNode } from "@novate/node";
import type { AddCommand } from "../shared/command.ts";
import { mustBeFree } from "../shared/freePort.ts";
import { addEvmFlag, chooseChains, type EvmFlag } from "../shared/localChains.ts";
import { type ApiFlags, addApiFlags, addRateFlag, apiOf, type RateFlag } from "../shared/options.ts";
import { addReplayFlags, loadCut, type ReplayFlags } from "../shared/replayFlags.ts";
import { untilStopped } from "../shared/untilStopped.ts";
import { VERSION } from "../shared/version.ts";
import { folded } from "../terminal/fold.ts";
import type { Io } from "../terminal/io.ts";
import { playTape } from "./demo/playTape.ts";
import { hireProcesses } from "./demo/processes.ts";
import {
  ATTESTORS,
  checkSame,
  clearFolder,
  type ReplayIdentity,
  type ReplayNote,
  readNote,
  writeNote,
} from "./demo/replayFolder.ts";

/** No time passes by itself: a block is made when somebody submits something, so that the state root stands still. */
const AFTER_THE_TAPE = { heartbeatMs: null };

interface Flags extends ReplayFlags, ApiFlags, RateFlag, EvmFlag {
  readonly tape: string;
  readonly data: string;
  readonly fresh?: true;
  readonly exit?: true;
  readonly vaults?: true;
}

export const addDemo: AddCommand = (program, io) => {
  addEvmFlag(addRateFlag(addApiFlags(addReplayFlags(program.command("demo")))))
    .option("--tape <tape>", "a bundled tape, or the path of one", "2025-10-10")
    .option("--data <folder>", "what the node keeps", ".novate/demo")
    .option("--fresh", "start over: forget what the folder holds")
    .option("--vaults", "let assets lie in vaults on two chains of one's own, with four attestors beside the node")
    .option("--exit", "end after the report")
    .action((flags: Flags) => demo(flags, io));
};

async function demo(flags: Flags, io: Io): Promise<void> {
  const folder = resolve(flags.data);
  await mustBeFree(flags);
  const isVaulted = flags.vaults === true;
  const scene = createScene({ seed: flags.seed, tape: await loadCut(flags.tape, flags), isVaulted });
  if (flags.fresh === true) await clearFolder(folder);
  const note = await noteOf(folder, isVaulted, io);
  const replay = identityOf(scene, flags.seed);
  if (note !== null) checkSame(folder, note.replay, replay);
  else await writeNote(folder, { replay, page: null });

  const clock = createTapeClock(scene.plan.genesisMs);
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const node = await startNode({
    path: folder,
    genesis: scene.genesis,
    version: VERSION,
    api: apiOf(flags),
    consensus: solo({ clock, pacing: "manual" }),
    onHalt: failure.reject,
  });
  try {
    io.err(`Novate ${VERSION}  API ${node.api?.url}  data ${folder}\n`);
    const { head } = node.chain;
    if (head.height > 0) {
      clock.set(head.timeMs);
      tellRecovered(head, note?.page ?? null, io);
    }
    if (note === null || note.page === null) {
      const chains = isVaulted ? { start: chooseChains(flags, io.err), attestors: join(folder, ATTESTORS) } : null;
      const page = await play(scene, node, clock, io, chains);
      if (page !== null) await writeNote(folder, { replay, page });
    }
  } catch (cause) {
    await node.stop();
    throw cause;
  }
  if (!io.stopped.aborted) {
    if (flags.exit === true) return node.stop();
    io.err(`The node stays up: ${node.api?.url}/v1/status  (Ctrl-C stops; --fresh starts over)\n`);
    clock.run();
    node.consensus.pace(AFTER_THE_TAPE);
  }
  await untilStopped(node, io, failure.promise);
}

const identityOf = ({ tape, validators }: Scene, seed: number): ReplayIdentity => ({
  tape: tape.header.name,
  steps: tape.steps.length,
  from: new Date(tape.header.fromMs).toISOString(),
  to: new Date(tape.header.toMs).toISOString(),
  underlyings: tape.header.underlyings.map(({ name }) => name),
  seed,
  vaults: validators !== null,
});

/** A run with vaults cannot be played on: its chains ended with it, so that it begins anew. */
async function noteOf(folder: string, isVaulted: boolean, io: Io): Promise<ReplayNote | null> {
  const note = await readNote(folder);
  if (!isVaulted || note === null || note.page !== null || !note.replay.vaults) return note;
  io.err("The last run stopped before its end, and its chains with it: this one begins anew.\n");
  await clearFolder(folder);
  return null;
}

interface Chains {
  readonly start: StartChain;
  /** Where attestors keep what they remember. */
  readonly attestors: string;
}

/** Plays the tape, from where the node stands: what an earlier run did is made again in memory first. */
async function play(
  scene: Scene,
  { chain, consensus, api }: RunningNode<SoloConsensus>,
  clock: TapeClock,
  io: Io,
  chains: Chains | null,
): Promise<string | null> {
  const present = createSoloHost({ chain, consensus }, clock);
  if (chains !== null) {
    const { start, attestors } = chains;
    const hire = (vaults: readonly ReplayVault[]): Promise<Crew> =>
      hireProcesses(vaults, {
        scene,
        url: api!.url, // it was asked for
        folder: attestors,
        queued: () => consensus.status().queuedTransactions,
        onDoubt: () => {},
      });
    const where = scene.plan.vaults.map(({ name, chainId }) => `the ${name} (${chainId})`).join(" and ");
    io.err(
      `Assets lie in vaults on ${where}; four attestors of one operator. Collateral comes in first, then the tape.\n`,
    );
    return playTape(scene, present, io, (turn) => withCustody({ scene, host: present, start, hire }, turn));
  }
  if (chain.head.height === 0) return playTape(scene, present, io);
  const admission = new Admission();
  try {
    const past = createEngineHost(Engine.create(scene.genesis).engine, admission);
    return await playTape(scene, createResumingHost(past, present, chain.head), io);
  } finally {
    await admission.close();
  }
}

function tellRecovered(head: { height: number; timeMs: number; stateRoot: string }, page: string | null, io: Io): void {
  if (page !== null) io.out(`${folded(page, io.pageColumns)}\n\n`);
  const until = new Date(head.timeMs).toISOString().slice(0, 19).replace("T", " ");
  io.err(`Recovered block ${head.height}, ${until} UTC, state root ${head.stateRoot}\n`);
  io.err(
    page !== null
      ? "This tape has been played to its end; the report above is of that run. To start over: npm start -- --fresh\n"
      : "The last run stopped here. Its people are brought back from the tape's beginning, then it is played on.\n",
  );
}
