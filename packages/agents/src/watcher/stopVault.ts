/**
 * A guardian's stop: who has to say that it is needed, and how it reaches the vault past a source that keeps it back.
 *
 * @module
 */
import { type ChainSource, type ChainWriter, readVault, vaultCalls } from "@novate/chains";
import type { VaultRow } from "@novate/codec";
import type { OnDoubt } from "../custody/duty.ts";
import { within } from "../custody/within.ts";

export interface WatchPlace {
  /** Of different operators: what one of them alone says stops nothing. */
  readonly sources: readonly ChainSource[];
  readonly fromBlock: bigint;
  /** Write with a guardian's key, one a source; absent: the watcher only tells. */
  readonly guardians?: readonly ChainWriter[];
}

/** Two at least where there are two: else whoever keeps one silent makes the other's word enough. */
export const areEnough = ({ length }: readonly unknown[], { sources }: WatchPlace): boolean =>
  length >= Math.min(2, sources.length);

/** Sends the stop through every source: one that is silent, or keeps the transaction, holds up its own way alone. */
export async function stopVault(
  place: WatchPlace,
  spec: VaultRow["spec"],
  mostLookMs: number,
  onDoubt: OnDoubt,
): Promise<void> {
  const { guardians = [] } = place;
  if (guardians.length === 0 || (await isStopped(place, spec, mostLookMs))) return;
  for (const guardian of guardians)
    await within(mostLookMs, guardian.sendOnce(vaultCalls.stop(spec.sets))).catch((failure) =>
      onDoubt(failure, `stop of vault ${spec.vaultId}`),
    );
}

/** Whether all sources that answer say that the vault stands still already: then there is nothing to send. */
async function isStopped({ sources }: WatchPlace, { vault }: VaultRow["spec"], mostLookMs: number): Promise<boolean> {
  const asked = sources.map(async (source) => readVault(source, await source.header("latest"), vault));
  const told = await Promise.allSettled(asked.map((one) => within(mostLookMs, one)));
  const ends = told.flatMap((one) => (one.status === "fulfilled" ? [one.value.stopEndsAt] : []));
  return ends.length > 0 && ends.every((at) => at !== 0n);
}
