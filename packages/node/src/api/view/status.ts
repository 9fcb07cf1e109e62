/**
 * The chain's status as the API and the stream show it.
 *
 * @module
 */

import type { Status } from "@novate/wire/schema";
import type { ApiContext } from "../context.ts";

export async function statusView({ chain, consensus, version }: ApiContext): Promise<Status> {
  const { queuedTransactions, isAccepting } = consensus.status();
  const counts = await chain.read(({ state }) => ({
    accountCount: state.accounts.size,
    managedCount: state.managed.size,
    parameterEpoch: state.house.get(0)?.parameterEpoch ?? 0,
  }));
  const { height, timeMs, stateRoot } = chain.head;
  return {
    house: chain.house,
    version,
    consensus: consensus.name,
    height,
    timeMs,
    stateRoot,
    earliestHeight: chain.store.history.earliestHeight,
    isAccepting,
    queuedTransactions,
    ...counts,
  };
}
