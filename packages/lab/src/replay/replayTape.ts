/**
 * One headless replay, from a tape to its report.
 *
 * @module
 */
import { Engine } from "@novate/engine";
import type { StartChain } from "./custody/chains.ts";
import { type CustodyReport, withCustody } from "./custody/vaultedReplay.ts";
import { createEngineHost, type Preparer } from "./host/engineHost.ts";
import { createReport, type ReplayReport } from "./report/report.ts";
import { type BlockListener, type Custody, runReplay } from "./runReplay.ts";
import { createScene, type SceneOptions } from "./scene.ts";
import { createTally } from "./tally/tally.ts";

export interface ReplayOptions extends Omit<SceneOptions, "isVaulted"> {
  /** Checks signatures; the node's admission. */
  readonly preparer: Preparer;
  readonly onBlock?: BlockListener;
  /** Ends the replay early: it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Starts the chains on which assets lie; absent: a custodian's word brings them in. */
  readonly startChain?: StartChain;
}

/** Replays a tape in memory. The same seed and tape give the same root on any machine. Errors: `ReplayError`. */
export async function replayTape(options: ReplayOptions): Promise<ReplayReport> {
  const { preparer, onBlock, signal, startChain, ...given } = options;
  const startedAt = performance.now();
  const scene = createScene({ ...given, isVaulted: startChain !== undefined });
  const { engine } = Engine.create(scene.genesis);
  const tally = createTally(scene.plan);
  const listen: BlockListener = (result, step) => {
    tally.take(result);
    return onBlock?.(result, step);
  };
  const host = createEngineHost(engine, preparer);
  const play = (custody?: Custody): Promise<void> => runReplay(scene, host, listen, signal, custody);
  let custody: CustodyReport | undefined;
  if (startChain === undefined) await play();
  else custody = await withCustody({ scene, host, start: startChain }, play);
  signal?.throwIfAborted();
  return createReport(scene, tally, engine, performance.now() - startedAt, custody);
}
