/**
 * How much a node may tell before anything of it can be held against a root.
 *
 * Nothing that is signed says how many leaves there are: sums bound no count, since a leaf may be of one atom. So who reads bounds length and
 * time. A leaf of two assets has some 350 characters, and one of 65 some 2,300; in memory each takes about three times as much.
 *
 * @module
 */

/** Characters of an epoch's leaves, as JSON: some 380,000 accounts. */
const MOST_TOLD_LENGTH = 2 ** 27;
/** Milliseconds in which all of them are told. */
export const MOST_TOLD_MS = 300_000;

export interface ToldMost {
  /** Characters of leaves, as JSON; {@link MOST_TOLD_LENGTH} unless told. */
  readonly mostLength?: number;
  /** Until when, by `nowMs`; {@link MOST_TOLD_MS} from the first page on unless told. */
  readonly untilMs?: number;
  /** Milliseconds since 1970; the machine's clock unless told. */
  readonly nowMs?: () => number;
}

/** Takes page by page. Throws once it is too much, or too late. */
export function tellingUpTo(epoch: number, { mostLength = MOST_TOLD_LENGTH, nowMs = Date.now, ...most }: ToldMost) {
  const { untilMs = nowMs() + MOST_TOLD_MS } = most;
  let length = 0;
  return (page: readonly unknown[]): void => {
    length += JSON.stringify(page).length;
    if (length > mostLength) throw new Error(`epoch ${epoch}: its leaves are longer than ${mostLength} characters`);
    if (nowMs() > untilMs) throw new Error(`epoch ${epoch}: its leaves are not told in time`);
  };
}
