/**
 * How much of an asset may leave a segment in an hour and in a day, and how much of that is whose (WDR-003, WDR-011).
 *
 * Windows count what left less what came in. A fifth of a window's limit is the small lane, which waiting owners share equally;
 * the rest is owned by the accounts in proportion to their seasoned balances; beside both stands a common part: what the window
 * before left unused. All together are the limit at most, though gains carry seasoned balances from name to name. So nobody
 * uses up another's exit by coming and going, and over many windows no more leaves than their limits.
 *
 * @module
 */
import type {
  AccountRow,
  CollateralRow,
  ExitRow,
  ExitWindow,
  GrantParts,
  OutflowWindow,
  SegmentRow,
} from "@novate/codec";
import { type Atoms, atoms, DAY_MS, divDown, HOUR_MS, maxOf, minOf, mulPpmDown, ZERO_ATOMS } from "@novate/num";
import { exitOf, freshAtomsAt, withFresh } from "../collateral/seasoning.ts";
import { settlementToAssetAtoms } from "../collateral/value.ts";
import { balanceOf } from "../ledger/balances.ts";
import { reachOf, withFounded, withHeld } from "../ledger/leastHeld.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

const WINDOWS = ["hour", "day"] as const;
type WindowName = (typeof WINDOWS)[number];
const LENGTH_MS = { hour: HOUR_MS, day: DAY_MS } as const;
/** The small lane is this part of a limit. */
const LANE_PART = 5n;

/** What a turn may take beside the account's own share. */
export interface Quota {
  readonly laneAtoms: Atoms;
  readonly commonAtoms: Atoms;
}

/** What a turn gives, and which part of each window it is. */
export interface Grant {
  readonly amountAtoms: Atoms;
  readonly hour: GrantParts;
  readonly day: GrantParts;
}

/** What the flow writes. */
interface Flow {
  readonly collateral: CollateralRow;
  readonly exit: ExitRow;
}

/** An hour's limit of the asset: what leaves a vault's lane in an hour, too. */
export function hourLimitOf(state: StateView, segmentId: number, assetId: number): Atoms {
  const collateral = mustGet(state.collaterals, collateralKey(segmentId, assetId));
  return wholeIn(state, mustGet(state.segments, segmentId), collateral, "hour", houseOf(state).timeMs).limitAtoms;
}

/** The small lane and the common part that both windows still have, in equal parts for so many owners and accounts. */
export function quotaOf(state: StateView, segmentId: number, assetId: number, owners: number, accounts: number): Quota {
  const { timeMs } = houseOf(state);
  const segment = mustGet(state.segments, segmentId);
  const collateral = mustGet(state.collaterals, collateralKey(segmentId, assetId));
  const [hour, day] = WINDOWS.map((window) => wholeIn(state, segment, collateral, window, timeMs).whole);
  return {
    laneAtoms: atoms(divDown(minOf(hour!.laneAtoms, day!.laneAtoms), BigInt(owners))),
    commonAtoms: atoms(divDown(minOf(hour!.commonAtoms, day!.commonAtoms), BigInt(accounts))),
  };
}

/**
 * What an account whose withdrawals still want `waitingAtoms` in all may have of `wantedAtoms` now: of its own share first, then
 * of the small lane, then of the common part. Where the small lane's quota has room for it all, of that alone.
 */
export function grantOf(
  state: StateView,
  account: AccountRow,
  assetId: number,
  wantedAtoms: Atoms,
  waitingAtoms: bigint,
  quota: Quota,
): Grant {
  const { timeMs } = houseOf(state);
  const segment = mustGet(state.segments, account.segmentId);
  const flow = flowAt(state, account, assetId);
  const stoodAtoms = balanceOf(account, assetId) + waitingAtoms - freshAtomsAt(flow.exit, timeMs);
  const rooms = WINDOWS.map((window) => roomIn(state, segment, flow, window, stoodAtoms, quota, timeMs));
  const isLaneEnough = rooms.every(({ laneAtoms }) => laneAtoms >= wantedAtoms);
  const amountAtoms = rooms.reduce((least, room) => minOf(least, sumOf(room)), wantedAtoms);
  const [hour, day] = rooms.map((room) =>
    partsOf(amountAtoms, isLaneEnough ? { ...room, ownAtoms: ZERO_ATOMS } : room),
  );
  return { amountAtoms, hour: hour!, day: day! };
}

