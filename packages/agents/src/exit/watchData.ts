/**
 * Holds what a vault took against what was given of it: asks for leaves that nobody gave, and shows those that others ask for.
 *
 * A quorum that signs and hides what it signed could ask a price for every exit; a checkpoint of which a leaf is missing is not in force.
 *
 * @module
 */
import { type Acceptance, challengeCalls, type OpenChallenge, readOpenChallenges } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import { checkpointDigest, type ExitBook } from "@novate/evm";
import { readKit, saveKits } from "@novate/sdk";
import { answerOf } from "./answers.ts";
import { type ArchiveOptions, archiveEpoch } from "./archive.ts";
import { challenge } from "./challenge.ts";
import { passRefusal } from "./passRefusal.ts";
import type { Seen } from "./seen.ts";
import { UNSEEN } from "./stay.ts";
import type { ExitWatchOptions } from "./watchOptions.ts";

/** A checkpoint whose data does not come within so many seconds is withheld: a fifth of its age. */
const WITHHELD_AFTER = 360n;

type Pending = Pick<Acceptance, "number" | "accepted">;

/** `archive`: by whose word it is kept; null where there is none. */
export async function watchData(
  options: ExitWatchOptions,
  seen: Seen,
  kits: readonly ExitKit[],
  archive: ArchiveOptions | null,
): Promise<void> {
  const { where, place, at, nowSec, acceptances } = seen;
  const pending = acceptances.filter(({ accepted }) => accepted.epoch > at.maturedEpoch);
  if (at.phase === "exit" || pending.length === 0) return;
  const latest = await place.source.header("latest");
  const open = await readOpenChallenges(place.source, latest, where.vault, place.fromBlock);
  for (const one of pending) {
    const { accepted, number } = one;
    const [epoch, { digest }] = [Number(accepted.epoch), accepted];
    const hasBook = (await bookOf(options, epoch, digest)) !== null;
    const isKnown = hasBook || kits.some((kit) => isOf(kit, digest));
    const isLate = nowSec - accepted.timeSec >= WITHHELD_AFTER;
    const isAsked = isLate && (archive === null ? !isKnown : !hasBook);
    if (isAsked && !(await askFor(options, archive, epoch, digest)) && !isKnown) {
      options.onSign({ ...where, sign: "withheld", epoch: accepted.epoch, number });
      if (options.isChallenging) await challenge(options, seen, one);
    }
    const book = await bookOf(options, epoch, digest);
    const asked = book === null ? [] : open.filter((each) => each.number === number);
    for (const each of asked) await answer(options, seen, one, book!, each);
  }
}

/** Asks the house for an epoch that passed by unseen; whether it gave what the vault took. */
async function askFor(
  options: ExitWatchOptions,
  archive: ArchiveOptions | null,
  epoch: number,
  digest: Hex,
): Promise<boolean> {
  const { client, house, setHash, accountIds, storage } = options;
  const pinned = setHash === undefined ? {} : { setHash };
  const own = { client, house, ...pinned, accountIds, storage, keep: UNSEEN, epoch };
  const saved = await saveKits({ ...own, onFailure: () => {} });
  const kits = await Promise.all(saved.map((one) => readKit(storage, one)));
  if (archive !== null) await archiveEpoch(archive, { epoch, digest }).catch(() => {});
  return kits.some((kit) => kit !== null && isOf(kit, digest)) || (await bookOf(options, epoch, digest)) !== null;
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

const isOf = ({ house, checkpoint }: ExitKit, digest: Hex): boolean => checkpointDigest(house, checkpoint) === digest;
