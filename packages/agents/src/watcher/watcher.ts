/**
 * A watcher: holds every vault against the ledger, tells what it finds, and stops a vault as its guardian where the books part, or
 * where it was told what the house never said.
 *
 * A stop delays and nothing else, so one for a false reason costs time; what is stopped for a true one costs nobody.
 *
 * @module
 */
import type { HeaderRow, Hex, LocationRow, VaultRow } from "@novate/codec";
import { MINUTE_MS } from "@novate/num";
import type { Duty, OnDoubt } from "../custody/duty.ts";
import { type CustodyRows, newestHeader } from "../custody/rows.ts";
import { within } from "../custody/within.ts";
import { isSound, type Reconciled, reconcile } from "./reconcile.ts";
import { areEnough, stopVault, type WatchPlace } from "./stopVault.ts";
import { type Stranger, strangersAt } from "./strangers.ts";

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
  /** How long a source is waited for at each look; a minute unless told. Who is late has not answered. */
  readonly mostLookMs?: number;
}

export function createWatcher(options: WatcherOptions): Duty {
  const { places, onReconciled = () => {}, onAlert, onStranger, onDoubt = () => {}, mostLookMs = MINUTE_MS } = options;
  /** What no rows held yet, with the height at which they did not: rows are read before the chain, so the next ones decide. */
  const unheard = new Map<Hex, number>();

  /** Tells what any source finds; what all that answer find, stops the vault. */
  const watchWord = async (rows: CustodyRows, vault: VaultRow, place: WatchPlace): Promise<void> => {
    const answers: Stranger[][] = [];
    const asked = place.sources.map((source) => within(mostLookMs, strangersAt(rows, source, vault, place.fromBlock)));
    for (const one of await Promise.allSettled(asked))
      if (one.status === "fulfilled") answers.push(one.value);
      else onDoubt(one.reason, `word of vault ${vault.spec.vaultId}`);
    const strangers = new Map(answers.flat().map((stranger) => [stranger.hash, stranger]));
    for (const [hash, stranger] of strangers) {
      const height = unheard.get(hash);
      if (height === undefined) unheard.set(hash, rows.height);
      if (height === undefined || height >= rows.height) continue;
      onStranger(stranger);
      if (areEnough(answers, place) && answers.every((found) => found.some((one) => one.hash === hash)))
        await stopVault(place, vault.spec, mostLookMs, onDoubt);
    }
  };

  const watchBooks = async (rows: CustodyRows, vault: VaultRow, place: WatchPlace): Promise<void> => {
    const { vaultId, chainId } = vault.spec;
    const header = newestHeader(rows, chainId);
    if (header === undefined) return;
    for (const location of rows.locations.filter((row) => row.vaultId === vaultId)) {
      const found = await reconciled(rows, vault, location, header, place);
      if (found === undefined) continue;
      const [told, answers] = found;
      onReconciled(told);
      if (isSound(told)) continue;
      onAlert(told);
      if (areEnough(answers, place)) await stopVault(place, vault.spec, mostLookMs, onDoubt);
    }
  };

  /** What the sources find: books part only where all that answer say so, since balances and entries are taken on their word. */
  const reconciled = async (
    rows: CustodyRows,
    vault: VaultRow,
    location: LocationRow,
    header: HeaderRow,
    { sources, fromBlock }: WatchPlace,
  ): Promise<readonly [Reconciled, readonly Reconciled[]] | undefined> => {
    const about = `vault ${vault.spec.vaultId} asset ${location.assetId}`;
    const asked = sources.map((source) =>
      within(mostLookMs, reconcile(rows, source, vault, location, header, fromBlock)),
    );
    const found: Reconciled[] = [];
    for (const one of await Promise.allSettled(asked))
      if (one.status === "fulfilled") found.push(one.value);
      else onDoubt(one.reason, about);
    const sound = found.find(isSound);
    if (sound !== undefined && !found.every(isSound)) onDoubt(new Error("one source finds that books part"), about);
    const told = sound ?? found[0];
    return told === undefined ? undefined : [told, found];
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