/** What of a grant the account had brought in within the same hour's window: what came last goes first. */
export function sameHourOf(state: StateView, account: AccountRow, assetId: number, { hour }: Grant): Atoms {
  const { timeMs } = houseOf(state);
  const segment = mustGet(state.segments, account.segmentId);
  const { part } = windowIn(state, segment, flowAt(state, account, assetId), "hour", timeMs);
  return minOf(hour.ownAtoms, maxOf(atoms(part.inAtoms - part.ownAtoms), ZERO_ATOMS));
}

/** The rows once a grant has left for good. */
export function flowOut(state: StateView, account: AccountRow, assetId: number, grant: Grant): Flow {
  const { timeMs } = houseOf(state);
  const segment = mustGet(state.segments, account.segmentId);
  let flow = flowAt(state, account, assetId);
  for (const window of WINDOWS) {
    const { whole, part } = windowIn(state, segment, flow, window, timeMs);
    const { ownAtoms, laneAtoms, commonAtoms } = grant[window];
    flow = withWindow(flow, window, moved(whole, ownAtoms, commonAtoms, laneAtoms), {
      ...part,
      ownAtoms: atoms(part.ownAtoms + ownAtoms),
      commonAtoms: atoms(part.commonAtoms + laneAtoms + commonAtoms),
    });
  }
  return { ...flow, exit: { ...flow.exit, touchedAtMs: timeMs } };
}

/** The rows once `amountAtoms` have come in: first what the account took beside its share comes back, as common. */
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
    flow = withWindow(flow, window, moved(whole, atoms(-inAtoms), atoms(-backAtoms), ZERO_ATOMS), {
      ...part,
      inAtoms: atoms(part.inAtoms + inAtoms),
      commonAtoms: atoms(part.commonAtoms - backAtoms),
    });
  }
  const balanceAtoms = balanceOf(account, assetId);
  const riseAtoms = atoms(maxOf(atoms(balanceAtoms + amountAtoms), ZERO_ATOMS) - maxOf(balanceAtoms, ZERO_ATOMS));
  const collateral =
    houseOf(state).height === 0
      ? withFounded(flow.collateral, flow.collateral.heldAtoms + amountAtoms, timeMs)
      : withHeld(state, flow.collateral, flow.collateral.heldAtoms + amountAtoms, timeMs);
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
  const { limitAtoms, whole } = wholeIn(state, segment, collateral, window, timeMs);
  return { limitAtoms, whole, part: partIn(exit[window], whole) };
}

/** The window at `timeMs` and its limit. One that has ended starts anew, with what it left unused as the common part; all of it after a pause. */
function wholeIn(state: StateView, segment: SegmentRow, collateral: CollateralRow, window: WindowName, timeMs: number) {
  const limitOf = (whole: OutflowWindow) => limitIn(state, segment, collateral, window, whole, timeMs);
  const last = collateral[window];
  const ageMs = timeMs - last.startMs;
  if (ageMs < LENGTH_MS[window]) return { limitAtoms: limitOf(last), whole: last };
  const isNext = ageMs < 2 * LENGTH_MS[window];
  const commonAtoms = maxOf(atoms(limitOf(last) - (isNext ? maxOf(last.netOutAtoms, ZERO_ATOMS) : 0n)), ZERO_ATOMS);
  const nothing = { startMs: timeMs, netOutAtoms: ZERO_ATOMS, ownAtoms: ZERO_ATOMS, laneAtoms: ZERO_ATOMS };
  const limitAtoms = limitOf({ ...nothing, commonAtoms });
  return { limitAtoms, whole: { ...nothing, laneAtoms: laneOf(limitAtoms), commonAtoms } };
}

