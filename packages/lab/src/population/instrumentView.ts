/**
 * From the house's contract specification to what participants see of it.
 *
 * @module
 */
import type { RowOf } from "@novate/codec";
import type { InstrumentView } from "./types.ts";

/** `undefined` for a kind that no participant trades. `underlying` is the name that the population knows it by. */
export function instrumentViewOf(spec: RowOf<"instruments">["spec"], underlying: string): InstrumentView | undefined {
  const { instrumentId, tickFeedUnits, tickValueAtoms, terms } = spec;
  const common = { instrumentId, underlying, tickFeedUnits, tickValueAtoms };
  switch (terms.type) {
    case "Perpetual":
      return { ...common, kind: "perpetual" };
    case "Future":
      return { ...common, kind: "future", expiryMs: terms.expiryMs };
    case "Option":
      return {
        ...common,
        kind: "option",
        expiryMs: terms.expiryMs,
        strikeTicks: terms.strikeTicks,
        isCall: terms.isCall,
      };
    default:
      return undefined;
  }
}
