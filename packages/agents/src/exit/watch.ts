/**
 * Watches a house and its vaults from outside: keeps what its accounts would leave with, tells what should worry them, and, where it has
 * a key, asks for leaves that nobody gave, takes the bonds of these back, shows leaves that others ask for, and asks for the exit once
 * there is a cause.
 *
 * It believes nobody: kits and archives are verified, vaults are read by proof. All that it remembers are its files.
 *
 * @module
 */
import { unservedAt } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import { pruneKits, saveKits } from "@novate/sdk";
import { archiveEpoch } from "./archive.ts";
import { archiveOf } from "./archiveOf.ts";
import type { BondBudget } from "./bondBudget.ts";
import { reclaimBonds } from "./bonds.ts";
import { budgetOf } from "./challenge.ts";
import {
  contradictionOf,
  isStoppable,
  type SignedWord,
  showContradiction,
  wordOfAcceptance,
  wordOfKit,
} from "./contradictions.ts";
import { unheardEntries } from "./entries.ts";
import { nameOf, vaultsFrom } from "./firstUse.ts";
import { KitShelf } from "./kitShelf.ts";
import { leave } from "./leave.ts";
import { passRefusal } from "./passRefusal.ts";
import { Pin } from "./pin.ts";
import { type Seen, see } from "./seen.ts";
import { spreadContradiction } from "./spread.ts";
import { type StayByChain, stayOf, UNSEEN } from "./stay.ts";
import type { ExitPlaceOf } from "./step.ts";
import { watchData } from "./watchData.ts";
import type { ExitWatchOptions } from "./watchOptions.ts";

const HOUR = 3_600n;
/** An entry is told of after a day. */
const UNSERVED_AFTER = 24n;

export class ExitWatch {
  readonly #given: ExitWatchOptions;
  /** Null where any set's word counts that vaults have. */
  readonly #pin: Pin | null;
  readonly #shelf: KitShelf;
  readonly #budget: BondBudget;
  /** The sets that count on first use, where none was named. */
  #first: ReadonlySet<Hex> = new Set();
  readonly #counts = (setHash: Hex): boolean => this.#pin === null || this.#pin.has(setHash);

  constructor(options: ExitWatchOptions) {
    this.#given = options;
    this.#budget = budgetOf(options);
    this.#shelf = new KitShelf(options.storage, options.house);
    this.#pin = options.setHash === undefined ? null : new Pin(options.house, options.setHash);
  }

