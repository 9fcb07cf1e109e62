/**
 * Segments and assets as the API shows them.
 *
 * @module
 */
import { type AssetRow, SegmentParameters, toJson, WindUpPhase } from "@novate/codec";
import type { Engine } from "@novate/engine";
import type { Asset, Segment } from "@novate/wire/schema";
import { windUpView } from "../../exit/index.ts";

export const assetView = (row: AssetRow): Asset => ({
  assetId: row.assetId,
  symbol: row.symbol,
  decimals: row.decimals,
  priceFeedId: row.priceFeedId,
  escrowAtoms: row.escrowAtoms.toString(),
  outboxAtoms: row.outboxAtoms.toString(),
});

function statusOf({ state }: Engine, segmentId: number): Segment["status"] {
  const windUp = state.windUps.get(segmentId);
  if (windUp === undefined) return "open";
  return windUp.phase === WindUpPhase.over ? "woundUp" : "windingUp";
}

/** `null` when there is no such segment. */
export function segmentView(engine: Engine, segmentId: number): Segment | null {
  const { state } = engine;
  const row = state.segments.get(segmentId);
  if (row === undefined) return null;
  const collaterals = [...state.collaterals.values()].filter(({ spec }) => spec.segmentId === segmentId);
  const instruments = [...state.instruments.values()].filter((instrument) => instrument.segmentId === segmentId);
  return {
    height: engine.height,
    segmentId,
    name: row.name,
    status: statusOf(engine, segmentId),
    windUp: windUpView(engine, row),
    settlementAssetId: row.settlementAssetId,
    feesAtoms: row.feesAtoms.toString(),
    skinAtoms: row.skinAtoms.toString(),
    juniorFundAtoms: row.juniorFundAtoms.toString(),
    seniorFundAtoms: row.seniorFundAtoms.toString(),
    dustAtoms: row.dustAtoms.toString(),
    uncoveredAtoms: row.uncoveredAtoms.toString(),
    lastCycleMs: row.lastCycleMs,
    instrumentIds: instruments.map(({ spec }) => spec.instrumentId),
    collaterals: collaterals.map(({ spec, heldAtoms, haircutPpm, newRiskHaircutPpm, announced }) => ({
      assetId: spec.assetId,
      symbol: state.assets.get(spec.assetId)?.symbol ?? "",
      heldAtoms: heldAtoms.toString(),
      capAtoms: spec.capAtoms.toString(),
      haircutPpm: haircutPpm.toString(),
      newRiskHaircutPpm: newRiskHaircutPpm.toString(),
      announcedHaircut:
        announced === null ? null : { haircutPpm: announced.haircutPpm.toString(), bindsAtMs: announced.bindsAtMs },
    })),
    parameters: toJson(SegmentParameters, row.parameters) as Segment["parameters"], // a struct's JSON is an object
  };
}
