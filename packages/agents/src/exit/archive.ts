/**
 * Everybody's leaves of every signed checkpoint, as a watcher keeps them: what answers a challenge, and what a stranger leaves with.
 *
 * A node says which epochs there are, and may lie: what counts is what a set signed that is known from elsewhere, and no later than now.
 *
 * @module
 */
import type { ExitHead, Hex, HouseId } from "@novate/codec";
import { checkpointDigest, EPOCH_MS, ExitBook } from "@novate/evm";
import { isSignedBy, type NovateClient } from "@novate/sdk";
import type { LeafStore } from "../custody/leafStore.ts";
import { toldClaims } from "../custody/toldClaims.ts";
import type { ToldMost } from "../custody/toldMost.ts";

/** Where they are kept; a node's own archive is one. */
export interface BookArchive extends LeafStore {
  /** Epochs that it has, the newest first. */
  epochs(): readonly number[];
  /** The head of an epoch as it lies there, unverified; null where none can be read. */
  head(epoch: number): Promise<ExitHead | null>;
  /** What is kept of an epoch, verified against its own checkpoint; null where something is missing. */
  book(epoch: number): Promise<ExitBook | null>;
}

export interface ArchiveOptions {
  readonly client: Pick<NovateClient, "exitClaims" | "checkpoint">;
  readonly house: HouseId;
  /** Hashes of the hot sets whose word counts: the one that was named, or those that vaults have by proof. */
  readonly sets: ReadonlySet<Hex>;
  readonly archive: BookArchive;
  /** Epochs of each set that are kept. */
  readonly keep: number;
  /** Epochs that vaults pay by, or may: they stay beside. */
  readonly pinned?: ReadonlySet<number>;
  /** Milliseconds since 1970: nothing is signed of an epoch that is still to come. */
  readonly nowMs: number;
  /** How much of an epoch is taken, and until when. */
  readonly most?: ToldMost;
}

/** A checkpoint that a vault took. */
export interface AskedEpoch {
  readonly epoch: number;
  readonly digest: Hex;
}

/**
 * Keeps a signed checkpoint of a node, the newest unless one is told, unless it is kept; and lets go of all but the last `keep` of each
 * set. Rejects with the node's failures, and where what it gave is not signed, or does not hash to what it says.
 */
export async function archiveEpoch(options: ArchiveOptions, asked?: AskedEpoch): Promise<void> {
  const { client, archive } = options;
  const epoch = asked?.epoch ?? (await client.checkpoint("signed")).checkpoint.epoch;
  if (epoch > newestOf(options)) throw new Error(`epoch ${epoch} is still to come`);
  const faultOf = (head: ExitHead | null): string | null => headFault(head, epoch, options, asked?.digest);
  if (faultOf(await archive.head(epoch)) === null) return;
  const { head, tree } = await toldClaims(client, epoch, faultOf, options.most);
  const fault = new ExitBook(head!, tree).fault(); // one without a head was refused
  if (fault !== null) throw new Error(`epoch ${epoch} is not worth keeping: ${fault}`);
  await archive.putClaims(epoch, tree.claims);
  await archive.putHead(head!);
  await letGo(options);
}

/** A slack of one epoch: clocks differ. */
const newestOf = ({ nowMs }: Pick<ArchiveOptions, "nowMs">): number => Math.floor(nowMs / EPOCH_MS) + 1;

// wide: what is held against what
function headFault(head: ExitHead | null, epoch: number, { house, sets }: ArchiveOptions, digest?: Hex): string | null {
  if (head === null) return "it has no head";
  const { checkpoint } = head;
  if (head.house !== house) return "it is of another house";
  if (checkpoint.epoch !== epoch) return "its head is of another epoch";
  if (digest !== undefined && checkpointDigest(house, checkpoint) !== digest) return "a vault took another";
  if (!sets.has(checkpoint.setHash)) return "no set of the house's vaults signed it";
  return isSignedBy(head, { house, setHash: checkpoint.setHash }) ? null : "too few have signed it";
}

/** Of each set the last epochs stay that it signed; what nobody signed counts for nothing, and goes. */
async function letGo({ archive, house, keep, pinned, ...options }: ArchiveOptions): Promise<void> {
  const kept = new Map<Hex, number[]>();
  const newest = newestOf(options);
  const epochs = archive.epochs();
  if (epochs.length <= keep && (epochs[0] ?? 0) <= newest) return; // nothing is too much: nothing is read
  for (const epoch of epochs) {
    const head = epoch <= newest ? await archive.head(epoch) : null;
    if (head === null || head.house !== house || head.checkpoint.epoch !== epoch) continue;
    const { setHash } = head.checkpoint;
    const own = kept.get(setHash) ?? [];
    const isPinned = pinned?.has(epoch) ?? false;
    if ((own.length < keep || isPinned) && isSignedBy(head, { house, setHash })) kept.set(setHash, [...own, epoch]);
  }
  const stays = new Set([...kept.values()].flat());
  archive.prune((epoch) => stays.has(epoch));
}
