/**
 * How large a contract may be: whatever its feed may say, what positions in it are worth fits the rows (INST-002, INST-030).
 *
 * @module
 */
import type { ChangeOf } from "@novate/codec";
import { type Fault, fault } from "../../command/fault.ts";
import { MOST_LOT_ATOMS } from "../../ledger/largest.ts";

/** With a price of 2⁶³ ticks and as many lots, what one trade reports still fits an int128. */
export const MAX_TICK_VALUE_ATOMS = 10n ** 12n;
/** The scenario table starts from it as a float64. */
const MOST_POINT_ATOMS = 2n ** 53n - 1n;

type Feed = Pick<ChangeOf<"RegisterFeed">, "decimals" | "maximum">;
type Scale = Pick<ChangeOf<"ListInstrument">, "tickFeedUnits" | "tickValueAtoms">;

/**
 * A lot's gain per whole unit of the quote is a whole number of atoms that a float64 holds, and a lot at the feed's
 * largest price is worth no more than {@link MOST_LOT_ATOMS}.
 */
export function faultOfScale({ decimals, maximum }: Feed, { tickFeedUnits, tickValueAtoms }: Scale): Fault | null {
  const perUnit = tickValueAtoms * 10n ** BigInt(decimals);
  if (perUnit % tickFeedUnits !== 0n)
    return fault("tickValueAtoms", "one unit of the quote is not a whole number of atoms a lot");
  if (perUnit / tickFeedUnits > MOST_POINT_ATOMS)
    return fault("tickValueAtoms", "one unit of the quote is above 2^53 atoms a lot");
  return maximum * tickValueAtoms > MOST_LOT_ATOMS * tickFeedUnits
    ? fault("tickValueAtoms", "a lot at the feed's largest price is worth above 2^62 atoms")
    : null;
}
