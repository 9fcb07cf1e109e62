/**
 * What a command may touch of the process, so that tests can hand it something else.
 *
 * @module
 */

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
  /** Calls back whenever the window changes its size; the answer ends that. */
  onResize(listener: () => void): () => void;
  /** Resolves when the process is asked to stop (Ctrl-C, SIGTERM). */
  readonly stopped: AbortSignal;
}

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
    onResize(listener) {
      stderr.on("resize", listener);
      return () => void stderr.off("resize", listener);
    },
    stopped: stop.signal,
  };
}
