/**
 * When a segment lets nothing out: while a loss is uncovered or waits for a sale (WDR-004, DFLT-019), and for a while after the
 * last one (WDR-015).
 *
 * @module
 */
import type { SegmentRow } from "@novate/codec";
import { immaterialLossAtoms } from "../ledger/materialLoss.ts";
import { isWindingUp } from "../ledger/windUp.ts";
import type { StateView } from "../state/state.ts";

export function isGated(state: StateView, segment: SegmentRow, timeMs: number): boolean {
  if (isWindingUp(state, segment.segmentId)) return true;
  const { uncoveredAtoms, earmarkedAtoms, shortfallAtMs, parameters } = segment;
  if (uncoveredAtoms + earmarkedAtoms > immaterialLossAtoms(state, segment)) return true;
  return shortfallAtMs !== 0 && timeMs < shortfallAtMs + parameters.clearing.shortfallGateMs;
}
