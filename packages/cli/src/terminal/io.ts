/**
 * What a command may touch of the process, so that tests can hand it something else.
 *
 * @module
 */

import { watchStarter } from "./starter.ts";

export interface Io {
  /** Results: what a pipe reads. */
  out(text: string): void;
  /** Everything else: progress, refusals, advice. */
  err(text: string): void;
  /** Whether a person looks at `err`, so that lines may be written over. */
  readonly isTerminal: boolean;
  /** Whether that terminal shows colours, and its person wants them (`NO_COLOR`). */
  readonly hasColour: boolean;
  /** The window's size now. */
  readonly columns: number;
  readonly rows: number;
  /** The width of the window in which a person reads `out`; null where that is a pipe or a file. */
  readonly pageColumns: number | null;
  /** Calls back whenever the window changes its size; the answer ends that. */
  onResize(listener: () => void): () => void;
  /** Aborted when the process is asked to stop (Ctrl-C, SIGTERM, a terminal that closes), or when nobody reads its results any more: {@link NobodyReads}. */
  readonly stopped: AbortSignal;
}

/** Why a command stops whose reader has gone, as `head` does once it has its lines: it has done what was wanted of it. */
class NobodyReads extends Error {
  override readonly name = "NobodyReads";
}

/** Of a pipe, and of a terminal that is closed. */
const GONE = new Set(["EPIPE", "EIO"]);

/** Of a window that does not tell its size. */
const COLUMNS = 100;
const ROWS = 24;

/** The real process. A second request to stop ends it at once. */
export function createProcessIo(): Io {
  const { stdout, stderr } = process;
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("SIGHUP", onSignal); // its terminal is closed
  watchStarter(() => stop.abort());
  // What is written after its reader has gone is written to nobody; another fault of the stream is the caller's to see.
  const onGone =
    (then: () => void) =>
    (failure: NodeJS.ErrnoException): void => {
      if (!GONE.has(failure.code ?? "")) throw failure;
      then();
    };
  stdout.on(
    "error",
    onGone(() => stop.abort(new NobodyReads())),
  );
  stderr.on(
    "error",
    onGone(() => {}),
  );
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isTerminal: stderr.isTTY === true && process.env.TERM !== "dumb",
    hasColour: stderr.isTTY === true && stderr.hasColors(),
    get columns() {
      return stderr.columns || COLUMNS;
    },
    get rows() {
      return stderr.rows || ROWS;
    },
    get pageColumns() {
      return stdout.isTTY === true ? stdout.columns || COLUMNS : null;
    },
    onResize(listener) {
      stderr.on("resize", listener);
      return () => void stderr.off("resize", listener);
    },
    stopped: stop.signal,
  };
}
