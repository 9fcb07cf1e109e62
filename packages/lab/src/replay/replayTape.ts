/**
 * One headless replay, from a tape to its report.
 *
 * @module
 */
import { Engine } from "@novate/engine";
import { createEngineHost, type Preparer } from "./host/engineHost.ts";
import { createReport, type ReplayReport } from "./report/report.ts";
import { type BlockListener, runReplay } from "./runReplay.ts";
import { createScene, type SceneOptions } from "./scene.ts";
import { createTally } from "./tally/tally.ts";

export interface ReplayOptions extends SceneOptions {
  /** Checks signatures; the node's admission. */
  readonly preparer: Preparer;
  readonly onBlock?: BlockListener;
  /** Ends the replay early: it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Replays a tape in memory. The same seed and tape give the same root on any machine. Errors: `ReplayError`. */
export async function replayTape({ preparer, onBlock, signal, ...options }: ReplayOptions): Promise<ReplayReport> {
  const startedAt = performance.now();
  const scene = createScene(options);
  const { engine } = Engine.create(scene.genesis);
  const tally = createTally(scene.plan);
  const listen: BlockListener = (result, step) => {
    tally.take(result);
    return onBlock?.(result, step);
  };
  await runReplay(scene, createEngineHost(engine, preparer), listen, signal);
  signal?.throwIfAborted();
  return createReport(scene, tally, engine, performance.now() - startedAt);
}
