/**
 * A watcher: holds every vault against the ledger, tells what it finds, and stops a vault as its guardian where the books part.
 *
 * A stop delays and nothing else, so one for a false reason costs time; what is stopped for a true one costs nobody.
 *
 * @module
 */
import { type ChainSource, type ChainWriter, isChainError, readVault, vaultCalls } from "@novate/chains";
import type { HeaderRow, LocationRow, VaultRow } from "@novate/codec";
import type { Duty, OnDoubt } from "../custody/duty.ts";
import { type CustodyRows, newestHeader } from "../custody/rows.ts";
import { isSound, type Reconciled, reconcile } from "./reconcile.ts";

export interface WatchPlace {
  /** Of different operators: what one of them alone says stops nothing. */
  readonly sources: readonly ChainSource[];
  readonly fromBlock: bigint;
  /** Writes with a guardian's key; absent: the watcher only tells. */
  readonly guardian?: ChainWriter;
}

export interface WatcherOptions {
  /** By chain id. */
  readonly places: ReadonlyMap<number, WatchPlace>;
  /** Told of every asset at each look. */
  readonly onReconciled?: (found: Reconciled) => void;
  /** Told where books part, before the vault is stopped. */
  readonly onAlert: (found: Reconciled) => void;
  readonly onDoubt?: OnDoubt;
}

export function createWatcher(options: WatcherOptions): Duty {
  const { places, onReconciled = () => {}, onAlert, onDoubt = () => {} } = options;
  const watch = async (rows: CustodyRows, vault: VaultRow, place: WatchPlace): Promise<void> => {
    const { vaultId, chainId, vault: address, sets } = vault.spec;
    const header = newestHeader(rows, chainId);
    if (header === undefined) return;
    for (const location of rows.locations.filter((row) => row.vaultId === vaultId)) {
      const found = await reconciled(rows, vault, location, header, place);
      if (found === undefined) continue;
      onReconciled(found);
      if (isSound(found)) continue;
      onAlert(found);
      const { guardian } = place;
      if (guardian === undefined) continue;
      const [source] = place.sources;
      const { stopEndsAt } = await readVault(source!, await source!.header("latest"), address); // one has answered
      if (stopEndsAt !== 0n) continue;
      await guardian.sendOnce(vaultCalls.stop(sets)).catch((failure) => {
        if (!isChainError(failure, "Reverted")) throw failure; // its right is spent, or another was faster
        onDoubt(failure, `stop of vault ${vaultId}`);
      });
    }
  };

  /** What the sources find: books part only where all that answer say so, since balances and entries are taken on their word. */
  const reconciled = async (
    rows: CustodyRows,
    vault: VaultRow,
    location: LocationRow,
    header: HeaderRow,
    { sources, fromBlock }: WatchPlace,
  ): Promise<Reconciled | undefined> => {
    const about = `vault ${vault.spec.vaultId} asset ${location.assetId}`;
    const asked = sources.map((source) => reconcile(rows, source, vault, location, header, fromBlock));
    const found: Reconciled[] = [];
    for (const one of await Promise.allSettled(asked))
      if (one.status === "fulfilled") found.push(one.value);
      else onDoubt(one.reason, about);
    const sound = found.find(isSound);
    if (sound !== undefined && !found.every(isSound)) onDoubt(new Error("one source finds that books part"), about);
    return sound ?? found[0];
  };

  return {
    async look(rows) {
      for (const vault of rows.vaults) {
        const place = places.get(vault.spec.chainId);
        if (place !== undefined)
          await watch(rows, vault, place).catch((failure) => onDoubt(failure, `vault ${vault.spec.vaultId}`));
      }
      return [];
    },
  };
}
