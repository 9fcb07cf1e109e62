/**
 * Whoever started this process through npm: it puts a shell between, which dies of a signal and passes none on.
 *
 * @module
 */

const LOOK_EVERY_MS = 250;

/** Calls back once when the shell of `npx` or `npm run` is gone, as after a SIGTERM to npm. Nothing is watched where npm has no part. */
export function watchStarter(onGone: () => void): void {
  if (process.env.npm_execpath === undefined) return;
  const starter = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(timer);
    onGone();
  }, LOOK_EVERY_MS);
  timer.unref();
}
