/**
 * A whole node: store, engine, admission, consensus and API, started and stopped together.
 *
 * @module
 */
import type { Genesis } from "@novate/engine";
import type { Logger } from "pino";
import { Admission } from "./admission/index.ts";
import { type ApiServer, type ServerOptions, startServer } from "./api/index.ts";
import { type Chain, openChain } from "./chain/index.ts";
import type { Consensus, ConsensusFactory } from "./consensus/index.ts";
import { ExitBooks, exitArchiveIn } from "./exit/index.ts";
import { ClearingError } from "./failures.ts";
import { createMarginPass } from "./margin/marginPass.ts";
import { storeFolder } from "./store/folders.ts";
import type { WriteBoundary } from "./store/index.ts";

export interface NodeOptions<C extends Consensus = Consensus> {
  /** Folder of everything that the node keeps. */
  readonly path: string;
  readonly genesis: Genesis;
  /** What the status says this program is. */
  readonly version: string;
  /** Where the API listens; none if absent. Port 0 takes any free one. */
  readonly api?: Omit<ServerOptions, "context">;
  /** Makes the driver that orders transactions into blocks, such as `solo()`. */
  readonly consensus: ConsensusFactory<C>;
  /** Verification threads; 0 verifies on the calling thread. */
  readonly threads?: number;
  /** Threads of a full margin pass, the node's own among them; every core unless told. */
  readonly marginThreads?: number;
  /** How many of the last blocks are kept, with receipts and events; all of them if absent. */
  readonly keepBlocks?: number;
  readonly log?: Logger;
  /** Called once when the chain has halted: a bug, or a disk that fails. The process should end. */
  readonly onHalt?: (failure: unknown) => void;
  /** For fault tests: called at every write boundary. */
  readonly onBoundary?: (boundary: WriteBoundary) => void;
}

export interface RunningNode<C extends Consensus = Consensus> {
  readonly chain: Chain;
  readonly consensus: C;
  readonly api: ApiServer | null;
  /** Refuses what waits, finishes the block under way, closes everything. The next start stands at the same root. */
  stop(): Promise<void>;
}

/** Starts a node from its folder, or founds it. Throws the refusals of the store, the genesis and the port. */
export async function startNode<C extends Consensus>(options: NodeOptions<C>): Promise<RunningNode<C>> {
  const { path, genesis, version, keepBlocks, log, onBoundary } = options;
  const startedAt = performance.now();
  const marginPass = createMarginPass(options.marginThreads); // its threads start while the rows are read
  const chain = await openChain({
    path: storeFolder(path),
    genesis,
    marginPass,
    ...(keepBlocks !== undefined && { keepBlocks }),
    ...(onBoundary && { onBoundary }),
  }).catch((failure: unknown) => {
    marginPass.close();
    throw failure;
  });
  log?.info({ ...chain.head, tookMs: Math.round(performance.now() - startedAt) }, "recovered");

  const admission = new Admission(options.threads === undefined ? {} : { threads: options.threads });
  const consensus = options.consensus({
    chain,
    preparer: admission,
    onHalt: (failure) => {
      log?.fatal({ failure: failure instanceof ClearingError ? failure.message : failure }, "halted");
      options.onHalt?.(failure);
    },
  });

  const archive = exitArchiveIn(path);
  archive.sweep();
  const exits = new ExitBooks(chain, archive, (failure) =>
    log?.error({ failure: String(failure) }, "claims not archived"),
  );

  let api: ApiServer | null = null;
  const stop = async (): Promise<void> => {
    await consensus.stop();
    await api?.close();
    await admission.close();
    await exits.settled();
    await chain.store.close();
    marginPass.close();
    log?.info(chain.head, "stopped");
  };
  try {
    if (options.api !== undefined) {
      api = await startServer({ context: { chain, consensus, version, exits }, ...options.api });
      log?.info({ url: api.url }, "listening");
    }
    await consensus.start();
  } catch (failure) {
    await stop();
    throw failure;
  }
  return { chain, consensus, api, stop };
}
