/**
 * Goal: participants see the terms of a contract as the house listed them, and no kind they do not trade.
 * Method: one specification under each kind.
 */
import type { InstrumentTerms } from "@novate/codec";
import { atoms, ticks } from "@novate/num";
import { expect, it } from "vitest";
import { instrumentViewOf } from "./instrumentView.ts";
import type { InstrumentView } from "./types.ts";

const common = { tickFeedUnits: 500n, tickValueAtoms: atoms(50_000n) };
const spec = { instrumentId: 12, underlyingId: 1, symbol: "BTC-17OCT25-120000-P", ...common };
const expiryMs = 1_760_688_000_000;
const struck = { expiryMs, strikeTicks: ticks(24_000n), isCall: false };
const view = { instrumentId: 12, underlying: "BTC", ...common };

it.each<[InstrumentTerms, InstrumentView]>([
  [
    { type: "Perpetual", premiumFeedId: null },
    { ...view, kind: "perpetual" },
  ],
  [
    { type: "Future", expiryMs, forwardFeedId: null },
    { ...view, kind: "future", expiryMs },
  ],
  [
    { type: "Option", ...struck, forwardFeedId: 7 },
    { ...view, kind: "option", ...struck },
  ],
])("shows %o", (terms, expected) => {
  expect(instrumentViewOf({ ...spec, terms }, "BTC")).toEqual(expected);
});

it("hides spot", () => {
  const terms = { type: "Spot", baseAssetId: 2, lotBaseAtoms: atoms(1n) } as const;
  expect(instrumentViewOf({ ...spec, terms }, "BTC")).toBeUndefined();
});
