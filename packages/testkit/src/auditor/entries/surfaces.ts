/**
 * Volatility surfaces and forwards: who said what, and that what is taken is one publisher's whole word, heard from enough.
 *
 * @module
 */
import { ppm } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { isFeedFresh } from "../worth.ts";
import type { Entries } from "./entry.ts";

/** What a new underlying says of its surface. */
export const NO_SURFACE = {
  slices: [],
  surfaceAtMs: 0,
  surfacePublisherId: 0,
  surfaceTakenAtMs: 0,
  surfaceHalfWidthPpm: ppm(0n),
  surfacePendingAtMs: 0,
};

/** ORCL-100: a publisher's proofs of one underlying are a second apart. */
const PACE_MS = 1_000;

const weightOf = (ledger: Ledger, publisherId: number): number => {
  const { weight, surfaceWeight } = ledger.must("publishers", publisherId);
  return weight === 0 ? 0 : (surfaceWeight ?? weight);
};

/** Publishers with a weight whose surface of the underlying is young enough, and heard after `afterMs`. */
function speakers(ledger: Ledger, underlyingId: number, afterMs: number): number[] {
  const { indexFeedId } = ledger.must("underlyings", underlyingId).spec;
  const ageMs = 10 * ledger.must("feeds", indexFeedId).spec.maxAgeMs;
  return [...ledger.tables.surfaces.values()]
    .filter((row) => row.underlyingId === underlyingId && row.heardAtMs > afterMs)
    .filter((row) => weightOf(ledger, row.publisherId) > 0 && ledger.timeMs - row.publishedAtMs <= ageMs)
    .map(({ publisherId }) => publisherId);
}

function checkQuorum(ledger: Ledger, spoken: readonly number[]): void {
  const registered = [...ledger.tables.publishers.keys()].map((id) => weightOf(ledger, Number(id)));
  const total = registered.reduce((sum, weight) => sum + weight, 0);
  const weight = spoken.reduce((sum, id) => sum + weightOf(ledger, id), 0);
  const least = Math.min(3, registered.filter((one) => one > 0).length);
  check("ORCL-102", 3 * weight >= 2 * total, () => `a surface by a weight of ${weight} of ${total}`);
  check("ORCL-102", spoken.length >= least, () => `a surface by ${spoken.length} publishers`);
}

function checkPace(ledger: Ledger, underlyingId: number, publisherId: number): void {
  const provenAtMs = ledger.get("surfaces", `${underlyingId}/${publisherId}`)?.provenAtMs ?? -PACE_MS;
  check(
    "ORCL-100",
    ledger.timeMs - provenAtMs >= PACE_MS,
    () => `publisher ${publisherId} has surfaces proven too often`,
  );
}

export const surfaceEntries: Entries<
  "SurfaceAccepted" | "SurfaceDropped" | "SurfaceTaken" | "SurfaceJumpPending" | "ForwardRatioSet"
> = {
  SurfaceAccepted(ledger, { publisherId, surface }) {
    const { underlyingId, publishedAtMs, slices } = surface;
    checkPace(ledger, underlyingId, publisherId);
    const last = ledger.get("surfaces", `${underlyingId}/${publisherId}`);
    // A publisher's first is newer than nothing, whenever it says that it was published: how old it is decides whether it is taken.
    const isNewer = last === undefined || publishedAtMs > last.publishedAtMs;
    check("ORCL-011", isNewer, () => "a surface is not newer");
    const { timeMs } = ledger;
    const proof = { provenAtMs: timeMs, provenSlices: slices.length };
    ledger.put("surfaces", { underlyingId, publisherId, publishedAtMs, heardAtMs: timeMs, slices, ...proof });
  },

  SurfaceDropped(ledger, { publisherId, underlyingId }) {
    checkPace(ledger, underlyingId, publisherId);
    const unheard = { underlyingId, publisherId, publishedAtMs: 0, heardAtMs: 0, slices: [] };
    const last = ledger.get("surfaces", `${underlyingId}/${publisherId}`) ?? unheard;
    ledger.put("surfaces", { ...last, provenAtMs: ledger.timeMs, provenSlices: 32 });
  },

  SurfaceTaken(ledger, { underlyingId, publisherId, halfWidthPpm, takenAtMs }) {
    const { surfacePendingAtMs } = ledger.must("underlyings", underlyingId);
    checkQuorum(ledger, speakers(ledger, underlyingId, 0));
    const { publishedAtMs, slices } = ledger.must("surfaces", `${underlyingId}/${publisherId}`);
    const isHeard = speakers(ledger, underlyingId, 0).includes(publisherId);
    check("ORCL-108", isHeard, () => `the surface of publisher ${publisherId} is too old to be taken`);
    checkEqual("ORCL-105", takenAtMs, ledger.timeMs, "time at which a surface is taken");
    check("ORCL-110", takenAtMs > surfacePendingAtMs, () => "a jump confirmed itself");
    check("ORCL-107", halfWidthPpm >= 0n, () => "a negative half-width");
    ledger.change("underlyings", underlyingId, {
      slices,
      surfaceAtMs: publishedAtMs,
      surfacePublisherId: publisherId,
      surfaceTakenAtMs: takenAtMs,
      surfaceHalfWidthPpm: halfWidthPpm,
      surfacePendingAtMs: 0,
    });
  },

  SurfaceJumpPending(ledger, { underlyingId, pendingAtMs }) {
    const { surfacePendingAtMs, surfaceTakenAtMs } = ledger.must("underlyings", underlyingId);
    check("ORCL-110", surfacePendingAtMs === 0 && surfaceTakenAtMs > 0, () => "a jump from nothing, or twice");
    checkEqual("ORCL-110", pendingAtMs, ledger.timeMs, "time since which a jump waits");
    ledger.change("underlyings", underlyingId, { surfacePendingAtMs: pendingAtMs });
  },

  ForwardRatioSet(ledger, { feedId, ratioE9, ratioAtMs }) {
    const feed = ledger.must("feeds", feedId);
    check("ORCL-113", ratioE9 > 0n, () => `a ratio of ${ratioE9}`);
    check("ORCL-113", isFeedFresh(ledger, feedId), () => "a ratio of a forward that is not fresh");
    checkEqual("ORCL-113", ratioAtMs, ledger.timeMs, "time of a ratio");
    check("ORCL-113", feed.aggregatedAtMs > feed.ratioAtMs, () => "a ratio of a forward that has not spoken again");
    ledger.put("feeds", { ...feed, ratioE9, ratioAtMs });
  },
};
