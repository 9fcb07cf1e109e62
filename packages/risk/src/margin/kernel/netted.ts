/**
 * The kernel's second step: the sums of each underlying become its charges, `cross` margin's terms.
 *
 * @module
 */
import { type Alone, assessAlone, deltaRate, vegaRate } from "./alone.ts";
import { KIND, type RiskBook } from "./book.ts";
import type { MarginContext } from "./context.ts";
import { ppmSumUp, ppmUp } from "./integer.ts";
import type { Interest } from "./interest.ts";
import { maximumLoss } from "./maximumLoss.ts";
import type { Positions } from "./positions.ts";
import type { MarginWorkspace } from "./workspace.ts";

const alone: Alone = { base: 0, fixed: 0, ceiling: 0 };

/** Fills the result columns of every slot. */
export function assessSlots(
  workspace: MarginWorkspace,
  book: RiskBook,
  context: MarginContext,
  interest: Interest,
  positions: Positions,
): void {
  addTiltLosses(workspace);
  const { charges } = context;
  for (let slot = 0; slot < workspace.slotCount; slot += 1) {
    const scan = worstOfGrid(workspace, book, slot);
    const net = workspace.chargedLong[slot]! - workspace.chargedShort[slot]!;
    const hedged = Math.min(workspace.chargedLong[slot]!, workspace.chargedShort[slot]!);
    const open = net < 0 ? Math.max(-net - workspace.collateralDelta[slot]!, 0) : net;
    const minimum = ppmSumUp(hedged, charges.hedgedPpm, open, charges.unhedgedPpm) + workspace.shortOption[slot]!;
    const fixed = liquidity(workspace, context, interest, slot) + workspace.addOn[slot]!;
    workspace.scan[slot] = scan;
    workspace.minimum[slot] = minimum;
    workspace.fixed[slot] = fixed;

    const base = Math.max(scan, minimum);
    const underlying = workspace.underlyingOf[slot]!;
    workspace.initial[slot] = ppmUp(base, context.initialPpm[underlying]!) + fixed;
    workspace.maintenance[slot] = ppmUp(base, context.maintenancePpm[underlying]!) + fixed;
    if (workspace.initial[slot]! > workspace.leastCeiling[slot]!)
      lowerToCeilings(workspace, book, context, interest, positions, slot);
  }
}

/** Per slot, the sum over its expiries of each one's worse tilt (MARG-008). */
function addTiltLosses(workspace: MarginWorkspace): void {
  const { lossTilt, tiltDown, tiltUp, bucketSlack, slotOfBucket } = workspace;
  for (let slot = 0; slot < workspace.slotCount; slot += 1) lossTilt[slot] = 0;
  for (let bucketSlot = 0; bucketSlot < workspace.bucketSlotCount; bucketSlot += 1) {
    const slot = slotOfBucket[bucketSlot]!;
    const worst = bucketSlack[bucketSlot]! - Math.min(tiltDown[bucketSlot]!, tiltUp[bucketSlot]!);
    if (worst > 0) lossTilt[slot] = lossTilt[slot]! + worst;
  }
}

/** Worst loss over grid and tilts, zero or more; the three directions of the spot are kept apart for the credit. */
function worstOfGrid(workspace: MarginWorkspace, book: RiskBook, slot: number): number {
  const { downEnd, flatEnd, gridCount } = book;
  const first = slot * gridCount;
  const slack = workspace.slack[slot]!;
  const down = slack - leastBetween(workspace.grid, first, first + downEnd);
  const flat = slack - leastBetween(workspace.grid, first + downEnd, first + flatEnd);
  const up = slack - leastBetween(workspace.grid, first + flatEnd, first + gridCount);
  workspace.lossDown[slot] = down;
  workspace.lossFlat[slot] = flat;
  workspace.lossUp[slot] = up;
  return Math.max(0, down, flat, up, workspace.lossTilt[slot]!);
}

function leastBetween(values: Float64Array, from: number, to: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = from; index < to; index += 1) if (values[index]! < least) least = values[index]!;
  return least;
}

/** Cost of closing the net delta and vega against the market's depth (MARG-032). */
function liquidity(workspace: MarginWorkspace, context: MarginContext, interest: Interest, slot: number): number {
  const delta = workspace.netDelta(slot);
  const vega = workspace.vegaLong[slot]! - workspace.vegaShort[slot]!;
  let charge = 0;
  if (delta !== 0) charge += ppmUp(Math.abs(delta), deltaRate(workspace, context, interest, slot, delta > 0));
  if (vega !== 0) charge += ppmUp(Math.abs(vega), vegaRate(workspace, context, interest, slot, vega > 0));
  return charge;
}

/** Lowers a slot's requirement to its maximum loss, and to the sum of its positions each margined alone. */
function lowerToCeilings(
  workspace: MarginWorkspace,
  book: RiskBook,
  context: MarginContext,
  interest: Interest,
  positions: Positions,
  slot: number,
): void {
  const ceiling = maximumLoss(workspace, book, positions, slot);
  const underlying = workspace.underlyingOf[slot]!;
  const initialPpm = context.initialPpm[underlying]!;
  const maintenancePpm = context.maintenancePpm[underlying]!;
  let initial = 0;
  let maintenance = 0;
  for (let position = positions.from; position < positions.to; position += 1) {
    const instrument = positions.instruments[position]!;
    const quantity = positions.lots[position]!;
    if (quantity === 0 || book.underlying[instrument] !== underlying) continue;
    if (book.kind[instrument] === KIND.collateral) continue;
    assessAlone(alone, workspace, book, context, interest, instrument, quantity);
    initial += Math.min(ppmUp(alone.base, initialPpm) + alone.fixed, alone.ceiling);
    maintenance += Math.min(ppmUp(alone.base, maintenancePpm) + alone.fixed, alone.ceiling);
  }
  workspace.initial[slot] = Math.min(workspace.initial[slot]!, ceiling, initial);
  workspace.maintenance[slot] = Math.min(workspace.maintenance[slot]!, ceiling, maintenance);
}
