/**
 * How far a segment is with its end, and until when it waits for what is missing.
 *
 * @module
 */
import { type SegmentRow, WindUpPhase, type WindUpRow } from "@novate/codec";
import { BOOKING_WAIT_MS, type Engine, isWindingUp } from "@novate/engine";
import type { Segment } from "@novate/wire/schema";

type View = Pick<Engine, "state">;
type Shown = NonNullable<Segment["windUp"]>;

/** `null` of a segment that is open. */
export function windUpView({ state }: View, segment: SegmentRow): Segment["windUp"] {
  const row = state.windUps.get(segment.segmentId);
  if (row === undefined) return null;
  const { isOfExit, isAgain, sinceMs, cursor, struck } = row;
  const step = stepOf(state, row);
  return {
    cause: isOfExit ? "vaultExit" : "governance",
    sinceMs,
    step,
    isAgain,
    doneAccountId: cursor,
    lastAccountId: struck?.lastAccountId ?? null,
    untilMs: untilOf(state, segment, row, step),
  };
}

function stepOf(state: View["state"], row: WindUpRow): Shown["step"] {
  if (row.phase === WindUpPhase.closing) return "closing";
  if (row.phase === WindUpPhase.summing) return "summing";
  if (row.phase === WindUpPhase.booking) return "booking";
  return isWindingUp(state, row.segmentId) ? "waiting" : "over";
}

// wide: of which step, of whose end
function untilOf(
  state: View["state"],
  { settlementAssetId, parameters }: SegmentRow,
  { sinceMs }: WindUpRow,
  step: Shown["step"],
): number | null {
  if (step === "closing") return sinceMs + parameters.oracle.unknownTermMs;
  if (step !== "waiting") return null;
  const vaultId = state.locations.get(settlementAssetId)?.vaultId;
  const exit = vaultId === undefined ? undefined : state.vaultExits.get(vaultId);
  return exit === undefined ? null : exit.sinceMs + BOOKING_WAIT_MS;
}
