/**
 * A dev house from its start to its end: node, prices, bots, keeper, and the door that turns its clock.
 *
 * @module
 */
import { relative, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type PlayHouse, playHouse } from "@novate/lab";
import { solo, startNode } from "@novate/node";
import type { Io } from "../../terminal/io.ts";
import { createNews } from "../../terminal/news.ts";
import { createPaint } from "../../terminal/paint.ts";
import { factLines } from "../../terminal/table.ts";
import { UsageError } from "../failure.ts";
import { mustBeFree } from "../freePort.ts";
import { writeKeyFile } from "../keyFile.ts";
import { type ApiFlags, apiOf, mustBeLocal, type RateFlag } from "../options.ts";
import { untilStopped } from "../untilStopped.ts";
import { VERSION } from "../version.ts";
import { startBots } from "./bots.ts";
import { turnedClock } from "./clock.ts";
import { type Control, startControl } from "./control.ts";
import type { MovesName } from "./flags.ts";
import { foundedMs } from "./founded.ts";
import { faucetOf } from "./fund.ts";
import { introductionOf, openTraders } from "./introduction.ts";
import { keepBackstop } from "./keeper.ts";
import { movesOf } from "./moves.ts";
import { runningHouse } from "./runningHouse.ts";
import type { SoloNode } from "./soloNode.ts";
import { World } from "./world.ts";

export interface DevFlags extends ApiFlags, RateFlag {
  readonly seed: string;
  readonly data: string;
  readonly prices: MovesName;
  readonly controlPort?: number;
  /** False with `--no-bots`. */
  readonly bots: boolean;
  readonly iKnow?: true;
}

const EVERY_MS = 1_000;

export async function startDev({ seed, data, iKnow, prices, bots, controlPort, ...flags }: DevFlags, io: Io) {
  mustBeLocal(flags.host, iKnow);
  await mustBeFree(flags);
  const house = playHouse(seed, await foundedMs(resolve(data), Date.now()));
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const clock = turnedClock(Date.now);
  const node = await startNode({
    path: resolve(data),
    genesis: house.genesis,
    version: VERSION,
    api: apiOf(flags),
    consensus: solo({ clock }),
    onHalt: failure.reject,
  });
  clock.turnTo(node.chain.head.timeMs + 1); // it may have been turned before
  // Prices fall silent before the node does, whatever ends it.
  const over = new AbortController();
  const stopped = AbortSignal.any([io.stopped, over.signal]);
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    over.abort();
    await Promise.all(ends.map((end) => end()));
    await node.stop();
  };
  const tell = (who: string) => (cause: unknown) => {
    if (!stopped.aborted) io.err(`${who}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  };
  try {
    const depositIndex = BigInt(Date.now()) << 20n; // above those of every start before
    const moves = await movesOf(prices, seed);
    const world = new World({ house, node: node as SoloNode, clock, moves, depositIndex }); // its API was asked for
    await world.put(new Map());
    ends.push(startPrices(world, stopped, tell("prices")));
    const accountIds = await openTraders(world);
    const running = await runningHouse(seed, world.node.api.url);
    ends.push(await keepBackstop(running, faucetOf(running), tell("keeper")));
    if (bots) ends.push(await startBots(world, running, seed, stopped, tell("bots")));
    const introduction = {};
    const control = await controlOf(world, flags.port, controlPort, introduction);
    ends.push(control.close);
    const said = introductionOf(world, seed, accountIds, control.url);
    Object.assign(introduction, said);
    introduce(said, await writeKeys(house, `${resolve(data)}.keys`), io);
    tellNews(world, io);
  } catch (cause) {
    await stop();
    throw cause;
  }
  await untilStopped({ ...node, stop }, io, failure.promise);
}

/** The port after that of the API; any free one where that is taken, unless one is asked for. */
async function controlOf(world: World, port: number, asked: number | undefined, said: object): Promise<Control> {
  if (asked !== undefined) return startControl(world, asked, said);
  return startControl(world, port === 0 ? 0 : port + 1, said).catch((cause: unknown) => {
    if (cause instanceof UsageError) return startControl(world, 0, said);
    throw cause;
  });
}

/** A step a second; what fails is told, and tried again. */
function startPrices(world: World, stopped: AbortSignal, onFailure: (failure: unknown) => void): () => Promise<void> {
  const walking = (async () => {
    while (!stopped.aborted) {
      await sleep(EVERY_MS, undefined, { signal: stopped }).catch(() => {});
      if (stopped.aborted) return;
      await world.step().catch(onFailure);
    }
  })();
  return () => walking;
}

/** A line for each thing that befalls somebody. */
function tellNews({ node, house }: World, io: Io): void {
  const paint = createPaint(io.hasColour);
  node.chain.onCommitted(({ result }) => {
    const news = createNews(house);
    news.take(result);
    for (const line of [...news.latest()].reverse()) if (line.tone !== "quiet") io.err(`${paint(line)}\n`);
  });
}

/** A file a key, for `--key`: `trader-1.key`, `venue-1.key`, `governor-1.key`. Gives their folder. */
async function writeKeys({ traders, venues, governors }: PlayHouse, folder: string): Promise<string> {
  const named = [
    ...[...traders, ...governors].map(({ name, secret }) => [name.replace("/", "-"), secret] as const),
    ...venues.map(({ venueId, secret }) => [`venue-${venueId}`, secret] as const),
  ];
  for (const [name, secret] of named) await writeKeyFile(`${folder}/${name}.key`, secret, { isNew: false });
  return relative(process.cwd(), folder);
}

/** Tells who has which key. */
function introduce(said: ReturnType<typeof introductionOf>, keys: string, io: Io): void {
  io.out(
    factLines([
      ["API", said.url],
      ["control", said.control],
      ["house", said.house],
      ...said.accounts.map(
        ({ name, accountId, secret }) => [`${name}, account ${accountId}`, `${secret} (eip712)`] as const,
      ),
      ...said.venues.map(({ venueId, name, secret }) => [`venue ${venueId}, ${name}`, `${secret} (ed25519)`] as const),
      ["keys", `in files of ${keys}`],
    ]),
  );
  io.err(`Every key comes from the seed ${said.seed}, which everybody has: for development only.\n`);
  io.err("More money: novate dev fund ACCOUNT AMOUNT. Ctrl-C stops.\n");
}
