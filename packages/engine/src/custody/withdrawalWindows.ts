/**
 * How much of an asset may leave a segment in an hour and in a day, and how much of that is whose (WDR-003, WDR-011).
 *
 * Windows count what left less what came in. A window's limit is owned by the accounts in proportion to their seasoned
 * balances; beside it stands a common part: what the window before left unused. All shares together are the limit at most,
 * though gains carry seasoned balances from name to name. So nobody uses up another's exit by coming and going, and over many
 * windows no more leaves than their limits.
 *
 * @module
 */
import type { AccountRow, CollateralRow, ExitRow, ExitWindow, OutflowWindow, SegmentRow } from "@novate/codec";
import { type Atoms, atoms, DAY_MS, divDown, HOUR_MS, maxOf, minOf, mulPpmDown, ZERO_ATOMS } from "@novate/num";
import { exitOf, freshAtomsAt, withFresh } from "../collateral/seasoning.ts";
import { settlementToAssetAtoms } from "../collateral/value.ts";
import { balanceOf } from "../ledger/balances.ts";
import { withFounded, withHeld } from "../ledger/leastHeld.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

const WINDOWS = ["hour", "day"] as const;
type WindowName = (typeof WINDOWS)[number];
const LENGTH_MS = { hour: HOUR_MS, day: DAY_MS } as const;

export interface WindowLimit {
  readonly window: WindowName;
  readonly limitAtoms: Atoms;
  readonly leftAtoms: Atoms;
}

/** What the flow writes. */
export interface Flow {
  readonly collateral: CollateralRow;
  readonly exit: ExitRow;
}

/** The rows once `amountAtoms` have left the account for good, or the window that this would break. */
export function flowOut(
  state: StateView,
  account: AccountRow,
  assetId: number,
  amountAtoms: Atoms,
  timeMs: number,
): Flow | WindowLimit {
  const segment = mustGet(state.segments, account.segmentId);
  let flow = flowAt(state, account, assetId);
  const balanceAtoms = balanceOf(account, assetId);
  for (const window of WINDOWS) {
    const { limitAtoms, whole, part } = windowIn(state, segment, flow, window, timeMs);
    const seasonedAtoms = balanceAtoms + part.ownAtoms - freshAtomsAt(flow.exit, timeMs);
    const shareAtoms = shareOf(limitAtoms, seasonedAtoms, heldIn(flow.collateral, whole));
    const ownedAtoms = shareAtoms + part.inAtoms - part.ownAtoms;
    const leftAtoms = maxOf(minOf(atoms(ownedAtoms), atoms(limitAtoms - whole.ownAtoms)), ZERO_ATOMS);
    const ownAtoms = minOf(amountAtoms, leftAtoms);
    const commonAtoms = atoms(amountAtoms - ownAtoms);
    if (commonAtoms > whole.commonAtoms) return { window, limitAtoms, leftAtoms: atoms(leftAtoms + whole.commonAtoms) };
    flow = withWindow(flow, window, moved(whole, ownAtoms, commonAtoms), {
      ...part,
      ownAtoms: atoms(part.ownAtoms + ownAtoms),
      commonAtoms: atoms(part.commonAtoms + commonAtoms),
    });
  }
  const collateral = withHeld(flow.collateral, flow.collateral.heldAtoms - amountAtoms, timeMs);
  return { collateral, exit: { ...flow.exit, touchedAtMs: timeMs } };
}

/** The rows once `amountAtoms` have come in: first what the account took of the common part comes back to it. */
export function flowIn(
  state: StateView,
  account: AccountRow,
  assetId: number,
  amountAtoms: Atoms,
  timeMs: number,
): Flow {
  const segment = mustGet(state.segments, account.segmentId);
  let flow = flowAt(state, account, assetId);
  for (const window of WINDOWS) {
    const { whole, part } = windowIn(state, segment, flow, window, timeMs);
    const backAtoms = minOf(amountAtoms, part.commonAtoms);
    const inAtoms = atoms(amountAtoms - backAtoms);
    flow = withWindow(flow, window, moved(whole, atoms(-inAtoms), atoms(-backAtoms)), {
      ...part,
      inAtoms: atoms(part.inAtoms + inAtoms),
      commonAtoms: atoms(part.commonAtoms - backAtoms),
    });
  }
  const balanceAtoms = balanceOf(account, assetId);
  const riseAtoms = atoms(maxOf(atoms(balanceAtoms + amountAtoms), ZERO_ATOMS) - maxOf(balanceAtoms, ZERO_ATOMS));
  const holding = houseOf(state).height === 0 ? withFounded : withHeld;
  const collateral = holding(flow.collateral, flow.collateral.heldAtoms + amountAtoms, timeMs);
  return { collateral, exit: withFresh(flow.exit, riseAtoms, timeMs) };
}

