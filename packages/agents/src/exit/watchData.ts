/**
 * Holds what a vault took against what was given of it: asks for leaves that nobody gave, and shows those that others ask for.
 *
 * A quorum that signs and hides what it signed could ask a price for every exit; a checkpoint of which a leaf is missing is not in force.
 *
 * @module
 */
import { type Acceptance, type AskedLeaf, challengeCalls, type OpenChallenge, readAskedLeaves } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import { checkpointDigest, type ExitBook, hashText, leavesFault } from "@novate/evm";
import { readKit, saveKit, saveKits } from "@novate/sdk";
import { answerOf } from "./answers.ts";
import { type ArchiveOptions, archiveEpoch } from "./archive.ts";
import type { BondBudget } from "./bondBudget.ts";
import { challenge } from "./challenge.ts";
import { passRefusal } from "./passRefusal.ts";
import type { Seen } from "./seen.ts";
import { shownKits } from "./shownKits.ts";
import { UNSEEN } from "./stay.ts";
import type { ExitWatchOptions } from "./watchOptions.ts";

/** A checkpoint whose data does not come within so many seconds is withheld: a fifth of its age. */
const WITHHELD_AFTER = 360n;
/** Leaves that one look asks for at a vault: each costs a bond. */
const MOST_ASKED = 8;

type Pending = Pick<Acceptance, "number" | "accepted">;

// wide: what is lacked, of what was seen, by what it may come, and what asking may cost
/** `archive`: by whose word it is kept; null where there is none. */
export async function watchData(
  options: ExitWatchOptions,
  seen: Seen,
  kits: readonly ExitKit[],
  archive: ArchiveOptions | null,
  budget: BondBudget,
): Promise<void> {
  const { where, place, at, nowSec, acceptances } = seen;
  const pending = acceptances.filter(({ accepted }) => accepted.epoch > at.maturedEpoch);
  if (at.phase === "exit" || pending.length === 0) return;
  const latest = await place.source.header("latest");
  const asked = await readAskedLeaves(place.source, latest, where.vault, place.fromBlock);
  const open = asked.filter(({ isShown, untilSec }) => !isShown && untilSec >= latest.timeSec);
  for (const one of pending) {
    const doubt = (failure: unknown): void =>
      options.onDoubt?.(failure, `data of checkpoint ${one.number} at vault ${where.vaultId}`); // of others there may be some
    if (nowSec - one.accepted.timeSec >= WITHHELD_AFTER)
      await demand(options, seen, kits, archive, { ...one, asked, budget }).catch(doubt);
    await answerAll(options, seen, one, open).catch(doubt);
  }
}

/** Shows what others ask for of a word, as far as the archive has it. */
async function answerAll(
  options: ExitWatchOptions,
  seen: Seen,
  one: Pending,
  open: readonly OpenChallenge[],
): Promise<void> {
  const asked = open.filter(({ number }) => number === one.number);
  const book = asked.length === 0 ? null : await bookOf(options, Number(one.accepted.epoch), one.accepted.digest);
  for (const each of book === null ? [] : asked) await answer(options, seen, one, book!, each);
}

// wide: what is lacked, of what was seen, and by what it may come
/**
 * Asks for what one lacks of a word: all leaves, or without an archive the kit of each account. A house may give one and hide the rest, so
 * that each leaf that does not come is told of, and asked for by itself.
 */
