/**
 * A mock from its start to its end: the house in a folder that goes with it, and one line of JSON when it is ready.
 *
 * @module
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FOUNDED_MS, playHouse } from "@novate/lab";
import { solo, startNode } from "@novate/node";
import type { Io } from "../../terminal/io.ts";
import { untilStopped } from "../untilStopped.ts";
import { VERSION } from "../version.ts";
import { turnedClock } from "./clock.ts";
import { type Control, startControl } from "./control.ts";
import type { MovesName } from "./flags.ts";
import { inputEnd } from "./inputEnd.ts";
import { introductionOf, openTraders } from "./introduction.ts";
import { movesOf } from "./moves.ts";
import type { SoloNode } from "./soloNode.ts";
import { World } from "./world.ts";

export interface MockFlags {
  readonly seed: string;
  readonly port: number;
  readonly controlPort: number;
  readonly at?: number;
  readonly prices: MovesName;
  readonly ignoreInput?: true;
}

/** A block for each transaction, at once, and none by itself. */
const PACING = { minIntervalMs: 0, heartbeatMs: null };

export async function startMock(
  { seed, at = FOUNDED_MS, prices, ignoreInput, ...ports }: MockFlags,
  io: Io,
): Promise<void> {
  const house = playHouse(seed, at);
  const folder = await mkdtemp(join(tmpdir(), "novate-mock-"));
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const clock = turnedClock(() => at);
  let control: Control | null = null;
  try {
    const node = await startNode({
      path: folder,
      genesis: house.genesis,
      version: VERSION,
      api: { port: ports.port },
      consensus: solo({ clock, pacing: PACING }),
      threads: 0,
      marginThreads: 1,
      onHalt: failure.reject,
    });
    const stop = async (): Promise<void> => {
      await control?.close();
      await node.stop();
    };
    try {
      const played = node as SoloNode; // its API was asked for
      const moves = await movesOf(prices, seed);
      const world = new World({ house, node: played, clock, moves, depositIndex: 1n });
      await world.put(new Map()); // the first prices
      const accountIds = await openTraders(world);
      const introduction = {};
      control = await startControl(world, ports.controlPort, introduction);
      Object.assign(introduction, introductionOf(world, seed, accountIds, control.url));
      io.out(`${JSON.stringify(introduction)}\n`);
    } catch (cause) {
      await stop();
      throw cause;
    }
    const stopped = AbortSignal.any(ignoreInput === true ? [io.stopped] : [io.stopped, inputEnd()]);
    await untilStopped({ ...node, stop }, { ...io, stopped }, failure.promise);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
