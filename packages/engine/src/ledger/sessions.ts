/**
 * When a feed's market is open: weekly openings, of which none means always (ORCL-050).
 *
 * While it is closed its price is neither late nor fresh: it may move by the closed range, age stands still, and nothing that is
 * said of it counts.
 *
 * @module
 */
import type { FeedRow, Sessions } from "@novate/codec";
import { DAY_MS, MINUTE_MS } from "@novate/num";

const WEEK_MS = 7 * DAY_MS;
/** The first Monday of the epoch, at 00:00 UTC. */
const MONDAY_MS = 4 * DAY_MS;

/** Time of the week, from Monday 00:00 UTC. */
const ofWeek = (timeMs: number): number => (((timeMs - MONDAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS;

/** Whether the market of a feed is open at `timeMs`. */
export function isInSession({ openings }: Sessions, timeMs: number): boolean {
  const now = ofWeek(timeMs);
  return (
    openings.length === 0 ||
    openings.some(({ fromMinute, toMinute }) => fromMinute * MINUTE_MS <= now && now < toMinute * MINUTE_MS)
  );
}

/** Whether it is closed at `toMs`, or was at some time since `fromMs`. */
export const wasClosedSince = (sessions: Sessions, fromMs: number, toMs: number): boolean =>
  sessions.openings.length > 0 &&
  (!isInSession(sessions, toMs) || openMsBetween(sessions, Math.min(fromMs, toMs), toMs) < toMs - fromMs);

/** Whether it closes within `spanMs` from `timeMs` on. */
export const closesWithin = (sessions: Sessions, timeMs: number, spanMs: number): boolean =>
  sessions.openings.length > 0 && openMsBetween(sessions, timeMs, timeMs + spanMs) < spanMs;

/**
 * When it opens again after each closing that has begun by `timeMs`, or begins within `spanMs` from then on; ascending.
 *
 * Work: the openings of a week, for each opening in the span.
 */
export function reopeningsWithin(sessions: Sessions, timeMs: number, spanMs: number): number[] {
  const { openings } = sessions;
  const found: number[] = [];
  if (openings.length === 0) return found;
  for (let atMs = timeMs; ; ) {
    if (!isInSession(sessions, atMs)) {
      atMs = nextOf(openings.map(({ fromMinute }) => fromMinute), atMs); // biome-ignore format: one line
      found.push(atMs);
    }
    atMs = nextOf(openings.map(({ toMinute }) => toMinute), atMs); // biome-ignore format: one line
    if (atMs >= timeMs + spanMs) return found;
  }
}

/** The first time after `afterMs` that is one of these minutes of the week. */
const nextOf = (minutes: readonly number[], afterMs: number): number =>
  afterMs + Math.min(...minutes.map((minute) => ofWeek(minute * MINUTE_MS + MONDAY_MS - ofWeek(afterMs)) || WEEK_MS));

/** How long the market was open between two times, `toMs` not before `fromMs`. Work: the openings of a week. */
export function openMsBetween({ openings }: Sessions, fromMs: number, toMs: number): number {
  if (openings.length === 0) return toMs - fromMs;
  const weeks = Math.floor((toMs - MONDAY_MS) / WEEK_MS) - Math.floor((fromMs - MONDAY_MS) / WEEK_MS);
  return weeks * openedBy(openings, WEEK_MS) + openedBy(openings, ofWeek(toMs)) - openedBy(openings, ofWeek(fromMs));
}

/** How long it was open from Monday 00:00 to this time of the week. */
const openedBy = (openings: Sessions["openings"], now: number): number =>
  openings.reduce((sum, { fromMinute, toMinute }) => {
    const untilMs = Math.min(toMinute * MINUTE_MS, now);
    return sum + Math.max(untilMs - fromMinute * MINUTE_MS, 0);
  }, 0);

/** The age of the feed's aggregate in time that its market was open. */
export const sessionAgeMs = (feed: FeedRow, timeMs: number): number =>
  openMsBetween(feed.spec.sessions, Math.min(feed.aggregatedAtMs, timeMs), timeMs);
