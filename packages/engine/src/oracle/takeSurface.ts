/**
 * Brings an underlying's surface up to date with what its publishers say: the gate that a price of an index passes, for a
 * whole surface (ORCL-102 … ORCL-111).
 *
 * @module
 */
import type { UnderlyingRow } from "@novate/codec";
import { ppm } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { forwardsOf } from "../gate/forwardView.ts";
import { type SurfaceNode, surfaceNodes, vegaPartPpm, volsAt } from "../gate/surfaceNodes.ts";
import { datedAmong } from "../instrument/rules.ts";
import { surfaceKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { type Choice, chooseSurface, isSurfaceJump } from "./surfaceChoice.ts";
import { isQuorum, type Speaker, speakersOf } from "./surfaceVoices.ts";

/** Work: publishers, and with a quorum publishers × nodes; nothing in a block that heard no surface of the underlying. */
export function takeSurface(house: House, underlyingId: number): void {
  const { state } = house;
  const underlying = mustGet(state.underlyings, underlyingId);
  const { timeMs } = houseOf(state);
  const speakers = speakersOf(state, underlying, timeMs);
  const isNew = underlying.surfaceTakenAtMs === 0 || speakers.some(({ surface }) => surface.heardAtMs === timeMs);
  if (!isNew || !isQuorum(state, speakers)) return; // no quorum: the last surface grows old
  const nodes = nodesOf(house, underlying);
  const choice = choiceOf(speakers, underlying, nodes, timeMs);
  if (choice === null) return;
  if (!isJump(underlying, choice, nodes, timeMs)) {
    take(house, underlyingId, choice);
    return;
  }
  const { surfacePendingAtMs } = underlying;
  if (surfacePendingAtMs === 0) {
    const { publisherId } = choice;
    house.emit({ type: "SurfaceJumpPending", underlyingId, publisherId, pendingAtMs: timeMs });
    return;
  }
  const again = speakers.filter(({ surface }) => surface.heardAtMs > surfacePendingAtMs);
  if (!isQuorum(state, again)) return;
  const confirmed = choiceOf(again, underlying, nodes, timeMs);
  if (confirmed !== null) take(house, underlyingId, confirmed);
}

function take(house: House, underlyingId: number, { publisherId, halfWidth }: Choice): void {
  const { timeMs: takenAtMs } = houseOf(house.state);
  const halfWidthPpm = ppm(BigInt(halfWidth));
  house.emit({ type: "SurfaceTaken", underlyingId, publisherId, halfWidthPpm, takenAtMs });
}

function nodesOf(house: House, underlying: UnderlyingRow): SurfaceNode[] {
  const { state } = house;
  const { timeMs } = houseOf(state);
  const index = mustGet(state.feeds, underlying.spec.indexFeedId);
  const listings = house.derived.listings.of(underlying.spec.underlyingId);
  const forwards = forwardsOf(state, index, datedAmong(listings), timeMs);
  const { skewRotationPpm } = mustGet(state.segments, underlying.spec.segmentId).parameters.margin;
  return surfaceNodes(underlying, index, forwards, listings, timeMs, skewRotationPpm);
}

/** Null where there is nothing to compare, or nobody whose surface has lived. */
function choiceOf(
  speakers: readonly Speaker[],
  { surfacePublisherId }: UnderlyingRow,
  nodes: readonly SurfaceNode[],
  timeMs: number,
): Choice | null {
  const voices = speakers.flatMap(({ surface: { publisherId, slices, publishedAtMs }, weight }) => {
    const vols = volsAt({ slices, surfaceAtMs: publishedAtMs }, nodes, timeMs);
    return vols === null ? [] : [{ publisherId, weight, vols }];
  });
  return nodes.length === 0 || voices.length === 0
    ? null
    : chooseSurface(voices, surfacePublisherId, (node, vol) => vegaPartPpm(nodes[node]!, vol));
}

function isJump(underlying: UnderlyingRow, { vols }: Choice, nodes: readonly SurfaceNode[], timeMs: number): boolean {
  const before = underlying.surfaceTakenAtMs === 0 ? null : volsAt(underlying, nodes, timeMs);
  return before !== null && isSurfaceJump(before, vols);
}

export const evolveSurfaceTaken: Evolve<"SurfaceTaken"> = (state, event) => {
  const { underlyingId, publisherId, halfWidthPpm, takenAtMs } = event;
  const { slices, publishedAtMs } = mustGet(state.surfaces, surfaceKey(underlyingId, publisherId));
  state.underlyings.put({
    ...mustGet(state.underlyings, underlyingId),
    slices,
    surfaceAtMs: publishedAtMs,
    surfacePublisherId: publisherId,
    surfaceTakenAtMs: takenAtMs,
    surfaceHalfWidthPpm: halfWidthPpm,
    surfacePendingAtMs: 0,
  });
};

export const evolveSurfaceJumpPending: Evolve<"SurfaceJumpPending"> = (state, { underlyingId, pendingAtMs }) => {
  state.underlyings.put({ ...mustGet(state.underlyings, underlyingId), surfacePendingAtMs: pendingAtMs });
};
