/**
 * Everybody's leaves of every signed checkpoint, as a watcher keeps them: what answers a challenge, and what a stranger leaves with.
 *
 * @module
 */
import { ExitClaim, ExitHead, fromJson, type HouseId } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import { ExitBook } from "@novate/evm";
import type { NovateClient } from "@novate/sdk";

/** Where they are kept; a node's own archive is one. */
export interface BookArchive {
  /** Epochs that it has, the newest first. */
  epochs(): readonly number[];
  hasHead(epoch: number): boolean;
  /** What is kept of an epoch, verified against its own checkpoint; null where something is missing. */
  book(epoch: number): Promise<ExitBook | null>;
  putClaims(epoch: number, claims: Iterable<ExitClaim>): Promise<void>;
  putHead(head: ExitHead): Promise<void>;
  prune(isKept: (epoch: number) => boolean): void;
}

const PAGE = 500;

/**
 * Keeps a signed checkpoint of a node, the newest unless an epoch is told, unless it is kept; and lets go of all but the last `keep`.
 * Rejects with the node's failures, and where what it gave does not hash to what it says.
 */
// wide: who is asked for what, and where it goes
export async function archiveEpoch(
  client: Pick<NovateClient, "exitClaims" | "checkpoint">,
  house: HouseId,
  archive: BookArchive,
  keep: number,
  asked?: number,
): Promise<void> {
  const epoch = asked ?? (await client.checkpoint("signed")).checkpoint.epoch;
  if (archive.hasHead(epoch)) return;
  let head: ExitHead | null = null;
  const claims: ExitClaim[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await client.exitClaims(epoch, { limit: PAGE, ...(cursor !== undefined && { cursor }) });
    if (page.head !== null) head = fromJson(ExitHead, page.head);
    for (const claim of page.claims) claims.push(fromJson(ExitClaim, claim));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  const next = new ClaimsTree().next();
  next.add(claims);
  const fault = head === null ? "it has no head" : headFault(head, house, new ExitBook(head, next.finish()));
  if (head === null || fault !== null) throw new Error(`epoch ${epoch} is not worth keeping: ${fault}`);
  await archive.putClaims(epoch, claims);
  await archive.putHead(head);
  const kept = archive.epochs().slice(0, keep);
  archive.prune((one) => kept.includes(one));
}

const headFault = (head: ExitHead, house: HouseId, book: ExitBook): string | null =>
  head.house === house ? book.fault() : "it is of another house";
