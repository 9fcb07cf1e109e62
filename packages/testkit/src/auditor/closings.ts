/**
 * Whether an account may be managed for a closing: counted anew from openings, minute by minute, and from its call. LIQ-090, LIQ-093.
 *
 * @module
 */
import { AccountRole, type AccountRow, type FeedRow } from "@novate/codec";
import { MINUTE_MS, PPM_ONE } from "@novate/num";
import type { Ledger } from "./ledger.ts";
import { abs, ceil } from "./sums.ts";
import { isOpenAt, lotsValueOf, mustMark } from "./worth.ts";

/** Stated here once more, so that the engine's own numbers are judged and not repeated. */
const CLOSING_MS = 60 * MINUTE_MS;
const NOTICE_MS = 15 * MINUTE_MS;

/** The gap of a feed whose market is open and closes within the hour. */
function dueRangeOf({ timeMs }: Ledger, { spec }: FeedRow): bigint {
  if (!isOpenAt(spec, timeMs)) return 0n;
  for (let at = timeMs; at < timeMs + CLOSING_MS; at += MINUTE_MS - (at % MINUTE_MS))
    if (!isOpenAt(spec, at)) return spec.sessions.closedRangePpm;
  return 0n;
}

/**
 * The most that closings which are due may ask of the account; null where nothing may be asked of it: it is a backstop, or was not
 * told in time, or nothing that it holds closes. Nor is the most known of collateral, nor of more than one perpetual.
 */
export function mostOfClosings(ledger: Ledger, account: AccountRow): bigint | "unknown" | null {
  const call = ledger.get("calls", account.accountId);
  if (account.role === AccountRole.backstop || call === undefined) return null;
  if (ledger.timeMs - call.calledAtMs < NOTICE_MS) return null;
  const held = account.positions.map(({ instrumentId, lots }) => {
    const { underlyingId, terms } = ledger.must("instruments", instrumentId).spec;
    const range = dueRangeOf(ledger, ledger.must("feeds", ledger.must("underlyings", underlyingId).spec.indexFeedId));
    const worth = abs(lotsValueOf(ledger, instrumentId, lots, mustMark(ledger, instrumentId)));
    return { range, most: ceil(worth * range, PPM_ONE) + 1n, isPerpetual: terms.type === "Perpetual" };
  });
  const assets = account.balances.map(({ assetId }) => ledger.must("assets", assetId).priceFeedId);
  const isAssetDue = assets.some((feedId) => dueRangeOf(ledger, ledger.must("feeds", feedId)) > 0n);
  if (!isAssetDue && held.every(({ range }) => range === 0n)) return null;
  const [only] = held;
  return !isAssetDue && held.length === 1 && only!.isPerpetual ? only!.most : "unknown";
}