  /** With the set whose word counts now. */
  get #options(): ExitWatchOptions {
    return this.#pin === null ? this.#given : { ...this.#given, setHash: this.#pin.newest };
  }

  /** One look at everything. Rejects only for bugs: what fails is told to `onDoubt`, and the next look tries it again. */
  async look(): Promise<void> {
    await this.#follow();
    const { client, house, setHash, accountIds, storage, keep, isRequesting } = this.#options;
    const onFailure = (failure: unknown): void => this.#doubt(failure, "kits");
    const pinned = setHash === undefined ? {} : { setHash };
    await saveKits({ client, house, ...pinned, accountIds, storage, keep: UNSEEN, onFailure });
    const vaults = await this.#shelf.vaults(this.#counts);
    const seen = await this.#see(vaults, await this.#known());
    const stay = stayOf(keep, vaults, seen);
    await pruneKits(storage, house, stay).catch(onFailure);
    const kits = await this.#shelf.kits(this.#counts, stay.pinned);
    for (const one of seen)
      await this.#tell(one).catch((failure) => this.#doubt(failure, `vault ${one.where.vaultId}`));
    await this.#watchWords(seen, kits).catch((failure) => this.#doubt(failure, "words"));
    for (const { place, where } of seen)
      await reclaimBonds(place, where).then(
        (steps) => steps.length > 0 && this.#options.onSteps?.(steps),
        (failure) => this.#doubt(failure, `bonds at vault ${where.vaultId}`),
      );
    if (isRequesting) await this.#leave(seen, kits);
    await this.#readLeaves(seen, kits, stay);
  }

  /** Everybody's leaves, behind all that needs none: a node may tell of them for as long as it is listened to. */
  async #readLeaves(seen: readonly Seen[], kits: readonly ExitKit[], stay: StayByChain): Promise<void> {
    const { isChallenging } = this.#options;
    const own = archiveOf(this.#options, seen, stay);
    if (own !== null) await archiveEpoch(own).catch((failure) => this.#doubt(failure, "archive"));
    const about = ({ where }: Seen): string => `data of vault ${where.vaultId}`;
    const paying: Seen[] = [];
    for (const one of seen)
      await (isChallenging ? this.#budget.read(one) : Promise.resolve()).then(
        () => paying.push(one),
        (failure) => this.#doubt(failure, about(one)), // what it cost already nobody knows
      );
    for (const one of paying)
      await watchData(this.#options, one, kits, own, this.#budget).catch((failure) => this.#doubt(failure, about(one)));
  }

  /** Shows others what stopped one vault, and goes where there is a cause. */
  async #leave(seen: readonly Seen[], kits: readonly ExitKit[]): Promise<void> {
    const { places, archive } = this.#options;
    await spreadContradiction(this.#options, seen).catch((failure) => this.#doubt(failure, "a contradiction"));
    const onDoubt = (failure: unknown, { vaultId }: ExitPlaceOf): void => this.#doubt(failure, `vault ${vaultId}`);
    const more = { ...(archive !== undefined && { archive }), ...(this.#pin === null && { first: this.#first }) };
    this.#options.onSteps?.(await leave({ kits, places, onDoubt, ...more }));
  }

  /** Before anything is asked of a node: what it tells is held against the set that signs now. */
  async #follow(): Promise<void> {
    if (this.#pin === null) return;
    for (const where of await this.#shelf.vaults(this.#counts)) {
      const place = this.#given.places.get(where.chainId);
      if (place === undefined) continue;
      await this.#pin.follow(place, where).catch((failure) => this.#doubt(failure, `set of vault ${where.vaultId}`));
    }
  }

  /** Vaults that are sent something, by name; null: all, since somebody named the set. */
  async #known(): Promise<ReadonlySet<string> | null> {
    if (this.#pin !== null) return null;
    this.#first = await this.#shelf.first();
    return vaultsFrom(this.#first, this.#given.places, (sets) => this.#shelf.vaults((setHash) => sets.has(setHash)));
  }

  async #see(vaults: readonly ExitPlaceOf[], known: ReadonlySet<string> | null): Promise<Seen[]> {
    const looks = vaults.map(async (where): Promise<Seen[]> => {
      const given = this.#options.places.get(where.chainId);
      if (given === undefined) return [];
      const { writer: _, ...unwritten } = given;
      const place = known === null || known.has(nameOf(where)) ? given : unwritten;
      return see(place, where).then(
        (seen) => [seen],
        (failure) => {
          this.#doubt(failure, `vault ${where.vaultId}`);
          return [];
        },
      );
    });
    return (await Promise.all(looks)).flat();
  }

  #doubt(failure: unknown, about: string): void {
    this.#options.onDoubt?.(failure, about);
  }

  async #tell({ where, place, at, nowSec }: Seen): Promise<void> {
    const { onSign, silentAfterSec = HOUR } = this.#options;
    const { phase, cause, beginsAt, acceptedAt: sinceSec } = at;
    if (phase !== "none") onSign({ ...where, sign: "exit", phase, cause, beginsAtSec: beginsAt });
    if (phase === "exit") return;
    const mayAskAtSec = sinceSec + at.spans.silence;
    if (nowSec - sinceSec >= silentAfterSec) onSign({ ...where, sign: "silence", sinceSec, mayAskAtSec });
    const { entries } = await unheardEntries(place, where.vault, at);
    const [entry] = entries;
    if (entry === undefined || nowSec - entry.timeSec < UNSERVED_AFTER * silentAfterSec) return;
    const asked = { sinceSec: entry.timeSec, mayAskAtSec: unservedAt(at, entry.timeSec) };
    onSign({ ...where, sign: "unserved", index: entry.index, ...asked });
  }

  /** Holds everything that was signed of an epoch against everything else, and shows what contradicts to each vault. */
  async #watchWords(seen: readonly Seen[], kits: readonly ExitKit[]): Promise<void> {
    const { house, onSign, isRequesting } = this.#options;
    const taken = seen.flatMap(({ where, at, acceptances }) =>
      acceptances.flatMap((one) => wordOfAcceptance(house, at.hotSet, where, one) ?? []),
    );
    const sets = new Set(seen.map(({ at }) => at.hotSet)); // what others sign is nobody's word
    const kept = new Map<string, SignedWord>();
    for (const word of kits.map(wordOfKit)) if (sets.has(word.setHash)) kept.set(word.digest, word);
    const found = contradictionOf([...taken, ...kept.values()]);
    if (found === null) return;
    const [{ epoch, digest }, other] = found;
    for (const { where, place, at } of seen) {
      onSign({ ...where, sign: "contradiction", epoch, digests: [digest, other.digest] });
      if (!isRequesting || place.writer === undefined || !isStoppable(at)) continue;
      await place.writer
        .sendOnce(showContradiction(where.vault, found))
        .catch(passRefusal(this.#options, `vault ${where.vaultId}`));
    }
  }
}
