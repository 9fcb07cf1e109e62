/**
 * From the house's contract specification to what participants see of it.
 *
 * @module
 */
import { InstrumentKind, type RowOf } from "@novate/codec";
import type { InstrumentView } from "./types.ts";

const KINDS: ReadonlyMap<number, InstrumentView["kind"]> = new Map([
  [InstrumentKind.perpetual, "perpetual"],
  [InstrumentKind.future, "future"],
  [InstrumentKind.option, "option"],
]);

/** `undefined` for a kind that no participant trades. `underlying` is the name that the population knows it by. */
export function instrumentViewOf(spec: RowOf<"instruments">["spec"], underlying: string): InstrumentView | undefined {
  const kind = KINDS.get(spec.kind);
  if (kind === undefined) return undefined;
  const { instrumentId, tickFeedUnits, tickValueAtoms, expiryMs, strikeTicks, isCall } = spec;
  return { instrumentId, underlying, kind, tickFeedUnits, tickValueAtoms, expiryMs, strikeTicks, isCall };
}
