/**
 * What grows stale on a desk grows stale on the one under announced rules as well.
 *
 * @module
 */
import type { Staleness } from "./followRows.ts";

/** Tells `own` and the desk under announced rules, which begins anew where the rules that it moves are others. */
export function relayed(
  own: Staleness,
  announced: () => Staleness | undefined,
  forget: () => void,
  review: () => void,
): Staleness {
  const both = (tell: (drop: Staleness) => void): void => {
    tell(own);
    const other = announced();
    if (other !== undefined) tell(other);
  };
  const anew = (tell: (drop: Staleness) => void): void => {
    tell(own);
    forget();
  };
  return {
    everything: () => both((drop) => drop.everything()),
    book: (segmentId) => anew((drop) => drop.book(segmentId)),
    books: () => anew((drop) => drop.books()),
    instrument: (instrumentId) => both((drop) => drop.instrument(instrumentId)),
    interest: (instrumentId) => both((drop) => drop.interest(instrumentId)),
    underlying: (underlyingId) => both((drop) => drop.underlying(underlyingId)),
    collateral: (segmentId, assetId) => both((drop) => drop.collateral(segmentId, assetId)),
    samples: (segmentId) => both((drop) => drop.samples(segmentId)),
    credits: (segmentId) => anew((drop) => drop.credits(segmentId)),
    held: (segmentId, assetId) => announced()?.collateral(segmentId, assetId),
    announced: review,
  };
}
