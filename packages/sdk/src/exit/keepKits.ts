/**
 * A client that saves what its accounts would leave with: each epoch anew, by itself.
 *
 * @module
 */
import { type KeepOptions, saveKits } from "./saveKits.ts";

const EVERY_MS = 60_000;

/**
 * Saves kits until it is stopped; looks every minute unless told. What fails is told to `onFailure`, or else to the console as a warning,
 * once as long as it is the same: nobody leaves by what was not kept. The answer ends it once the look under way is over.
 *
 * @example
 * const { house } = await novate.status(); // pin the house instead, once you know it
 * const stop = keepKits({ client: novate, house, accountIds: [1], storage: memoryStorage() });
 * await stop();
 */
export function keepKits(options: KeepOptions & { readonly everyMs?: number }): () => Promise<void> {
  const { everyMs = EVERY_MS, onFailure = warnOnce() } = options;
  let isOver = false;
  let wake = (): void => {};
  const running = (async () => {
    while (!isOver) {
      await saveKits({ ...options, onFailure });
      if (isOver) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return async () => {
    isOver = true;
    wake();
    await running;
  };
}

function warnOnce(): (failure: unknown) => void {
  const told = new Set<string>();
  return (failure) => {
    const text = failure instanceof Error ? failure.message : String(failure);
    if (told.has(text)) return;
    told.add(text);
    console.warn(`novate: an exit kit was not kept: ${text}`);
  };
}
