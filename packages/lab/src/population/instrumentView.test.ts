/**
 * Goal: participants see the terms of a contract as the house listed them, and no kind they do not trade.
 * Method: one specification under each kind.
 */
import { InstrumentKind } from "@novate/codec";
import { atoms, ticks } from "@novate/num";
import { expect, it } from "vitest";
import { instrumentViewOf } from "./instrumentView.ts";

const spec = {
  instrumentId: 12,
  underlyingId: 1,
  symbol: "BTC-17OCT25-120000-P",
  tickFeedUnits: 500n,
  tickValueAtoms: atoms(50_000n),
  strikeTicks: ticks(24_000n),
  isCall: false,
  expiryMs: 1_760_688_000_000,
  forwardFeedId: 0,
  baseAssetId: 0,
  lotBaseAtoms: atoms(0n),
};

it.each([
  [InstrumentKind.perpetual, "perpetual"],
  [InstrumentKind.future, "future"],
  [InstrumentKind.option, "option"],
])("shows kind %i as %s", (kind, name) => {
  expect(instrumentViewOf({ ...spec, kind }, "BTC")).toEqual({
    instrumentId: 12,
    underlying: "BTC",
    kind: name,
    tickFeedUnits: 500n,
    tickValueAtoms: 50_000n,
    strikeTicks: 24_000n,
    isCall: false,
    expiryMs: 1_760_688_000_000,
  });
});

it("hides spot and any kind to come", () => {
  expect(instrumentViewOf({ ...spec, kind: InstrumentKind.spot }, "BTC")).toBeUndefined();
  expect(instrumentViewOf({ ...spec, kind: 200 }, "BTC")).toBeUndefined();
});
