/**
 * The set of signers that somebody named, and those that follow it: vaults say which signs now, and steps that both sides signed lead there.
 *
 * Either alone would be too little. A node may name a contract of its own as a vault; and keys that were laid down long ago may be
 * stolen, and sign steps that no vault ever took.
 *
 * @module
 */
import { readLinks, readSetsOf, readVault } from "@novate/chains";
import type { Hex } from "@novate/codec";
import { joinedSets } from "@novate/sdk";
import type { ExitPlace } from "./place.ts";
import type { ExitPlaceOf } from "./step.ts";

/** Steps that are followed from one set at most: more than one a day is none. */
const MOST_STEPS = 4_096;

export class Pin {
  readonly #house: Hex;
  /** In the order in which they signed. */
  readonly #sets: Hex[];

  constructor(house: Hex, named: Hex) {
    this.#house = house;
    this.#sets = [named];
  }

  /** Whose word counts now. */
  get newest(): Hex {
    return this.#sets.at(-1)!; // the one that was named at least
  }

  has(setHash: Hex): boolean {
    return this.#sets.includes(setHash);
  }

  /**
   * Looks whether a vault, of a kit that one of these sets signed, has a later one, and goes there by its steps. Rejects with `ChainError`,
   * and where no steps lead there: by a replacement in an emergency, or somewhere else.
   */
  async follow(place: ExitPlace, { vaultId, vault }: ExitPlaceOf): Promise<void> {
    const { source, fromBlock } = place;
    const { hotSet } = await readVault(source, await source.header("latest"), vault);
    if (this.has(hotSet)) return;
    const links = await readLinks(source, await readSetsOf(source, vault), fromBlock);
    const next = new Map<Hex, Hex>();
    for (const link of links) {
      const joined = joinedSets(this.#house, link);
      if (joined !== undefined) next.set(joined.fromHash, joined.toHash);
    }
    const steps: Hex[] = [];
    for (let at = next.get(this.newest); at !== undefined && steps.length < MOST_STEPS; at = next.get(at)) {
      steps.push(at);
      if (at === hotSet) {
        this.#sets.push(...steps);
        return;
      }
    }
    throw new Error(
      `vault ${vaultId} has the set ${hotSet}, to which no signed steps lead from ${this.newest}: name it yourself`,
    );
  }
}
