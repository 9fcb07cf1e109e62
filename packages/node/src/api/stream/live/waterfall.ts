/**
 * The topic `waterfall`: what stands behind each segment, and what losses have taken of it.
 *
 * @module
 */
import type { SegmentRow } from "@novate/codec";
import type { Engine } from "@novate/engine";
import type { LiveWaterfall, WaterfallPools } from "@novate/wire/schema";
import type { z } from "zod";
import type { LiveView } from "../channel.ts";
import { Told } from "./told.ts";

type Waterfall = z.infer<typeof LiveWaterfall>;

export function waterfallView(): LiveView {
  const told = new Told<number>();
  const entriesOf = ({ state }: Engine) =>
    [...state.segments.values()].map((row) => [row.segmentId, poolsOf(row)] as const);
  return {
    snapshot(engine): Waterfall {
      const entries = entriesOf(engine);
      told.shown(entries);
      return { height: engine.height, segments: entries.map(([, pools]) => pools) };
    },
    delta(engine, { header, result }): Waterfall | null {
      if (!result.changes.some(({ table }) => table === "segments")) return null;
      const segments = told.news(entriesOf(engine));
      return segments.length === 0 ? null : { height: header.height, segments };
    },
  };
}

const poolsOf = (row: SegmentRow): WaterfallPools => ({
  segmentId: row.segmentId,
  feesAtoms: row.feesAtoms.toString(),
  skinAtoms: row.skinAtoms.toString(),
  juniorFundAtoms: row.juniorFundAtoms.toString(),
  seniorFundAtoms: row.seniorFundAtoms.toString(),
  earmarkedAtoms: row.earmarkedAtoms.toString(),
  uncoveredAtoms: row.uncoveredAtoms.toString(),
  owedAtoms: row.owedAtoms.toString(),
});
