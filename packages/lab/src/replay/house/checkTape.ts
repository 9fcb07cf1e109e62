/**
 * Whether a well-formed tape is one that a house can be built on.
 *
 * @module
 */
import { openingPrices } from "../../tape/opening.ts";
import type { Tape } from "../../tape/types.ts";
import { ReplayError } from "../replayError.ts";
import { toFeedUnits } from "./feedUnits.ts";
import { SETTLEMENT } from "./plan.ts";

const MOST_UNDERLYINGS = 64;
/** Publishers are rows of a feed, which holds 32; one more signs volatility. */
const MOST_VENUES = 31;
/** Leaves room in a contract's symbol for expiry and strike. */
const LONGEST_NAME = 12;
/** A feed tells prices from a hundred-millionth of a dollar up to a billion. */
const MOST_INDEX = 10n ** 17n;

/** Errors: {@link ReplayError}, the first that applies in the order of its codes. */
export function checkTape(tape: Tape): void {
  const { underlyings, sources } = tape.header;
  if (underlyings.length > MOST_UNDERLYINGS) {
    throw new ReplayError("TooManyUnderlyings", `${underlyings.length}; name at most ${MOST_UNDERLYINGS} of them`);
  }
  const venueCount = new Set(sources.map(({ venue }) => venue)).size;
  if (venueCount > MOST_VENUES) {
    throw new ReplayError("TooManyVenues", `${venueCount}; a feed takes ${MOST_VENUES} publishers`);
  }
  for (const { name } of underlyings) checkName(name);
  const opening = openingPrices(tape);
  const silent = underlyings.filter(({ name }) => !opening.has(name)).map(({ name }) => name);
  if (silent.length > 0) {
    const names = silent.join(", ");
    throw new ReplayError("UnderlyingSilent", `${names} never prints here: leave it out, or widen the time`);
  }
  checkPrices(tape);
}

function checkName(name: string): void {
  if (name.length > LONGEST_NAME) {
    throw new ReplayError("NameTooLong", `"${name}"; contracts are named after it: at most ${LONGEST_NAME} characters`);
  }
  if (name === SETTLEMENT.symbol) {
    throw new ReplayError("UnderlyingIsSettlement", `the house settles in ${name}: leave it out`);
  }
}

function checkPrices({ header: { underlyings, sources }, steps }: Tape): void {
  const decimalsOf = new Map(underlyings.map((one) => [one.name, one.priceDecimals]));
  for (const { prints } of steps) {
    for (const [column, print] of prints.entries()) {
      if (print === undefined) continue;
      const { underlying, venue } = sources[column]!;
      const decimals = decimalsOf.get(underlying)!;
      const [low, high] = [toFeedUnits(print.lowTicks, decimals), toFeedUnits(print.highTicks, decimals)];
      if (low >= 1n && high <= MOST_INDEX) continue;
      throw new ReplayError("PriceOutOfReach", `${underlying} of ${venue} is outside 0.00000001 … 1000000000`);
    }
  }
}
