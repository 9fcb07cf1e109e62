/**
 * A watcher: holds every vault against the ledger, tells what it finds, and stops a vault as its guardian where the books part, or
 * where it was told what the house never said.
 *
 * A stop delays and nothing else, so one for a false reason costs time; what is stopped for a true one costs nobody.
 *
 * @module
 */
import { type ChainSource, type ChainWriter, isChainError, readVault, vaultCalls } from "@novate/chains";
import type { HeaderRow, Hex, LocationRow, VaultRow } from "@novate/codec";
import type { Duty, OnDoubt } from "../custody/duty.ts";
import { type CustodyRows, newestHeader } from "../custody/rows.ts";
import { isSound, type Reconciled, reconcile } from "./reconcile.ts";
import { type Stranger, strangersAt } from "./strangers.ts";

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
  /** Told of what a vault believes and the house never said, before the vault is stopped. */
  readonly onStranger: (found: Stranger) => void;
  readonly onDoubt?: OnDoubt;
}

export function createWatcher(options: WatcherOptions): Duty {
  const { places, onReconciled = () => {}, onAlert, onStranger, onDoubt = () => {} } = options;
  /** What no rows held yet, with the height at which they did not: rows are read before the chain, so the next ones decide. */
  const unheard = new Map<Hex, number>();

  const stop = async ({ sources: [source], guardian }: WatchPlace, { spec }: VaultRow): Promise<void> => {
    if (guardian === undefined) return;
    const { stopEndsAt } = await readVault(source!, await source!.header("latest"), spec.vault); // one has answered
    if (stopEndsAt !== 0n) return;
    await guardian.sendOnce(vaultCalls.stop(spec.sets)).catch((failure) => {
      if (!isChainError(failure, "Reverted")) throw failure; // its right is spent, or another was faster
      onDoubt(failure, `stop of vault ${spec.vaultId}`);
    });
  };

  /** Tells what any source finds; what all that answer find, stops the vault. */
  const watchWord = async (rows: CustodyRows, vault: VaultRow, place: WatchPlace): Promise<void> => {
    const answers: Stranger[][] = [];
    const asked = place.sources.map((source) => strangersAt(rows, source, vault, place.fromBlock));
    for (const one of await Promise.allSettled(asked))
      if (one.status === "fulfilled") answers.push(one.value);
      else onDoubt(one.reason, `word of vault ${vault.spec.vaultId}`);
    const strangers = new Map(answers.flat().map((stranger) => [stranger.hash, stranger]));
    for (const [hash, stranger] of strangers) {
      const height = unheard.get(hash);
      if (height === undefined) unheard.set(hash, rows.height);
      if (height === undefined || height >= rows.height) continue;
      onStranger(stranger);
      if (answers.every((found) => found.some((one) => one.hash === hash))) await stop(place, vault);
    }
  };

  const watchBooks = async (rows: CustodyRows, vault: VaultRow, place: WatchPlace): Promise<void> => {
    const { vaultId, chainId } = vault.spec;
    const header = newestHeader(rows, chainId);
    if (header === undefined) return;
    for (const location of rows.locations.filter((row) => row.vaultId === vaultId)) {
      const found = await reconciled(rows, vault, location, header, place);
      if (found === undefined) continue;
      onReconciled(found);
      if (isSound(found)) continue;
      onAlert(found);
      await stop(place, vault);
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
        if (place === undefined) continue;
        for (const watch of [watchWord, watchBooks])
          await watch(rows, vault, place).catch((failure) => onDoubt(failure, `vault ${vault.spec.vaultId}`));
      }
      return [];
    },
  };
}
