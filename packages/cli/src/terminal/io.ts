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
  readonly columns: number;
  /** Resolves when the process is asked to stop (Ctrl-C, SIGTERM). */
  readonly stopped: AbortSignal;
}

/** The real process. A second request to stop ends it at once. */
export function createProcessIo(): Io {
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    columns: process.stderr.columns ?? 100,
    stopped: stop.signal,
  };
}
