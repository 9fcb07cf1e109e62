/**
 * The kits that a watcher looks at: of each set the newest that tell of each vault, and those of epochs that vaults have in force or have taken. Ten days of them
 * lie there, of more sets than one, as long as a node likes; what is needed of all others is which vaults they tell of.
 *
 * @module
 */
import type { ExitKit, Hex, HouseId } from "@novate/codec";
import { groupOf, type KeptKit, type KitStorage, keptKits, kitNameOf, readKit } from "@novate/sdk";
import { nameOf, setsOfMost } from "./firstUse.ts";
import { vaultsOf } from "./leave.ts";
import type { ExitPlaceOf } from "./step.ts";

/** Of an account, set and vault: one, and the one before it, which may be asked for once more. */
const NEWEST = 2;
/** Of an account and set, however many vaults they tell of one after the other. */
const MOST = 8;

export class KitShelf {
  readonly #storage: KitStorage;
  readonly #house: HouseId;
  /** Vaults of each kit that was read, by its name: nobody writes a kit of other vaults in its place. */
  readonly #vaults = new Map<string, readonly ExitPlaceOf[]>();

  constructor(storage: KitStorage, house: HouseId) {
    this.#storage = storage;
    this.#house = house;
  }

  /** Every vault that a kit of these sets tells of, whatever is newer. Each kit is read once. */
  async vaults(counts: (setHash: Hex) => boolean): Promise<ExitPlaceOf[]> {
    const found = new Map<string, ExitPlaceOf>();
    const all = await this.#kept(() => true);
    const names = new Set(all.map(kitNameOf));
    for (const name of this.#vaults.keys()) if (!names.has(name)) this.#vaults.delete(name);
    for (const one of all.filter(({ set }) => mayCount(set, counts))) {
      const name = kitNameOf(one);
      const own = this.#vaults.get(name) ?? vaultsOf(await this.#read(one, counts));
      this.#vaults.set(name, own);
      for (const where of own) found.set(nameOf(where), where);
    }
    return [...found.values()].sort((one, other) => one.vaultId - other.vaultId);
  }

  /** The sets that signed most of them, by their names. */
  async first(): Promise<ReadonlySet<Hex>> {
    const kept = await this.#kept(() => true);
    return setsOfMost(kept.flatMap(({ set }): Hex[] => (set.length < WHOLE ? [] : [`0x${set}`])));
  }

  /** The newest first; vaults are known by then. */
  async kits(counts: (setHash: Hex) => boolean, epochs: ReadonlySet<number> = new Set()): Promise<ExitKit[]> {
    const found: ExitKit[] = [];
    for (const same of Map.groupBy(await this.#kept(counts), groupOf).values()) {
      const newest = this.#newestOf(same);
      for (const one of same)
        if (newest.has(one) || epochs.has(one.epoch)) found.push(...(await this.#read(one, counts)));
    }
    return found.sort((one, other) => other.checkpoint.epoch - one.checkpoint.epoch);
  }

  /** Of one account and set. */
  #newestOf(same: readonly KeptKit[]): ReadonlySet<KeptKit> {
    const told = new Map<string, number>();
    const newest = new Set(same.slice(0, NEWEST));
    for (const one of same) {
      const own = (this.#vaults.get(kitNameOf(one)) ?? []).map(nameOf);
      const isNewest = own.some((vault) => (told.get(vault) ?? 0) < NEWEST);
      if (isNewest && newest.size < MOST) newest.add(one);
      for (const vault of own) told.set(vault, (told.get(vault) ?? 0) + 1);
    }
    return newest;
  }

  /** By their names; older ones say a part of their set. */
  async #kept(counts: (setHash: Hex) => boolean): Promise<KeptKit[]> {
    const own = (await keptKits(this.#storage)).filter(({ house }) => house === this.#house);
    return own.filter(({ set }) => mayCount(set, counts));
  }

  async #read(one: KeptKit, counts: (setHash: Hex) => boolean): Promise<readonly ExitKit[]> {
    const kit = await readKit(this.#storage, one);
    return kit !== null && counts(kit.checkpoint.setHash) ? [kit] : [];
  }
}

/** Digits of a set's hash. */
const WHOLE = 64;

/** By the part of a set that a name says. */
const mayCount = (set: string, counts: (setHash: Hex) => boolean): boolean => set.length < WHOLE || counts(`0x${set}`);