/** What a window has for the account: what is left of its own, and of its quota beside. */
// wide: whose room it is, and what the window and the pass have
function roomIn(
  state: StateView,
  segment: SegmentRow,
  flow: Flow,
  window: WindowName,
  stoodAtoms: bigint,
  quota: Quota,
  timeMs: number,
): GrantParts {
  const { limitAtoms, whole, part } = windowIn(state, segment, flow, window, timeMs);
  const mainAtoms = atoms(limitAtoms - laneOf(limitAtoms));
  const shareAtoms = shareOf(mainAtoms, stoodAtoms + part.ownAtoms, heldIn(state, flow.collateral, whole));
  const ownedAtoms = atoms(shareAtoms + part.inAtoms - part.ownAtoms);
  return {
    ownAtoms: maxOf(minOf(ownedAtoms, atoms(mainAtoms - whole.ownAtoms)), ZERO_ATOMS),
    laneAtoms: minOf(quota.laneAtoms, whole.laneAtoms),
    commonAtoms: minOf(quota.commonAtoms, whole.commonAtoms),
  };
}

const sumOf = ({ ownAtoms, laneAtoms, commonAtoms }: GrantParts): Atoms => atoms(ownAtoms + laneAtoms + commonAtoms);

function partsOf(amountAtoms: Atoms, room: GrantParts): GrantParts {
  const ownAtoms = minOf(amountAtoms, room.ownAtoms);
  const laneAtoms = minOf(atoms(amountAtoms - ownAtoms), room.laneAtoms);
  return { ownAtoms, laneAtoms, commonAtoms: atoms(amountAtoms - ownAtoms - laneAtoms) };
}

/** The whole once so much has left as somebody's own, of the common part and of the small lane; below zero it came in. */
const moved = (whole: OutflowWindow, ownAtoms: Atoms, commonAtoms: Atoms, laneAtoms: Atoms): OutflowWindow => ({
  ...whole,
  netOutAtoms: atoms(whole.netOutAtoms + ownAtoms + commonAtoms + laneAtoms),
  ownAtoms: atoms(whole.ownAtoms + ownAtoms),
  laneAtoms: atoms(whole.laneAtoms - laneAtoms),
  commonAtoms: atoms(whole.commonAtoms - commonAtoms),
});

const withWindow = ({ collateral, exit }: Flow, window: WindowName, whole: OutflowWindow, part: ExitWindow): Flow => ({
  collateral: { ...collateral, [window]: whole },
  exit: { ...exit, [window]: part },
});

/** The limit of a window: a part of what it began with, at least the small amount that governance names. */
// wide: where the limit is from, and the window as it stands
function limitIn(
  state: StateView,
  segment: SegmentRow,
  collateral: CollateralRow,
  window: WindowName,
  whole: OutflowWindow,
  timeMs: number,
): Atoms {
  const { withdrawalHourPpm, withdrawalDayPpm, withdrawalSmallLaneAtoms } = segment.parameters.clearing;
  const sharePpm = window === "hour" ? withdrawalHourPpm : withdrawalDayPpm;
  const leastAtoms = settlementToAssetAtoms(state, segment, collateral.spec.assetId, withdrawalSmallLaneAtoms, timeMs);
  return maxOf(mulPpmDown(heldIn(state, collateral, whole), sharePpm), leastAtoms);
}

/** What was held before the window's net outflow; what waits to leave is held yet. */
const heldIn = (state: StateView, row: CollateralRow, { netOutAtoms }: OutflowWindow): Atoms =>
  atoms(reachOf(state, row) + maxOf(netOutAtoms, ZERO_ATOMS));

const laneOf = (limitAtoms: Atoms): Atoms => atoms(divDown(limitAtoms, LANE_PART));

/** The account's part of this window: nothing if its row speaks of an earlier one. */
const partIn = (part: ExitWindow, { startMs }: OutflowWindow): ExitWindow =>
  part.startMs === startMs ? part : { startMs, inAtoms: ZERO_ATOMS, ownAtoms: ZERO_ATOMS, commonAtoms: ZERO_ATOMS };

/** The part of a limit that belongs to `seasonedAtoms` of `heldAtoms`, rounded down. */
const shareOf = (limitAtoms: Atoms, seasonedAtoms: bigint, heldAtoms: Atoms): bigint =>
  seasonedAtoms <= 0n || heldAtoms <= 0n ? 0n : divDown(limitAtoms * seasonedAtoms, heldAtoms);