async function demand(
  options: ExitWatchOptions,
  seen: Seen,
  kits: readonly ExitKit[],
  archive: ArchiveOptions | null,
  { asked, budget, ...pending }: Pending & { readonly asked: readonly AskedLeaf[]; readonly budget: BondBudget },
): Promise<void> {
  const { accountIds, isChallenging, onSign } = options;
  const { number, accepted } = pending;
  const { epoch, digest } = accepted;
  const lacking = (own: readonly ExitKit[]): readonly number[] =>
    accountIds.filter((id) => !own.some((kit) => kit.accountId === id && isWholeOf(kit, digest)));
  const isGiven = async (own: readonly ExitKit[]): Promise<boolean> =>
    (archive === null && lacking(own).length === 0) || (await bookOf(options, Number(epoch), digest)) !== null;
  if (await isGiven(kits)) return;
  const told = [...kits, ...(await askFor(options, archive, Number(epoch), digest))];
  const all = [...told, ...(await shownOf(options, seen, { number, digest }, lacking(told), told))];
  if (await isGiven(all)) return;
  const without = lacking(all);
  onSign({ ...seen.where, sign: "withheld", epoch, number, accountIds: without });
  if (!isChallenging) return;
  // Once: what was shown stands in the vault's event, and what nobody showed in time keeps the word out of force for good.
  const isAsked = (index: number): boolean =>
    asked.some((one) => one.number === number && one.tree === "claims" && one.index === index);
  const leaves = without.length > 0 ? without : [await strangerOf(options, seen, digest)];
  for (const accountId of leaves.filter((id) => !isAsked(id)).slice(0, MOST_ASKED))
    await challenge(options, seen, pending, accountId, budget);
}

// wide: as of the kits that are made of it
/** Kits that the vault's own events make whole; they are kept. */
async function shownOf(
  { storage }: ExitWatchOptions,
  seen: Seen,
  word: { readonly number: number; readonly digest: Hex },
  accountIds: readonly number[],
  kits: readonly ExitKit[],
): Promise<readonly ExitKit[]> {
  const made = accountIds.length === 0 ? [] : await shownKits(seen, word, accountIds, kits);
  for (const kit of made) await saveKit(storage, kit, UNSEEN);
  return made;
}

/** Somebody else's account, of the newest book that there is: whose leaf is asked for, a house that hides some cannot know long before. */
async function strangerOf({ archive, accountIds }: ExitWatchOptions, { place }: Seen, digest: Hex): Promise<number> {
  const isOwn = (id: number): boolean => accountIds.includes(id);
  for (const epoch of archive?.epochs() ?? []) {
    const book = await archive!.book(epoch).catch(() => null); // there is one; it may be damaged
    const others =
      book?.claimsFrom(0, Number.MAX_SAFE_INTEGER).claims.filter(({ accountId }) => !isOwn(accountId)) ?? [];
    if (others.length === 0) continue;
    const drawn = BigInt(hashText(`${digest} ${place.writer?.address}`)) % BigInt(others.length);
    return others[Number(drawn)]!.accountId;
  }
  return Math.max(...accountIds) + 1;
}

/** Asks the house for an epoch that passed by unseen; the kits that it gave. */
async function askFor(
  options: ExitWatchOptions,
  archive: ArchiveOptions | null,
  epoch: number,
  digest: Hex,
): Promise<readonly ExitKit[]> {
  const { client, house, setHash, accountIds, storage } = options;
  const pinned = setHash === undefined ? {} : { setHash };
  const own = { client, house, ...pinned, accountIds, storage, keep: UNSEEN, epoch };
  const saved = await saveKits({ ...own, onFailure: () => {} });
  const kits = await Promise.all(saved.map((one) => readKit(storage, one)));
  if (archive !== null) await archiveEpoch(archive, { epoch, digest }).catch(() => {});
  return kits.filter((kit) => kit !== null);
}

async function bookOf({ archive }: ExitWatchOptions, epoch: number, digest: Hex): Promise<ExitBook | null> {
  if (archive === undefined || !archive.hasHead(epoch)) return null;
  const book = await archive.book(epoch);
  return book !== null && checkpointDigest(book.head.house, book.head.checkpoint) === digest ? book : null;
}

// wide: what is shown, of what, where, and who is told
async function answer(
  options: ExitWatchOptions,
  { where, place: { writer } }: Seen,
  pending: Pending,
  book: ExitBook,
  { tree, index }: OpenChallenge,
): Promise<void> {
  if (writer === undefined) return;
  const shown = answerOf(book, where.vaultId, tree, index);
  const call = challengeCalls.answer(where.vault, pending, shown, writer.address);
  await writer.sendOnce(call).catch(passRefusal(options, `answer at vault ${where.vaultId}`));
}

const isWholeOf = (kit: ExitKit, digest: Hex): boolean =>
  checkpointDigest(kit.house, kit.checkpoint) === digest && leavesFault(kit) === null;
