/**
 * After the tape no time passes by itself: a block is made when somebody submits something, and not otherwise, so that the
 * state root stands still.
 *
 * @module
 */
import type { SoloConsensus } from "@novate/node";

const LOOK_EVERY_MS = 25;

/** Returns how to end it. `onFailure` hears why a block could not be made. */
export function produceOnDemand(consensus: SoloConsensus, onFailure: (failure: unknown) => void): () => void {
  let isProducing = false;
  const timer = setInterval(() => {
    if (isProducing || consensus.status().queuedTransactions === 0) return;
    isProducing = true;
    consensus
      .produce()
      .catch(onFailure)
      .finally(() => {
        isProducing = false;
      });
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
