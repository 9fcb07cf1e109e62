/**
 * Signed checkpoints with every account's claim, on disk: two files an epoch, which are all that anybody needs to leave.
 *
 * `<epoch>.claims.gz` has a line of JSON for each leaf, ascending by account; `<epoch>.head.json` what the checkpoint says, who has
 * signed it, and what it commits to beside. Neither is believed when it is read: both hash to what was signed, or prove nothing.
 *
 * @module
 */
import { copyFileSync, existsSync, readdirSync, rmSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { type ExitClaim, ExitHead, fromJson, toJson } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import { ExitBook } from "@novate/evm";
import { ClearingError } from "../failures.ts";
import { makeFolder } from "../store/makeFolder.ts";
import { readLeaves, writeLeaves } from "./leafFile.ts";

const CLAIMS = /^(\d+)\.claims\.gz$/;

export class ExitArchive {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Removes what was being written when a process ended. Only for whoever writes: another may be writing now. */
  sweep(): void {
    for (const name of this.#names()) if (name.endsWith(".part")) rmSync(join(this.#folder, name));
  }

  /** Epochs whose claims it has, the newest first. */
  epochs(): number[] {
    return this.#names()
      .flatMap((name) => CLAIMS.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((left, right) => right - left);
  }

  hasHead(epoch: number): boolean {
    return existsSync(this.headPath(epoch));
  }

  /** Whole or not at all. Rejects with the disk's failure. */
  async putClaims(epoch: number, claims: Iterable<ExitClaim>): Promise<void> {
    makeFolder(this.#folder);
    const part = `${this.claimsPath(epoch)}.part`;
    await writeLeaves(part, claims);
    await rename(part, this.claimsPath(epoch));
  }

  /** Where the head of an epoch lies, or would. */
  headPath(epoch: number): string {
    return join(this.#folder, `${epoch}.head.json`);
  }

  /** The same of its claims. */
  claimsPath(epoch: number): string {
    return join(this.#folder, `${epoch}.claims.gz`);
  }

  /** Once more than two thirds have signed. Rejects with the disk's failure. */
  async putHead(head: ExitHead): Promise<void> {
    const { epoch } = head.checkpoint;
    makeFolder(this.#folder);
    const part = `${this.headPath(epoch)}.part`;
    await writeFile(part, `${JSON.stringify(toJson(ExitHead, head))}\n`);
    await rename(part, this.headPath(epoch));
  }

  /** Puts the newest epoch that has both files into another folder, which is made. */
  copyNewest(folder: string): void {
    const epoch = this.epochs().find((each) => this.hasHead(each));
    if (epoch === undefined) return;
    makeFolder(folder);
    for (const path of [this.claimsPath(epoch), this.headPath(epoch)]) copyFileSync(path, join(folder, basename(path)));
  }

  /** Forgets the epochs that are not to be kept; asks of the newest first. */
  prune(isKept: (epoch: number) => boolean): void {
    for (const epoch of this.epochs()) {
      if (isKept(epoch)) continue;
      for (const path of [this.claimsPath(epoch), this.headPath(epoch)]) rmSync(path, { force: true });
    }
  }

  /** The tree of an epoch's claims, or null where it has none. Rejects with `ExitArchiveInvalid`. */
  async claims(epoch: number): Promise<ClaimsTree | null> {
    if (!existsSync(this.claimsPath(epoch))) return null;
    const next = new ClaimsTree().next();
    try {
      for await (const claims of readLeaves(this.claimsPath(epoch))) {
        next.add(claims);
        await turn();
      }
    } catch (cause) {
      throw archiveInvalid(epoch, this.claimsPath(epoch), "it cannot be read to its end", cause);
    }
    return next.finish();
  }

  /** What is kept as the head of an epoch, or null where nothing is, or nothing that can be read. It is not verified. */
  async head(epoch: number): Promise<ExitHead | null> {
    if (!this.hasHead(epoch)) return null;
    try {
      return fromJson(ExitHead, JSON.parse(await readFile(this.headPath(epoch), "utf8")));
    } catch {
      return null;
    }
  }

  /** All of an epoch, or null where it lacks the claims or the head. Rejects with `ExitArchiveInvalid`. */
  async book(epoch: number): Promise<ExitBook | null> {
    const claims = await this.claims(epoch);
    if (claims === null || !this.hasHead(epoch)) return null;
    let book: ExitBook;
    try {
      book = new ExitBook(fromJson(ExitHead, JSON.parse(await readFile(this.headPath(epoch), "utf8"))), claims);
    } catch (cause) {
      throw archiveInvalid(epoch, this.headPath(epoch), "it is no head of a checkpoint", cause);
    }
    const { checkpoint } = book.head;
    if (checkpoint.epoch !== epoch)
      throw archiveInvalid(epoch, this.headPath(epoch), `it is of epoch ${checkpoint.epoch}`);
    const fault = book.fault();
    if (fault === null) return book;
    const isOfClaims = claims.root() !== checkpoint.claimsRoot;
    throw archiveInvalid(epoch, isOfClaims ? this.claimsPath(epoch) : this.headPath(epoch), fault);
  }

  readonly #names = (): string[] => (existsSync(this.#folder) ? readdirSync(this.#folder) : []);
}

// wide: what is wrong with which file of what, and why
const archiveInvalid = (epoch: number, file: string, what: string, cause?: unknown): ClearingError =>
  new ClearingError({
    code: "ExitArchiveInvalid",
    message: `${file} was tampered with or damaged: ${what}.`,
    remedy: "Take another epoch, or the archive of another node.",
    advice: "stop",
    details: { epoch, file },
    cause,
  });
