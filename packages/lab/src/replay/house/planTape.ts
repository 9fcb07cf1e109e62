/**
 * What a tape lets a house list: its underlyings at their opening prices, its venues as publishers.
 *
 * @module
 */
import { openingPrices } from "../../tape/opening.ts";
import { isDerivative, TradedValue } from "../../tape/tradedValue.ts";
import type { Tape } from "../../tape/types.ts";
import { checkTape } from "./checkTape.ts";
import { toFeedUnits } from "./feedUnits.ts";
import { type HousePlan, type Listed, type PriceVenue, planListing } from "./plan.ts";

/** Underlyings with a dated future, and those with options, in the order of the tape. */
const FUTURES_ON = 3;
const OPTIONS_ON = 2;
/** Steps further apart than this are a gap of the recording, in which prices do grow old. */
const GAP_MS = 300_000;
const SHORTEST_AGE_MS = 30_000;

/** Errors: {@link ReplayError} of `checkTape`. */
export function planTape(tape: Tape): HousePlan {
  const { header, steps } = tape;
  checkTape(tape);
  const opening = openingPrices(tape);
  const priceVenues = priceVenuesOf(tape);
  const traded = new TradedValue(tape).advance(steps[0]!.timeMs);
  const listed = header.underlyings.map(
    ({ name, priceDecimals }, place): Listed => ({
      name,
      openingIndex: toFeedUnits(opening.get(name)!, priceDecimals),
      sourceCount: header.sources.filter((source) => source.underlying === name).length,
      weights: weightsOf(tape, priceVenues, name, traded),
      programme: { hasFuture: place < FUTURES_ON, hasOptions: place < OPTIONS_ON },
    }),
  );
  return planListing({
    genesisMs: steps[0]!.timeMs - 1_000,
    maxAgeMs: Math.max(SHORTEST_AGE_MS, paceOf(tape)),
    listed,
    priceVenues,
  });
}

/** What one publisher of a whole underlying weighs. */
const WHOLE_WEIGHT = 1_000;

/**
 * Sources weigh what they traded before the tape begins, equally where nothing is known of that. An index trades nothing:
 * it weighs half of the whole. A venue of derivatives weighs half of what it traded: its prices carry a basis of their own.
 */
function weightsOf({ header }: Tape, priceVenues: readonly PriceVenue[], name: string, traded: TradedValue) {
  return priceVenues.flatMap(({ name: venue, isIndex }, at) => {
    const column = header.sources.findIndex((source) => source.underlying === name && source.venue === venue);
    if (column < 0) return [];
    const share = isIndex ? 0.5 : (traded.shareOf(column) ?? 1) * (isDerivative(venue) ? 0.5 : 1);
    return [{ publisherId: at + 1, weight: Math.max(Math.round(share * WHOLE_WEIGHT), 1) }];
  });
}

/** The widest step of the tape that is not a gap. */
function paceOf({ steps }: Tape): number {
  let pace = 0;
  for (let index = 1; index < steps.length; index++) {
    const elapsedMs = steps[index]!.timeMs - steps[index - 1]!.timeMs;
    if (elapsedMs <= GAP_MS) pace = Math.max(pace, elapsedMs);
  }
  return pace;
}

/** In the order in which they first stand in the header. A venue whose every print has no size is an index. */
function priceVenuesOf({ header: { sources }, steps }: Tape): PriceVenue[] {
  const names = [...new Set(sources.map((source) => source.venue))];
  const trading = new Set<string>();
  for (const { prints } of steps) {
    for (const [column, print] of prints.entries()) {
      if (print !== undefined && print.size > 0n) trading.add(sources[column]!.venue);
    }
  }
  return names.map((name) => ({ name, isIndex: !trading.has(name) }));
}