const flowAt = (state: StateView, { accountId, segmentId }: AccountRow, assetId: number): Flow => ({
  collateral: mustGet(state.collaterals, collateralKey(segmentId, assetId)),
  exit: exitOf(state, accountId, assetId),
});

/** The window as it stands now: its limit, the whole of it, and the account's part. */
function windowIn(
  state: StateView,
  segment: SegmentRow,
  { collateral, exit }: Flow,
  window: WindowName,
  timeMs: number,
) {
  const limitAtoms = limitOf(state, segment, collateral, window, timeMs);
  const whole = windowAt(collateral[window], LENGTH_MS[window], limitAtoms, timeMs);
  return { limitAtoms, whole, part: partIn(exit[window], whole) };
}

/** The whole once so much has left as somebody's own and of the common part; below zero it came in. */
const moved = (whole: OutflowWindow, ownAtoms: Atoms, commonAtoms: Atoms): OutflowWindow => ({
  ...whole,
  netOutAtoms: atoms(whole.netOutAtoms + ownAtoms + commonAtoms),
  ownAtoms: atoms(whole.ownAtoms + ownAtoms),
  commonAtoms: atoms(whole.commonAtoms - commonAtoms),
});

const withWindow = ({ collateral, exit }: Flow, window: WindowName, whole: OutflowWindow, part: ExitWindow): Flow => ({
  collateral: { ...collateral, [window]: whole },
  exit: { ...exit, [window]: part },
});

/** The limit of the window that is open, or of the last one: a part of what it began with, at least the small lane. */
function limitOf(
  state: StateView,
  segment: SegmentRow,
  collateral: CollateralRow,
  window: WindowName,
  timeMs: number,
): Atoms {
  const { withdrawalHourPpm, withdrawalDayPpm, withdrawalSmallLaneAtoms } = segment.parameters.clearing;
  const sharePpm = window === "hour" ? withdrawalHourPpm : withdrawalDayPpm;
  const laneAtoms = settlementToAssetAtoms(state, segment, collateral.spec.assetId, withdrawalSmallLaneAtoms, timeMs);
  return maxOf(mulPpmDown(heldIn(collateral, collateral[window]), sharePpm), laneAtoms);
}

/** What was held before the window's net outflow. */
const heldIn = ({ heldAtoms }: CollateralRow, { netOutAtoms }: OutflowWindow): Atoms =>
  atoms(heldAtoms + maxOf(netOutAtoms, ZERO_ATOMS));

/** The window at `timeMs`. One that has ended starts anew, with what it left unused as the common part; all of it after a pause. */
function windowAt(window: OutflowWindow, lengthMs: number, limitAtoms: Atoms, timeMs: number): OutflowWindow {
  const ageMs = timeMs - window.startMs;
  if (ageMs < lengthMs) return window;
  const usedAtoms = ageMs < 2 * lengthMs ? maxOf(window.netOutAtoms, ZERO_ATOMS) : ZERO_ATOMS;
  const commonAtoms = maxOf(atoms(limitAtoms - usedAtoms), ZERO_ATOMS);
  return { startMs: timeMs, netOutAtoms: ZERO_ATOMS, ownAtoms: ZERO_ATOMS, commonAtoms };
}

/** The account's part of this window: nothing if its row speaks of an earlier one. */
const partIn = (part: ExitWindow, { startMs }: OutflowWindow): ExitWindow =>
  part.startMs === startMs ? part : { startMs, inAtoms: ZERO_ATOMS, ownAtoms: ZERO_ATOMS, commonAtoms: ZERO_ATOMS };

/** The part of a limit that belongs to `seasonedAtoms` of `heldAtoms`, rounded down. */
const shareOf = (limitAtoms: Atoms, seasonedAtoms: bigint, heldAtoms: Atoms): bigint =>
  seasonedAtoms <= 0n || heldAtoms <= 0n ? 0n : divDown(limitAtoms * seasonedAtoms, heldAtoms);
