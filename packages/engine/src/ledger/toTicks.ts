/**
 * From units of a feed to ticks of an instrument.
 *
 * @module
 */
import type { InstrumentRow } from "@novate/codec";
import { mulDivDown, type Ticks, ticks } from "@novate/num";

/** Rounded half up: a mark favours neither side. */
export const toTicks = ({ spec }: Pick<InstrumentRow, "spec">, value: bigint): Ticks =>
  ticks(mulDivDown(2n * value + spec.tickFeedUnits, 1n, 2n * spec.tickFeedUnits));
