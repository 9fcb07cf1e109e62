/**
 * What accounts leave with, of the last signed checkpoints: their claims as this process saw them struck, or as they are on disk.
 *
 * Nothing in the state depends on it. A node that was restarted has what its folder has.
 *
 * @module
 */
import type { CheckpointRow } from "@novate/codec";
import { type ClaimsTree, type Engine, epochsPaidBy, exitHeadOf } from "@novate/engine";
import { ExitBook } from "@novate/evm";
import type { Chain, CommittedBlock } from "../chain/index.ts";
import type { ExitArchive } from "./archive.ts";
import { exitRowsOf } from "./exitRows.ts";

/** Trees of checkpoints in memory; one shares all that did not change with the one before. */
const TREES_KEPT = 4;
const BOOKS_KEPT = 4;
/** Epochs on disk, however far apart: ten days of a house that never rested. No row says which one a vault has in force. */
const EPOCHS_KEPT = 1_440;

export class ExitBooks {
  readonly #chain: Chain;
  readonly #archive: ExitArchive | null;
  readonly #onFailure: (failure: unknown) => void;
  readonly #epochsKept: number;
  readonly #trees = new Map<number, ClaimsTree>();
  readonly #books = new Map<number, ExitBook>();
  #writing: Promise<void> = Promise.resolve();

  /** `onFailure`: told of what the disk did not take; the node goes on. */
  constructor(
    chain: Chain,
    archive: ExitArchive | null,
    onFailure: (failure: unknown) => void = () => {},
    epochsKept = EPOCHS_KEPT,
  ) {
    this.#chain = chain;
    this.#archive = archive;
    this.#onFailure = onFailure;
    this.#epochsKept = epochsKept;
    chain.onCommitted((block) => this.#follow(block));
  }

  /** The book of a signed epoch, or of the newest of which there is one; null where there is none. */
  async book(epoch: number | null): Promise<ExitBook | null> {
    if (epoch !== null) return this.#bookOf(epoch);
    const signed = await this.#chain.read(({ state }) =>
      [...state.checkpoints.values()].filter(({ isSigned }) => isSigned).map((row) => row.epoch),
    );
    for (const each of signed.sort((left, right) => right - left)) {
      const book = await this.#bookOf(each);
      if (book !== null) return book;
    }
    return null;
  }

  /** Resolves when all that was struck so far is on disk. */
  settled(): Promise<void> {
    return this.#writing;
  }

  async #bookOf(epoch: number): Promise<ExitBook | null> {
    const known = this.#books.get(epoch);
    if (known !== undefined) return known;
    const claims = this.#trees.get(epoch) ?? (await this.#archive?.claims(epoch)) ?? null;
    const row = await this.#chain.read(({ state }) => state.checkpoints.get(epoch));
    const head = row?.isSigned ? await this.#chain.read((engine) => headOf(engine, row)) : null;
    const book = claims !== null && head !== null ? new ExitBook(head, claims) : await this.#archived(epoch);
    if (book === null || book.fault() !== null) return null;
    keep(this.#books, epoch, book, BOOKS_KEPT);
    return book;
  }

  /** Of a checkpoint that the state keeps no more. */
  async #archived(epoch: number): Promise<ExitBook | null> {
    return (await this.#archive?.book(epoch)) ?? null;
  }

  /** The block is the last one until this returns, so that what is read here is as it left it. */
  #follow({ result: { events } }: CommittedBlock): void {
    for (const event of events) {
      if (event.type === "CheckpointStruck") void this.#chain.read((engine) => this.#struck(engine, event.checkpoint));
      if (event.type === "CheckpointSigned") void this.#chain.read((engine) => this.#signed(engine, event.epoch));
    }
  }

  #struck({ house, state }: Engine, { epoch, claimsRoot }: CheckpointRow): void {
    const { tree } = house.derived.claims;
    if (tree.root() !== claimsRoot) return; // another was struck since
    keep(this.#trees, epoch, tree, TREES_KEPT);
    const isPaidBy = epochsPaidBy([...state.vaultExits.values()], epoch);
    this.#write(async (archive) => {
      await archive.putClaims(epoch, tree.claims);
      const newest = new Set(archive.epochs().slice(0, this.#epochsKept));
      archive.prune((each) => newest.has(each) || isPaidBy(each));
    });
  }

  #signed(engine: Engine, epoch: number): void {
    const row = engine.state.checkpoints.get(epoch);
    const head = row === undefined ? null : headOf(engine, row);
    if (head !== null) this.#write((archive) => archive.putHead(head));
  }

  #write(work: (archive: ExitArchive) => Promise<void>): void {
    const archive = this.#archive;
    if (archive !== null) this.#writing = this.#writing.then(() => work(archive)).catch(this.#onFailure);
  }
}

const headOf = (engine: Engine, row: CheckpointRow) => exitHeadOf(exitRowsOf(engine), row);

/** Keeps the last few, in the order in which they came. */
function keep<T>(all: Map<number, T>, epoch: number, one: T, most: number): void {
  all.delete(epoch);
  all.set(epoch, one);
  if (all.size > most) all.delete(all.keys().next().value!); // there is one
}
